"""What follows when an open channel turns out to be private: what came from it stays in it."""

from core.kernel.context import Act
from core.kernel.refs import task_ref
from core.people.model import Place, PlaceKind, Sender
from core.projects import service as projects
from core.unit import Unit, WorkUnit


def place_of(unit: Unit, sender: Sender) -> Place | None:
    """The sender's place as it was known before the request."""
    home = unit.directory.find(sender.platform, sender.team)
    if home is None or sender.place is None:
        return None
    return unit.of(home.workspace).people.place_by(home.id, sender.place)


def close(work: WorkUnit, was: Place, act: Act) -> None:
    """When the open place *was* is private now, its project and what came from it stay there.

    What came from it: tasks captured from its messages, and tasks of the project that lives in
    it. What was merely typed there was shown to everybody, and nothing ties it to the place.
    """
    now = work.people.place(was.id)
    if was.private or now is None or now.kind is not PlaceKind.GROUP:
        return
    projects.stay_at_home(work, was.id, act)
    for task in work.task_writer.keep_in(was.id):
        work.posts.soil(task_ref(task))
        work.watches.sooner(task_ref(task), act.now)
