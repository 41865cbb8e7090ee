"""A Slack-compatible workspace on loopback, with a page to act in it and a clock that moves."""
