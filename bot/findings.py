"""What ``chivvy doctor`` says of one thing."""

from core.kernel.values import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: good, or bad with what to do."""

    bad: bool
    text: str

    def __str__(self) -> str:
        return f"{'✗' if self.bad else '✓'} {self.text}"


def good(text: str) -> Finding:
    """Nothing to do."""
    return Finding(False, text)


def bad(text: str) -> Finding:
    """Something to mend."""
    return Finding(True, text)


SKEW = 30.0
"""Seconds: Slack refuses what is signed with a clock five minutes off; dates go wrong before."""


def clock(platform: str, behind: float | None) -> list[Finding]:
    """Ours against a platform's."""
    if behind is None:
        return []
    if abs(behind) <= SKEW:
        return [good(f"clock: as {platform}'s")]
    which = "behind" if behind > 0 else "ahead of"
    return [
        bad(
            f"clock: {abs(behind):.0f} s {which} {platform}'s; set it by NTP, such as"
            " `timedatectl set-ntp true`"
        )
    ]
