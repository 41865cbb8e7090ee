"""Words, buttons and forms become intents and queries. Parses on reader threads, never writes."""
