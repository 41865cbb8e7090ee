"""Rows of what repeats to entities, and back."""

from typing import Any

from sqlalchemy import Row

from core.calendar.repeats import Pattern
from core.kernel.refs import SeriesId, WorkspaceId
from core.recurring.model import Series


def series_values(series: Series) -> dict[str, Any]:
    """A row of ``recurrences``."""
    return {
        "workspace_id": series.workspace,
        "id": series.id,
        "rule": series.pattern.rule,
        "zone": series.pattern.zone,
        "start": series.pattern.start,
        "wall": series.pattern.wall,
        "from_completion": series.pattern.from_completion,
        "template": dict(series.template),
        "project_id": series.project,
        "running": series.on,
        "paused_until": series.paused_until,
        "passed": series.passed,
        "next_at": series.next_at,
    }


def to_series(row: Row[Any]) -> Series:
    """A row of ``recurrences``."""
    return Series(
        workspace=WorkspaceId(row.workspace_id),
        id=SeriesId(row.id),
        pattern=Pattern(row.rule, row.zone, row.start, row.wall, row.from_completion),
        template=row.template,
        on=row.running,
        paused_until=row.paused_until,
        passed=row.passed,
        next_at=row.next_at,
    )
