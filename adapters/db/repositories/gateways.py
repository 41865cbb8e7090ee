"""Which run holds the connection to a platform: one at a time, for as long as it lives."""

from typing import Final

from sqlalchemy import Connection, bindparam, exists, select, update

from adapters.db.column_types import DatabaseSeconds
from adapters.db.repositories.base import insert_once
from adapters.db.tables_delivery import gateways, runs

_HELD: Final = select(gateways.c.holder, gateways.c.epoch).where(
    gateways.c.name == bindparam("of_name")
)
_TAKE: Final = (
    update(gateways)
    .where(gateways.c.name == bindparam("of_name"), gateways.c.epoch == bindparam("of_epoch"))
    .values(holder=bindparam("by_run"), epoch=gateways.c.epoch + 1)
)


class GatewayRows:
    """Holders, by the name of a connection; a run that is not heard of holds nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, name: str, run: str, silence: float) -> bool:
        """Whether *run* holds it now: it did, or its holder's heartbeat is older than *silence*.

        Each taking raises the epoch, so that of two that want it at once one gets it.
        """
        first = {"name": name, "holder": run, "epoch": 1}
        if insert_once(self._connection, gateways, first):
            return True
        holder, epoch = self._connection.execute(_HELD, {"of_name": name}).one()
        if holder == run:
            return True
        lately = runs.c.beat_at >= DatabaseSeconds() - silence
        if self._connection.scalar(select(exists().where(runs.c.run == holder, lately))):
            return False
        taken = {"of_name": name, "of_epoch": epoch, "by_run": run}
        return self._connection.execute(_TAKE, taken).rowcount == 1
