"""What is said once, in its home, when a project is over."""

from datetime import datetime, timedelta

from core.kernel.refs import PostId, project_ref
from core.projects.model import Project
from core.screens.delivery import Post, PostKind
from core.screens.keys import post_key
from core.unit import WorkUnit


def closing_words(work: WorkUnit, project: Project, now: datetime) -> None:
    """One post in the project's home tells what was asked for and what came of it."""
    where = work.people.place(project.home) if project.home is not None else None
    if where is None or where.archived or not where.bot_in:
        return
    number = PostId(work.new_id())
    work.posts.add(
        Post(
            workspace=work.workspace, id=number, key=post_key(work.workspace, number, now),
            kind=PostKind.CLOSING, installation=where.installation, created_at=now,
            not_before=now + timedelta(seconds=work.people.workspace().hold),
            subject=project_ref(project.id), place=where.id,
        )
    )  # fmt: skip
