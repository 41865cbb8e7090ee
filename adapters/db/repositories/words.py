"""The words that tasks are found by: kept with each text, asked for by their beginning."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    literal_column,
    select,
)

from adapters.db.column_types import Word
from adapters.db.mapping_tasks import LABELS, Values, label_values, label_word, word_values
from adapters.db.prepared import Prepared, PreparedInsert
from adapters.db.repositories.base import Bound
from adapters.db.tables import tasks, words, workspaces
from core.kernel.folding import words_of
from core.kernel.refs import TaskId, TextId, WorkspaceId
from core.tasks.model import Task, Text

WORDS: Final = 8
"""As many words of a search count; each costs a look into the index."""
_LAST: Final = "\U0010ffff"
_ADD: Final = PreparedInsert(insert(words))
_FORGET: Final = Prepared(
    delete(words).where(
        words.c.workspace_id == bindparam("of_workspace"),
        words.c.task_id == bindparam("of_task"),
        words.c.text_id.in_(bindparam("texts", expanding=True)),
    ),
    many="texts",
)


COMMON: Final = 10_000
"""A word that more tasks have is looked for in as many of the newest of the workspace."""
_COUNT: Final = Prepared(
    select(func.count()).select_from(
        select(words.c.task_id)
        .where(
            words.c.workspace_id == bindparam("of_workspace", type_=Integer),
            words.c.word >= bindparam("begins", type_=Word),
            words.c.word < bindparam("ends", type_=Word),
        )
        .limit(literal_column(str(COMMON + 1)))
        .subquery()
    )
)


class Counts(dict[str, int]):
    """How many tasks have a word, as far as ``COMMON``; each word is counted once."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        super().__init__()
        self._connection = connection
        self.workspace = workspace

    def __missing__(self, word: str) -> int:
        values = {"of_workspace": self.workspace, "begins": word, "ends": word + _LAST}
        found = self[word] = int(_COUNT.scalar(self._connection, values) or 0)
        return found


def says(counts: Counts, typed: str, *, narrow: bool) -> list[ColumnElement[bool]]:
    """Of tasks: each word of *typed* begins a word of the title or of a note.

    Found by the rarest of them; the others are looked up task by task, for there may be a million
    that have one. Where all of them are common, among the newest tasks only, unless what is asked
    for is *narrow* without them.
    """
    asked = words_of(typed)[:WORDS]
    if not asked:
        return [false()] if typed else []
    workspace, rarest = counts.workspace, min(asked, key=counts.__getitem__)
    if counts[rarest] <= COMMON:
        others = [word for word in asked if word != rarest]
        return [_has(rarest, workspace), *(_has_too(word, workspace) for word in others)]
    if narrow:
        return [_has_too(word, workspace) for word in asked]
    return [among_newest(COMMON, workspace), *(_has_too(word, workspace) for word in asked)]


def among_newest(many: int, workspace: WorkspaceId) -> ColumnElement[bool]:
    """Of tasks: one of so many of the newest."""
    counter = select(workspaces.c.task_counter).where(workspaces.c.id == workspace)
    return tasks.c.id > counter.scalar_subquery() - many


def is_common(counts: Counts, typed: str) -> bool:
    """Whether all words of *typed* are: ``says`` looks among the newest, or task by task."""
    asked = words_of(typed)[:WORDS]
    return bool(asked) and min(counts[word] for word in asked) > COMMON


def looked_among(counts: Counts, typed: str) -> int | None:
    """Among how many of the newest tasks ``says`` looks where nothing else narrows; None: all."""
    return COMMON if is_common(counts, typed) else None


ALIKE: Final = 300
"""Tasks that have the rarest word of a new title: the newest, so that asking costs no more."""


def alike(asked: Sequence[str], workspace: WorkspaceId, most: int) -> tuple[Prepared, Values]:
    """Ids of the newest tasks with the first word that have the others as well, and the parameters.

    A word with a figure is meant whole, others by their beginning.
    """
    values: Values = {"of_workspace": workspace, "most": most}
    whole = tuple(any(c.isdigit() for c in word) for word in asked)
    for number, (word, meant_whole) in enumerate(zip(asked, whole, strict=True)):
        values[f"word{number}"] = word
        if not meant_whole:
            values[f"end{number}"] = len(word) if number else word + _LAST
    return _alike(whole), values


