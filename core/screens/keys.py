"""The opaque key that a message carries, by which it is found again on the platform."""

from base64 import b32encode
from datetime import datetime
from hashlib import sha256

from core.kernel.refs import WorkspaceId


def post_key(workspace: WorkspaceId, post: int, created_at: datetime) -> str:
    """24 characters; the same for the same post however often its unit is replayed."""
    line = f"{workspace}|{post}|{created_at.isoformat()}"
    return b32encode(sha256(line.encode()).digest()).decode()[:24].lower()
