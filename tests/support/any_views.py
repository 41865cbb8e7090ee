"""Strategies for every view, with texts that try to be markup, to ping, or to be too long."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from core.kernel.refs import Kind, PersonId, PlaceId, PostId, Ref, TaskId
from core.kernel.text import Link, Mention, Quote, TaskName, When, WhenStyle, Words
from core.kernel.tokens import Token
from core.screens import views as v
from core.tasks.model import Priority, Status

NASTY = (
    "*bold* _it_ ~no~ `code`", "<!channel> <!here> @here @channel @everyone", "<@U0ANA> <#C1|x>",
    "<https://evil.example|bank.example>", "&amp; & &lt;", ":tada: :x:", "> quoted\n> twice",
    "```\nblock\n```", "# head\n- item\n-# small\n1. first", "[bank](https://evil.example)",
    "||spoiler|| __under__", "<@810000000000000001> <@&1> <#1> <t:1:R> </x:1> <:x:1> <a:x:1>",
    "\\\\ \\* \\", "¯\\_(ツ)_/¯", ">>> all\nof it", "<https://evil.example>",
    "\u202ereversed", "👩‍👩‍👧‍👦" * 60, "長" * 4000, "a" * 5000, "x y " * 1500,
    "", " ", "\n\n\n", "\x00\x07\x1b", "'\"\\", "—", "0", "-",
)  # fmt: skip
LABELS = (
    "accept", "claim", "done", "drop", "due", "edit", "history", "note", "undo", "why", "unknown",
)  # fmt: skip

# A short piece over and over: as long and as odd as letters drawn one by one, and far cheaper.
long = st.builds(
    lambda piece, size: (piece * size)[:size],
    st.text(min_size=1, max_size=20),
    st.integers(200, 400),
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=80), long)
short = st.one_of(st.sampled_from(NASTY[:9]), st.text(max_size=40))
moments = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001
    datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ACCOUNTS = ("U0ANA", "U0BEN", "810000000000000001", "810000000000000002")
accounts = st.one_of(st.none(), st.sampled_from(ACCOUNTS))
whos = st.builds(v.Who, st.integers(1, 99).map(PersonId), texts, accounts)
wheres = st.builds(v.Where, st.integers(1, 99).map(PlaceId), texts, accounts, st.booleans())

parts = st.one_of(
    st.builds(Words, texts, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    st.builds(Mention, st.just(PersonId(1)), texts, accounts),
    st.builds(When, moments, st.sampled_from(WhenStyle)),
    st.builds(
        Link, st.one_of(texts, st.just("https://example.org/a?b=1"), st.just("javascript:x")), texts
    ),
    st.builds(TaskName, st.just(TaskId(42)), st.just("T-42"), texts),
    st.builds(Quote, texts),
)
riches = st.lists(parts, max_size=5).map(tuple)
lines = st.lists(riches, max_size=8).map(tuple)

tokens = st.builds(
    lambda verb, number, value: Token(verb, Ref(Kind.TASK, number), PostId(number), value).encode(),
    st.sampled_from(("done", "block", "due", "snooze")),
    st.integers(1, 10**6),
    st.text(max_size=20).filter(lambda t: "\n" not in t),
)
urls = st.one_of(st.none(), st.none(), st.just("https://example.org/" + "a" * 40))
buttons = st.builds(
    v.Button,
    tokens,
    st.sampled_from(LABELS),
    st.just({"task": "T-42"}),
    st.sampled_from(v.Style),
    urls,
)
rows = st.lists(buttons, max_size=9).map(tuple)
few = st.lists(buttons, max_size=3).map(tuple)

dues = st.one_of(
    st.none(),
    st.builds(v.DueFact, moments, st.booleans(), days, st.integers(-400, 400), st.booleans()),
)
task_lines = st.builds(
    v.TaskLine,
    st.integers(1, 10**6).map(TaskId),
    st.integers(1, 10**6).map(lambda n: f"T-{n}"),
    texts,
    st.sampled_from(Status),
    st.one_of(st.none(), whos),
    dues,
    st.sampled_from(Priority),
    st.one_of(st.none(), texts),
    st.booleans(),
    st.lists(st.just("T-50"), max_size=6).map(tuple),
    st.booleans(),
    st.one_of(st.none(), st.integers(0, 40).map(lambda n: timedelta(days=n))),
    riches,
)
many_lines = st.lists(task_lines, max_size=6).map(tuple)
blockers = st.builds(
    v.BlockerFacts,
    texts,
    moments,
    st.one_of(st.none(), whos),
    st.one_of(st.none(), moments),
    st.booleans(),
    st.one_of(st.none(), texts),
    st.one_of(st.none(), days),
)
facts = st.builds(
    v.TaskFacts,
    line=task_lines,
    requester=whos,
    verifier=st.one_of(st.none(), whos),
    notes=texts,
    criteria=st.lists(st.tuples(texts, st.booleans()), max_size=12).map(tuple),
    blocker=st.one_of(st.none(), blockers),
    waits_for=st.lists(task_lines, max_size=3).map(tuple),
    waited_by=st.lists(task_lines, max_size=3).map(tuple),
    permalink=st.one_of(st.none(), texts, st.just("https://example.slack.com/archives/C1/p1")),
    source_author=st.one_of(st.none(), whos),
    source_place=st.one_of(st.none(), wheres),
    home=st.one_of(st.none(), wheres),
    visible_in=st.one_of(st.none(), wheres),
)
asks = st.builds(
    v.Ask,
    st.sampled_from(v.AskKind),
    facts,
    lines,
    riches,
    rows,
    rows,
    st.one_of(st.just(()), riches),
    rows,
)
sections = st.builds(
    v.Section,
    riches,
    many_lines,
    st.integers(0, 500),
    st.one_of(st.just(()), st.lists(rows, max_size=6).map(tuple)),
)
task_lists = st.builds(
    v.TaskList, riches, st.lists(sections, max_size=4).map(tuple), riches, lines, rows
)
options = st.builds(v.Option, st.uuids().map(str), texts, texts)
fields = st.builds(
    v.Field,
    name=st.uuids().map(lambda u: f"f{u}"),
    kind=st.sampled_from(v.FieldKind),
    label=st.just("title"),
    hint=st.sampled_from(("", "title")),
    facts=st.just({"task": "T-42"}),
    initial=st.one_of(st.none(), texts, whos, st.just(("a", "b"))),
    optional=st.booleans(),
    options=st.lists(options, max_size=24).map(tuple),
    limit=st.integers(1, 9000),
    words=riches,
)
forms = st.builds(
    v.Form, tokens, st.sampled_from(("loading", "unknown_title_that_is_long")),
    st.sampled_from(LABELS), st.lists(fields, max_size=6).map(tuple),
)  # fmt: skip

VIEWS: dict[type, st.SearchStrategy[v.View]] = {
    v.Echo: st.builds(v.Echo, facts, riches, lines, rows, st.booleans()),
    v.Card: st.builds(v.Card, facts, rows, rows),
    v.RetiredCard: st.builds(v.RetiredCard, riches),
    v.Details: st.builds(
        v.Details,
        facts,
        st.lists(st.builds(v.HistoryLine, moments, riches), max_size=20).map(tuple),
        rows,
        rows,
    ),
    v.TaskList: task_lists,
    v.Said: st.builds(v.Said, lines, rows),
    v.Problem: st.builds(
        v.Problem, lines, st.one_of(st.none(), texts), st.one_of(st.none(), texts),
        st.none(), st.just("code"), rows,
    ),
    v.HelpPage: st.builds(
        v.HelpPage, riches,
        st.lists(
            st.builds(v.HelpEntry, texts, texts, texts, st.one_of(st.none(), buttons)), max_size=30
        ).map(tuple),
        lines, rows, rows,
    ),
    v.Form: forms,
    v.Loading: st.builds(v.Loading, st.just("loading")),
    v.Bundle: st.builds(
        v.Bundle, st.lists(asks, max_size=5).map(tuple), buttons, st.booleans(),
        st.lists(st.builds(v.Notes, lines, rows), max_size=2).map(tuple),
        st.one_of(st.just(()), lines),
    ),
    v.Brief: st.builds(
        v.Brief, riches, many_lines, many_lines, many_lines, lines, st.integers(0, 99), rows,
        st.lists(asks, max_size=3).map(tuple),
    ),
    v.Digest: st.builds(v.Digest, short, texts, st.sampled_from(v.Health), riches, lines, rows),
    v.Attention: st.builds(v.Attention, days, st.integers(0, 9), st.integers(0, 9)),
    v.HelpLine: st.builds(v.HelpLine, facts, lines, rows, st.one_of(st.just(()), riches)),
    v.ClaimLine: st.builds(v.ClaimLine, facts, rows, st.one_of(st.just(()), riches)),
    v.Why: st.builds(v.Why, lines, rows),
    v.ProjectPage: st.builds(v.ProjectPage, texts, texts, lines, rows),
    v.Home: st.builds(v.Home, task_lists, rows),
    v.Notes: st.builds(v.Notes, lines, rows),
}  # fmt: skip
READERS = st.builds(
    v.Reader,
    st.sampled_from(("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York")),
    st.sampled_from(("en-US", "en-GB", "de-DE")),
    st.one_of(st.none(), moments),
)
