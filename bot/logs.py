"""The log: lines for people, or one JSON object a line for whatever collects them."""

import json
import logging
from datetime import UTC, datetime

from bot.settings import Settings
from core.kernel.incidents import incident
from core.kernel.tracing import CAUSE

LINE = "%(levelname)s %(name)s: %(message)s"
CHATTY = ("alembic", "apscheduler")
"""They tell of every step, two a second: no news to an admin who did not ask for DEBUG."""


class JsonLines(logging.Formatter):
    """``at``, ``level``, ``logger``, ``said``; ``cause`` where the line belongs to a request, event
    or post; of an error its kind and places, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": record.getMessage(),
        }
        if cause := CAUSE.get():
            told["cause"] = cause
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = incident(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def configure(settings: Settings) -> None:
    """Says where and how is logged, once, before anything starts."""
    logging.basicConfig(level=settings.log_level, format=LINE)
    if settings.log_format == "json":
        for handler in logging.getLogger().handlers:
            handler.setFormatter(JsonLines())
    if settings.log_level != "DEBUG":
        for name in CHATTY:
            logging.getLogger(name).setLevel(logging.WARNING)
