"""The channels that a project lives in, one on each platform."""

HOMES: dict[str, str] = {
    "error.home_hides": (
        "#{key} lives in another channel too, where a private channel would hide it. First take "
        "that home away; on its platform, type:"
    ),
    "error.home_not_chosen": (
        "I don't work in {place}, so nothing of a project would be heard there. I work in "
        "{places}: choose one of these, or ask an admin to add that channel. Type:"
    ),
    "error.home_not_chosen.bare": (
        "I don't work in {place}, so nothing of a project would be heard there. An admin chooses "
        "where I work."
    ),
    "error.home_not_chosen_yet": (
        "I don't work in {place} yet, so nothing of a project would be heard there. To add it, "
        "type first:"
    ),
    "error.home_unseen": (
        "#{key} is seen in its private channel only, so a second channel would show nothing of "
        "it. Take the private one away first; on its platform, type:"
    ),
    "error.no_home_to_leave": "#{key} has no channel on this platform. Nothing was changed.",
    "place.meanwhile": "Meanwhile calls for help of #{key} go to {place}.",
    "place.on": "{place} on {platform}",
    "place.two": "{first} and {second}",
    "project.none_here": (
        "It has no channel on {platform}. To give it one, type there: `/project home #{key} here`"
    ),
}
