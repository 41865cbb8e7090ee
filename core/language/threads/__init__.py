"""A thread of messages to what is still to be done when it ends. Rules, no model."""

from core.language.threads.model import Candidate, Said
from core.language.threads.read import THREAD_LIMIT, read_items, read_thread

__all__ = ["THREAD_LIMIT", "Candidate", "Said", "read_items", "read_thread"]
