"""The repositories: one file per part of the store, each over one connection."""