@lru_cache(maxsize=256)
def _alike(whole: tuple[bool, ...]) -> Prepared:
    """Built once for each kind of question: to build it costs more than to ask it."""
    here = words.c.workspace_id == bindparam("of_workspace", type_=Integer)
    newest = (
        select(words.c.task_id)
        .distinct()
        .where(here, *_meant(whole[0]))
        .order_by(words.c.task_id.desc())
        .limit(literal_column(str(ALIKE)))
        .subquery()
    )
    also = words.alias("also")
    mine = (
        also.c.workspace_id == bindparam("of_workspace", type_=Integer),
        also.c.task_id == newest.c.task_id,
    )
    others = enumerate(whole[1:], 1)
    has = [exists().where(*mine, _has_it(also, number, meant)) for number, meant in others]
    most = bindparam("most", type_=Integer)
    found = select(newest.c.task_id).where(*has).order_by(newest.c.task_id.desc())
    return Prepared(found.limit(most))


def _meant(whole: bool) -> tuple[ColumnElement[bool], ...]:
    word = bindparam("word0", type_=Word)
    if whole:
        return (words.c.word == word,)
    return words.c.word >= word, words.c.word < bindparam("end0", type_=Word)


def _has_it(table: FromClause, number: int, whole: bool) -> ColumnElement[bool]:
    """As ``_meant``, for the few words of one task: found by the task, never by the word."""
    word = bindparam(f"word{number}", type_=Word)
    if whole:
        return table.c.word == word
    return func.substr(table.c.word, 1, bindparam(f"end{number}", type_=Integer)) == word


def labelled(label: str, workspace: WorkspaceId) -> ColumnElement[bool]:
    """Of tasks: this very label."""
    of_label = select(words.c.task_id).where(
        words.c.workspace_id == workspace, words.c.word == label_word(label)
    )
    return tasks.c.id.in_(of_label)


def _has(word: str, workspace: WorkspaceId) -> ColumnElement[bool]:
    begun = select(words.c.task_id).where(
        words.c.workspace_id == workspace, words.c.word >= word, words.c.word < word + _LAST
    )
    return tasks.c.id.in_(begun)


def _has_too(word: str, workspace: WorkspaceId) -> ColumnElement[bool]:
    """As ``_has``, among the few words of one task.

    Written as a look-up of one row: PostgreSQL makes of EXISTS a join with all words that there
    are.
    """
    mine = (words.c.workspace_id == workspace, words.c.task_id == tasks.c.id)
    begins = func.substr(words.c.word, 1, len(word)) == word
    one = select(words.c.task_id).where(*mine, begins).limit(literal_column("1"))
    return one.correlate(tasks).scalar_subquery().is_not(None)


class WordRows(Bound):
    """The words of the tasks of one workspace."""

    def begin(self, task: Task) -> None:
        """Those of a new task."""
        self._insert(self._of_texts(task, _texts(task)) + label_values(task))

    def renew(self, task: Task, texts: Iterable[TextId], labels: tuple[str, ...]) -> None:
        """Those of *task*, which had these texts and labels before."""
        had, has = set(texts), {text.id: text for text in _texts(task)}
        changed = labels != task.labels
        self.forget(task.id, (had - has.keys()) | ({LABELS} if changed else set()))
        rows = self._of_texts(task, [text for number, text in has.items() if number not in had])
        self._insert(rows + (label_values(task) if changed else []))

    def mention(self, task: TaskId, text: Text) -> None:
        """A note that was written about *task*."""
        self._insert(word_values(self._workspace, task, text))

    def forget(self, task: TaskId, texts: Iterable[TextId]) -> None:
        """*task* is not found by these texts any more."""
        if numbers := sorted(texts):
            values = {"of_workspace": self._workspace, "of_task": task, "texts": numbers}
            _FORGET.later(self._connection, values)

    def _of_texts(self, task: Task, texts: Iterable[Text]) -> list[Values]:
        return [row for text in texts for row in word_values(self._workspace, task.id, text)]

    def _insert(self, rows: list[Values]) -> None:
        if rows:
            _ADD.later(self._connection, rows)


def _texts(task: Task) -> list[Text]:
    return [task.title, *([task.notes] if task.notes is not None else [])]
