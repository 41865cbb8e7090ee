"""Facts of the views as phrases and lines, in words that are the same on every platform."""
