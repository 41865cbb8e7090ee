"""What somebody sees after using the app."""

from dataclasses import dataclass

from tests.discord_adapter.discord_server import flat
from tests.discord_adapter.discord_server.model import Interaction, Json, Message

NO_ANSWER = {
    2: "The application did not respond",
    3: "This interaction failed",
    4: "Loading options failed",
    5: "Something went wrong. Try again.",
}
"""What Discord's client says when the app is silent for three seconds, by type of interaction."""


@dataclass(frozen=True)
class Outcome:
    """One use of the app; what the app does afterwards shows here as well."""

    interaction: Interaction
    failed: str | None = None

    @property
    def acknowledged(self) -> int | None:
        """The callback's type, such as 4 for a message; None when there was none."""
        return self.interaction.acknowledged

    @property
    def took(self) -> float:
        """Seconds until the app acknowledged."""
        return self.interaction.took

    @property
    def response(self) -> Message | None:
        """The message that answered, or the pressed one; None while the app is "thinking"."""
        found = self.interaction.original
        return found if found is not None and not found.thinking and not found.deleted else None

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees the answer."""
        return self.interaction.original is not None and self.interaction.original.ephemeral

    @property
    def text(self) -> str:
        """What the answer says, or why there is none."""
        shown = self.response
        return flat.text_of(shown) if shown is not None else self.failed or ""

    @property
    def modal(self) -> Json | None:
        """The form that opened."""
        return self.interaction.modal

    @property
    def choices(self) -> list[str]:
        """The names that autocomplete offers."""
        return [one["name"] for one in self.interaction.choices]

    @property
    def followups(self) -> list[Message]:
        """Further messages, those that were deleted left out."""
        return [one for one in self.interaction.followups if not one.deleted]

    @property
    def followed_up(self) -> list[str]:
        """What the further messages say."""
        return [flat.text_of(one) for one in self.followups]
