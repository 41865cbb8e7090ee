"""When an installation could not reach us, for as long as somebody may have to be told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select

from adapters.db.prepared import Prepared
from adapters.db.repositories.base import Bound, insert_once
from adapters.db.tables_delivery import outages
from core.kernel.refs import InstallationId
from core.screens.delivery import OUTAGES_KEPT, Outage

_OF: Final = (
    outages.c.workspace_id == bindparam("of_workspace"),
    outages.c.installation_id == bindparam("of_installation"),
)
_NOTED: Final = Prepared(
    select(outages)
    .where(*_OF, outages.c.noted_at > bindparam("after"), outages.c.noted_at < bindparam("before"))
    .order_by(outages.c.began, outages.c.unread)
)
_OLD: Final = delete(outages).where(*_OF, outages.c.noted_at < bindparam("before"))


class OutageRows(Bound):
    """Outages of one workspace."""

    def put(self, outage: Outage) -> bool:
        """False when it is known; what is older than it is kept goes."""
        of = {"of_workspace": self._workspace, "of_installation": outage.installation}
        self._connection.execute(_OLD, {**of, "before": outage.noted_at - OUTAGES_KEPT})
        values = {
            "workspace_id": self._workspace, "installation_id": outage.installation,
            "began": outage.began, "ended": outage.ended, "unread": outage.unread,
            "noted_at": outage.noted_at,
        }  # fmt: skip
        return insert_once(self._connection, outages, values)

    def noted(
        self, installation: InstallationId, after: datetime, before: datetime
    ) -> Sequence[Outage]:
        """Those that were noted between the two, oldest first."""
        of = {"of_workspace": self._workspace, "of_installation": installation}
        rows = _NOTED.all(self._connection, {**of, "after": after, "before": before})
        return [
            Outage(installation, row.began, row.ended, row.noted_at, row.unread) for row in rows
        ]
