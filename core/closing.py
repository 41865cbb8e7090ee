"""What is said once, in each of its homes, when a project is over."""

from datetime import datetime, timedelta

from core.kernel.refs import PostId, project_ref
from core.people.model import Place
from core.projects.homes import places_of
from core.projects.model import Project
from core.screens.delivery import Post, PostKind
from core.screens.keys import post_key
from core.unit import WorkUnit


def closing_words(work: WorkUnit, project: Project, now: datetime) -> None:
    """One post in each home of the project tells what was asked for and what came of it."""
    for where in places_of(work.people, project):
        if not where.closed:
            _say_in(work, project, where, now)


def _say_in(work: WorkUnit, project: Project, where: Place, now: datetime) -> None:
    number = PostId(work.new_id())
    work.posts.add(
        Post(
            workspace=work.workspace, id=number, key=post_key(work.workspace, number, now),
            kind=PostKind.CLOSING, installation=where.installation, created_at=now,
            not_before=now + timedelta(seconds=work.people.workspace().hold),
            subject=project_ref(project.id), place=where.id,
        )
    )  # fmt: skip
