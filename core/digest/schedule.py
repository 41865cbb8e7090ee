"""The rows that make briefs and digests come at their wall time; reactions keep them."""

from datetime import datetime

from core.calendar.zones import next_local
from core.followup.model import Routine, RoutineKind
from core.followup.ports import FollowupUnit
from core.kernel.refs import project_ref
from core.projects.model import Project


def keep_digest(work: FollowupUnit, project: Project, now: datetime) -> None:
    """The digest of *project* comes at its next wall time; none when it has none."""
    subject = project_ref(project.id)
    if project.digest_at is None:
        work.routines.remove(RoutineKind.DIGEST, subject)
        return
    wall, zone = project.digest_at, project.digest_zone
    had = work.routines.get(RoutineKind.DIGEST, subject)
    work.routines.put(
        Routine(
            workspace=work.workspace,
            kind=RoutineKind.DIGEST,
            subject=subject,
            wall=wall,
            zone=zone,
            next_at=next_local(now, wall, zone, project.digest_days),
            last_hash=had.last_hash if had else "",
        )
    )
