"""One instance per SQLite file: a lock that the operating system drops when its process dies."""

import fcntl
import os
from pathlib import Path

from core.kernel.errors import Unavailable


class InstanceLock:
    """Held from `acquire` to `release`, by an flock on `<database>.lock`."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._database = database
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Raises `Unavailable("already_running")` with `path` and `process` when it is held."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode(errors="replace").strip()
            os.close(descriptor)
            raise Unavailable(
                "already_running", path=str(self._database), process=holder or "?"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor

    def holder(self) -> str | None:
        """The process that holds it, as it wrote itself down ("?" if it did not); None: nobody."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return os.read(descriptor, 20).decode(errors="replace").strip() or "?"
        finally:
            os.close(descriptor)
        return None

    def release(self) -> None:
        """The file stays: removing it would let two processes lock two files of one name."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
