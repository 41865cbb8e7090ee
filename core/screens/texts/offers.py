"""What was written while we were away."""

OFFERS: dict[str, str] = {
    "offer.away": "While I was away ({since} to {until}) you wrote this. Shall I do it now?",
    "offer.left": "Left as it is.",
    "offer.slash": "Slash commands of that time did not reach me: type them again.",
    "offer.unheard": "I did not hear this when you wrote it. Shall I do it now?",
    "outage.away": (
        "I was away from {since} to {until}: slash commands of that time did not reach me. "
        "Type them again."
    ),
    "outage.unread.one": (
        "{n} conversation of the time from {since} to {until} could not be read to its end: "
        "what was typed to me there has to be typed again. `chivvy doctor` tells whether a scope "
        "is missing."
    ),
    "outage.unread.other": (
        "{n} conversations of the time from {since} to {until} could not be read to their end: "
        "what was typed to me there has to be typed again. `chivvy doctor` tells whether a scope "
        "is missing."
    ),
}
