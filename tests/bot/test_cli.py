"""The command line: what an admin types, and what they read when it fails."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from adapters.db.beside import change
from adapters.db.instance import InstanceLock
from adapters.db.uow import UnitRows
from core.kernel.refs import PersonId
from core.people.model import Account, Person
from tests.support.typist import typed

CHIVVY = Path(sys.executable).with_name("chivvy")


def chivvy(*words: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command with only *environment* and a data folder."""
    return typed(words, around(data) | environment, data)


def around(data: Path) -> dict[str, str]:
    """The environment of a command that was told nothing but where its data is."""
    return {
        "PATH": os.environ["PATH"], "HOME": str(data), "CHIVVY_DATA_DIR": str(data / "data"),
    }  # fmt: skip


def test_the_script_that_is_installed_is_the_command_line(tmp_path: Path) -> None:
    """A start as an admin has it, with an interpreter of its own, does what is typed."""
    done = subprocess.run(
        [CHIVVY, "migrate"], env=around(tmp_path), cwd=tmp_path, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "was empty" in done.stdout


def test_manifest_is_yaml_with_the_names_that_were_set(tmp_path: Path) -> None:
    """A renamed command stands in the manifest."""
    done = chivvy("manifest", data=tmp_path, CHIVVY_TASK_COMMAND="/todo")
    commands = yaml.safe_load(done.stdout)["features"]["slash_commands"]
    assert [command["command"] for command in commands] == ["/todo", "/project"]


def test_manifest_for_http_names_the_address(tmp_path: Path) -> None:
    """In HTTP mode Slack is told where to send events."""
    url = "https://chivvy.example/slack/events"
    done = chivvy("manifest", "--request-url", url, data=tmp_path)
    manifest = yaml.safe_load(done.stdout)
    assert manifest["settings"]["event_subscriptions"]["request_url"] == url
    assert manifest["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize("words", [("run",), ("doctor",)])
def test_missing_tokens_are_named_with_what_to_copy(words: tuple[str, ...], tmp_path: Path) -> None:
    """Without a token the first thing said is where to find one."""
    done = chivvy(*words, data=tmp_path)
    assert done.returncode != 0
    assert "SLACK_BOT_TOKEN" in done.stdout + done.stderr
    assert "chivvy sandbox" in done.stdout + done.stderr


@pytest.mark.parametrize("words", [("run",), ("migrate",), ("doctor",), ("deadletter", "list")])
def test_broken_setting_is_one_line_and_no_traceback(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    """A broken setting ends every command in the same plain line."""
    done = chivvy(*words, data=tmp_path, CHIVVY_PORT="http")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "chivvy: CHIVVY_PORT: must be a number from 0 to 65535, such as 8300"
    ]


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """What is wrong with the folder is not said of the port."""
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "data"
    done = chivvy(
        "run", data=tmp_path, CHIVVY_DATA_DIR=str(folder), SLACK_BOT_TOKEN="xoxb-1-1",
        SLACK_APP_TOKEN="xapp-1-1", SLACK_API_BASE_URL="http://127.0.0.1:1/api/",
    )  # fmt: skip
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert "CHIVVY_DATA_DIR" in line and str(folder) in line and "CHIVVY_PORT" not in line


def test_migrate_brings_an_empty_database_to_this_release(tmp_path: Path) -> None:
    """Migrating twice is harmless; the second time nothing changes."""
    first = chivvy("migrate", data=tmp_path)
    again = chivvy("migrate", data=tmp_path)
    assert "was empty" in first.stdout
    assert again.returncode == 0
    assert "Traceback" not in again.stderr


def test_doctor_says_that_the_database_is_empty(tmp_path: Path) -> None:
    """Before the first run the doctor says how to make the database."""
    assert "chivvy migrate" in chivvy("doctor", data=tmp_path).stdout


@pytest.mark.parametrize(
    "words", [("verify",), ("audit",), ("deadletter", "list"), ("simulate", "--project", "infra")]
)
def test_a_look_before_the_first_run_says_how_to_make_the_database(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    """One plain line: there is nothing yet, which is no server that is down."""
    done = chivvy(*words, data=tmp_path)
    assert done.returncode == 2
    expected = "chivvy: The database is empty. To make it, type: chivvy migrate"
    assert done.stderr.splitlines() == [expected]


def test_a_newer_database_is_called_newer(tmp_path: Path) -> None:
    """Whoever only looks is not told to migrate what an older release cannot."""
    chivvy("migrate", data=tmp_path)
    with closing(sqlite3.connect(tmp_path / "data" / "chivvy.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (("verify",), ("simulate", "--project", "infra"), ("doctor",)):
        done = chivvy(*words, data=tmp_path)
        assert "comes from a newer Chivvy (revision 9999)" in done.stdout + done.stderr
        assert "chivvy migrate" not in done.stdout + done.stderr


def test_doctor_finds_nothing_wrong_with_a_fresh_database(tmp_path: Path) -> None:
    """After migrating, the database and its contents are in order."""
    chivvy("migrate", data=tmp_path)
    lines = chivvy("doctor", data=tmp_path).stdout.splitlines()
    assert any(line.startswith("✓ database") for line in lines)
    assert "✓ nothing is stuck" in lines


def test_doctor_looks_beside_a_chivvy_that_runs(tmp_path: Path) -> None:
    """It says that Chivvy runs, reads what is stuck, and finds nothing wrong in either."""
    chivvy("migrate", data=tmp_path)
    lock = InstanceLock(tmp_path / "data" / "chivvy.db")
    lock.acquire()
    try:
        done = chivvy("doctor", data=tmp_path)
        dead = chivvy("deadletter", "list", data=tmp_path)
    finally:
        lock.release()
    lines = done.stdout.splitlines()
    assert f"✓ Chivvy runs, as process {os.getpid()}" in lines
    assert "✓ nothing is stuck" in lines
    assert dead.stdout == "No message was refused.\n"
    assert "Chivvy runs" not in chivvy("doctor", data=tmp_path).stdout


def test_doctor_says_when_slack_is_not_reached(tmp_path: Path) -> None:
    """A wrong address is told apart from a wrong token."""
    done = chivvy(
        "doctor", data=tmp_path,
        SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1",
        SLACK_API_BASE_URL="http://127.0.0.1:9/api/",
    )  # fmt: skip
    assert done.returncode == 1
    assert "SLACK_API_BASE_URL" in done.stdout


def test_no_dead_letters_is_said_in_words(tmp_path: Path) -> None:
    """An empty list says so."""
    chivvy("migrate", data=tmp_path)
    assert chivvy("deadletter", "list", data=tmp_path).stdout == "No message was refused.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("deadletter", "retry", "42"), "chivvy deadletter retry 1/42"),
        (("deadletter", "retry", "1/42"), "chivvy deadletter list"),
        (("deadletter", "drop", "1/42"), "chivvy deadletter list"),
    ],
)
def test_wrong_address_of_a_dead_letter_says_what_to_type(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    """A dead letter that is not there leads to the list."""
    chivvy("migrate", data=tmp_path)
    done = chivvy(*words, data=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_unreachable_postgresql_is_one_line(tmp_path: Path) -> None:
    """A database server that is not there is named without its password."""
    url = "postgresql://chivvy:s3cr3t@127.0.0.1:9/chivvy"
    done = chivvy("migrate", data=tmp_path, DATABASE_URL=url)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "s3cr3t" not in done.stderr


def test_messages_are_paused_and_go_on(tmp_path: Path) -> None:
    """Also while a Chivvy has the database; twice is harmless."""
    chivvy("migrate", data=tmp_path)
    url = f"sqlite:///{tmp_path / 'data' / 'chivvy.db'}"
    change(url, lambda unit: unit.directory.create("slack", "T1", "Acme", "UTC"))
    lock = InstanceLock(tmp_path / "data" / "chivvy.db")
    lock.acquire()
    try:
        paused = chivvy("pause", "wrong", "channel", data=tmp_path)
        doctor = chivvy("doctor", data=tmp_path)
        resumed = chivvy("resume", data=tmp_path)
    finally:
        lock.release()
    assert "chivvy resume" in paused.stdout
    assert "✗ messages are paused (wrong channel)" in doctor.stdout
    assert resumed.stdout == "Messages go out again.\n"
    assert chivvy("resume", data=tmp_path).stdout == "Messages were not paused.\n"


def test_nothing_to_pause_says_what_to_do_first(tmp_path: Path) -> None:
    """An empty database is named in one line."""
    done = chivvy("pause", data=tmp_path)
    assert done.returncode == 2
    assert "chivvy migrate" in done.stderr and "Traceback" not in done.stderr


def test_the_small_manifest_reads_no_channel(tmp_path: Path) -> None:
    """By its option; a profile that is none is named in one line."""
    small = yaml.safe_load(chivvy("manifest", "--profile", "small", data=tmp_path).stdout)
    assert "channels:history" not in small["oauth_config"]["scopes"]["bot"]
    wrong = chivvy("manifest", "--profile", "tiny", data=tmp_path)
    assert wrong.returncode == 2 and "small" in wrong.stderr


def test_data_is_taken_out_by_command(tmp_path: Path) -> None:
    """Export, audit and erasure, beside a Chivvy that has the database."""
    chivvy("migrate", data=tmp_path)
    url = f"sqlite:///{tmp_path / 'data' / 'chivvy.db'}"

    def furnish(unit: UnitRows) -> None:
        home = unit.directory.create("slack", "T1", "Acme", "UTC")
        work = unit.of(home.workspace)
        person = Person(home.workspace, PersonId(work.new_id()), "Maria Sol", "maria")
        work.people.add_person(person, Account("slack", "U0MARIA"))

    change(url, furnish)
    lock = InstanceLock(tmp_path / "data" / "chivvy.db")
    lock.acquire()
    try:
        exported = chivvy("export", "out", data=tmp_path)
        asked = chivvy("erase", "--person", "@maria", data=tmp_path)
        erased = chivvy("erase", "--person", "@maria", "--yes", data=tmp_path)
        audited = chivvy("audit", "--since", "2020-01-01", "--csv", data=tmp_path)
    finally:
        lock.release()
    assert "workspace-1.jsonl" in exported.stdout and "workspace-1-tasks.csv" in exported.stdout
    assert "Maria" in (tmp_path / "out" / "workspace-1.jsonl").read_text()
    assert asked.returncode == 2 and "--yes" in asked.stderr
    assert "0 texts are blank" in erased.stdout
    assert audited.stdout.startswith("at,what,rule") and "erased" in audited.stdout
    gone = chivvy("erase", "--person", "@maria", data=tmp_path)
    assert gone.returncode == 2 and "Slack id" in gone.stderr and "Traceback" not in gone.stderr
