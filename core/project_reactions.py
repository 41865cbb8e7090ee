"""What follows from a change of a project: its digest, its tasks, and who is asked to lead it."""

from core.closing import closing_words
from core.digest.schedule import keep_digest
from core.followup import service as followup
from core.followup.leaving import leads_gone
from core.followup.model import Manner, NoticeKind, Wanted, to_person
from core.kernel.audience import System
from core.kernel.context import Act, Context
from core.kernel.events import Event, Verb
from core.kernel.refs import ProjectId, place_ref
from core.projects.homes import homes_before
from core.projects.model import Project
from core.recurring.service import stop_in_project, wake_in_project
from core.unit import WorkUnit

SYSTEM = System("reactions")


def follow_project(work: WorkUnit, event: Event, ctx: Context) -> None:
    """Its digest comes when it was asked for, its tasks follow its rules, its lead is asked."""
    project = work.projects(SYSTEM).get(ProjectId(event.subject.id))
    if project is None:
        return
    work.posts.soil(event.subject)  # Who was asked to lead it is asked no more.
    for home in {*homes_before(event), *project.homes}:
        work.posts.soil(place_ref(home))  # What we said of the place itself.
    for person in leads_gone(work, project, event):
        work.posts.soil(person)
    keep_digest(work, project, ctx.now)
    if event.verb is not Verb.PROJECT_OPENED:
        work.watches.sooner(event.subject, ctx.now)
    if event.verb is Verb.PROJECT_RESUMED:
        wake_in_project(work, project.id, ctx.now)
        work.notices.sooner_for_project(project.id, ctx.now)
    if event.verb is Verb.PROJECT_CLOSED:
        for stopped in stop_in_project(work, project.id, Act(event.actor, ctx.now, event.cause)):
            work.posts.soil(stopped.subject)
        closing_words(work, project, ctx.now)
    _ask_lead(work, project, event, ctx)


def _ask_lead(work: WorkUnit, project: Project, event: Event, ctx: Context) -> None:
    """Who leads it is asked of who opened it by a #word, and of who shall lead it from now on."""
    at = event.at.isoformat()
    asked = [(NoticeKind.LEAD_NEEDED, f"opened:{project.id}", project.in_charge)]
    asked = [] if project.answered else asked
    if project.offered_to is not None and "offered_to" in event.after:
        asked.append((NoticeKind.LEAD_OFFERED, at, project.offered_to))
    if event.verb is Verb.LEAD_DECLINED:
        asked.append((NoticeKind.LEAD_DECLINED, at, project.in_charge))
    for kind, slot, person in asked:
        wanted = Wanted(event.subject, kind, slot, to_person(person), Manner.NOW, ctx.now)
        followup.owe(work, wanted, ctx.now)
