"""Who is meant by a word: people of the thread by any of their names, others by a mention."""

import re
from collections.abc import Sequence

from core.language.mentions import mention
from core.language.model import MentionKind
from core.language.threads.model import Said

MENTION = (
    r"(?:<@[!&]?\w{1,40}(?:\|[^<>\n]{0,80})?>|<![\w^]{1,60}(?:\|[^<>\n]{0,80})?>|"
    r"@\w(?:[\w\-]|\.(?=\w)){0,80})"
)
_LATER = 6
"""Messages ahead in which somebody who was asked as "you" may answer."""


class Speakers:
    """The people of a thread."""

    def __init__(self, thread: Sequence[Said]) -> None:
        self._names: dict[str, str] = {}
        for said in thread:
            for name in (said.author, *said.names):
                self._learn(name, said.author)

    def _learn(self, name: str, person: str) -> None:
        whole = name.strip().lstrip("@").lower()
        for word in dict.fromkeys((whole, *whole.split()[:1])):
            if len(word) > 1:
                self._names.setdefault(word, person)

    def find(self, word: str) -> str | None:
        """The person whom *word* names; mentions of others by their id or name."""
        if word.startswith(("@", "<")):
            found = mention(word)
            if found is None or found.kind is MentionKind.GROUP:
                return None
            return self._names.get(found.text.lower(), found.text)
        return self._names.get(word.lower().removesuffix("'s"))

    def is_group(self, word: str) -> bool:
        """Whether *word* is a mention of many."""
        found = mention(word)
        return found is not None and found.kind is MentionKind.GROUP

    def other(self, thread: Sequence[Said], index: int) -> str | None:
        """Who "you" is in message *index*: who spoke before, else who answers, else the other."""
        me = thread[index].author
        near = (
            *reversed(thread[max(0, index - _LATER) : index]),
            *thread[index + 1 : index + _LATER],
        )
        for said in near:
            if said.author != me and not is_bot(said):
                return said.author
        return None


_BOT = re.compile(
    r"(?:^|[-_. ])bots?$|[a-z]bot$|^(?:jenkins|github|gitlab|pagerduty|sentry|grafana|jira|"
    r"zapier|slackbot|dependabot|renovate|alertmanager|datadog|opsgenie|statuspage|circleci|"
    r"travis|buildkite|argocd|webhook|monitoring|alerts?|ci|cron)(?:$|[-_. ])",
    re.IGNORECASE,
)


def is_bot(said: Said) -> bool:
    """Whether no human wrote this."""
    return said.bot or any(_BOT.search(name[:80]) for name in (said.author, *said.names))
