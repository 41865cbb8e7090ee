"""What was written while we were away."""

OFFERS: dict[str, str] = {
    "offer.away": "While I was away ({since} to {until}) you wrote this. Shall I do it now?",
    "offer.left": "Left as it is.",
    "offer.slash": "Slash commands of that time did not reach me: type them again.",
}
