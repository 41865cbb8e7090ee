"""To whom a task could be given: the line of a decision, and the form that chooses."""

from core.followup.candidates import Candidate
from core.kernel.text import Rich
from core.kernel.tokens import Token
from core.screens.matters import Matter
from core.screens.moments import day_words
from core.screens.scene import Scene
from core.screens.views import Field, FieldKind, Form, Option
from core.tasks.model import Task

NAMED = 6
"""So many are named in a message; the form has them all."""


def loads_line(it: Matter) -> Rich:
    """What those who could take it have to do in the next days, as the reader may see it."""
    people, day = _others(it.scene, it.task)
    if not people:
        return ()
    named = (it.scene.plain("ask.load", name=each.name, n=each.due) for each in people[:NAMED])
    return it.say("ask.loads", day=day, loads=", ".join(named))


def reassign_form(scene: Scene, task: Task, token: Token, about: Field) -> Form:
    """Who takes it: somebody of the project with what they have to do, or anybody else."""
    people, day = _others(scene, task)
    options = tuple(
        Option(str(each.person), scene.plain("option.load", name=each.name, n=each.due, day=day))
        for each in people
    )
    choice = Field("candidate", FieldKind.CHOICE, "candidate", optional=True, options=options)
    other = Field("owner", FieldKind.PERSON, "owner_else" if options else "owner", optional=True)
    return Form(token.encode(), "assign", "save", (about, *([choice] if options else []), other))


def _others(scene: Scene, task: Task) -> tuple[tuple[Candidate, ...], str]:
    """Those of the project's people who don't have it, and the day until which was counted."""
    found = scene.faces.team(task, scene.now)
    if found is None:
        return (), ""
    return tuple(c for c in found.candidates if c.person != task.owner), day_words(found.until)
