"""What `chivvy run` loads: everybody waits for it, and it stays for as long as it runs."""

import json
import subprocess
import sys

LATER = {
    "alembic": "a database that exists is only asked where it stands",
    "dateparser": "a language without a grammar of ours",
    "discord": "a bot that has no token of Discord",
    "holidays": "people in no country",
    "psycopg": "a database on SQLite",
    "slack_sdk.socket_mode": "Slack comes by HTTP",
    "sqlalchemy.dialects.postgresql": "a database on SQLite",
    "starlette": "no sandbox",
    "tomllib": "no file of settings",
    "uvicorn": "no sandbox",
    "websockets": "no gateway is open",
    "yaml": "nobody asks for the manifest",
    "adapters.sandbox": "no sandbox",
    "bot.doctor": "another command",
    "bot.simulate": "another command",
    "core.language.replies": "nobody has replied",
    "core.language.threads.read": "nobody captures a thread",
    "core.language.tongues.german": "nobody writes it",
}
"""What is not needed until somebody asks for it, by the run that does without."""
SCRIPT = "import json, sys; from bot import cli_run; print(json.dumps(sorted(sys.modules)))"


def test_a_start_on_slack_and_sqlite_loads_only_what_it_needs() -> None:
    """The command for running, before it has read its settings."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)) & LATER.keys() == set()
