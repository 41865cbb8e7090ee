"""Settings: each broken one ends in one line that says what is wrong and what to write instead."""

from pathlib import Path

import pytest
from attrs import asdict

from bot.settings import NAMES, BrokenSettings, load, require_slack

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1-2-abc", "SLACK_APP_TOKEN": "xapp-1-A-2-abc"}

BROKEN = [
    ("SLACK_BOT_TOKEN", "xapp-1", "xoxb-"),
    ("SLACK_BOT_TOKEN", "token", "xoxb-"),
    ("SLACK_BOT_TOKEN", "xoxp-user", "xoxb-"),
    ("SLACK_APP_TOKEN", "xoxb-1", "xapp-"),
    ("SLACK_APP_TOKEN", "secret", "xapp-"),
    ("SLACK_SIGNING_SECRET", "short", "Signing Secret"),
    ("SLACK_API_BASE_URL", "slack.com/api/", "https://slack.com/api/"),
    ("SLACK_API_BASE_URL", "https://slack.com/api", "/api/"),
    ("SLACK_API_BASE_URL", "ftp://slack.com/api/", "https://slack.com/api/"),
    ("SLACK_API_BASE_URL", "https://", "https://slack.com/api/"),
    ("DATABASE_URL", "mysql://root@localhost/chivvy", "postgresql://"),
    ("DATABASE_URL", "chivvy.db", "sqlite:///"),
    ("DATABASE_URL", "postgres://host/db", "postgresql://"),
    ("CHIVVY_PORT", "http", "8300"),
    ("CHIVVY_PORT", "70000", "8300"),
    ("CHIVVY_PORT", "-1", "8300"),
    ("CHIVVY_ADMINS", "@ana", "U02ABC"),
    ("CHIVVY_ADMINS", "U02ABC;U02DEF", "U02ABC,U02DEF"),
    ("CHIVVY_TASK_COMMAND", "/do it", "/task"),
    ("CHIVVY_PROJECT_COMMAND", "/", "/task"),
    ("CHIVVY_TASK_COMMAND", "/" + "x" * 40, "/task"),
    ("CHIVVY_LOG_LEVEL", "loud", "INFO"),
    ("CHIVVY_KEEP_MESSAGES", "-1", "such as 90"),
    ("CHIVVY_KEEP_REQUESTS", "0", "such as 90"),
    ("CHIVVY_KEEP_EXCERPTS", "a year", "such as 90"),
    ("CHIVVY_DRY_RUN", "a trial", "#chivvy-trial"),
    ("CHIVVY_DRY_RUN", "#", "#chivvy-trial"),
    ("CHIVVY_CHANNELS", "#infra #client", "#chivvy-trial"),
    ("CHIVVY_CHANNELS", "#infra,@ana", "#chivvy-trial"),
    ("CHIVVY_CA_FILE", "/nowhere/at/all", "/etc/ssl/house.pem"),
    ("CHIVVY_CA_FILE", __file__, "/etc/ssl/house.pem"),
    ("CHIVVY_COMMANDS_PER_MINUTE", "-1", "60"),
    ("DISCORD_MESSAGE_CONTENT", "perhaps", "true or false"),
    ("SLACK_BOT_TOKEN_FILE", "/nowhere/at/all", "path of a file"),
]


@pytest.mark.parametrize(("name", "value", "instead"), BROKEN)
def test_broken_setting_is_one_line_with_what_to_write(name: str, value: str, instead: str) -> None:
    """The line names the variable and an example of what works."""
    with pytest.raises(BrokenSettings) as broken:
        load(GOOD | {name: value})
    (line,) = broken.value.lines
    assert line.startswith(f"{name}: ")
    assert instead in line


def test_a_broken_token_is_not_repeated() -> None:
    """What may be a secret does not stand in the message."""
    with pytest.raises(BrokenSettings) as broken:
        load({"SLACK_BOT_TOKEN": "s3cr3t-canary"})
    assert "s3cr3t-canary" not in str(broken.value)


def test_every_broken_setting_is_told_at_once() -> None:
    """Two faults are two lines, not two starts."""
    with pytest.raises(BrokenSettings) as broken:
        load({"CHIVVY_PORT": "x", "CHIVVY_LOG_LEVEL": "y"})
    assert len(broken.value.lines) == 2


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    """A variable overrides the same setting of the TOML file."""
    file = tmp_path / "chivvy.toml"
    file.write_text('port = 1234\nlog_level = "DEBUG"\n')
    found = load({"CHIVVY_PORT": "4321", "CHIVVY_CONFIG": str(file)})
    assert (found.port, found.log_level) == (4321, "DEBUG")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("port = ", "not valid TOML"),
        ("color = 'red'", "known are"),
        ("port = 'http'", "8300"),
        ("port = 1.5", "8300"),
        ("admins = 5", "in quotes"),
        ("channels = [5]", "in quotes"),
        ("data_dir = 5", "in quotes"),
        ("log_level = 5", "in quotes"),
    ],
)
def test_broken_file_is_one_line(tmp_path: Path, content: str, said: str) -> None:
    """A TOML file that cannot be used says where and what to write."""
    file = tmp_path / "chivvy.toml"
    file.write_text(content)
    with pytest.raises(BrokenSettings) as broken:
        load({}, file)
    assert len(broken.value.lines) == 1
    assert said in broken.value.lines[0]


def test_a_file_may_hold_numbers_flags_and_lists(tmp_path: Path) -> None:
    """TOML has kinds of its own; what the environment would write as text is read as well."""
    file = tmp_path / "chivvy.toml"
    file.write_text('port = "1234"\ndiscord_message_content = true\nadmins = ["U1", " U2 "]\n')
    found = load({}, file)
    assert (found.port, found.discord_message_content) == (1234, True)
    assert found.admins == load({"CHIVVY_ADMINS": "U1, U2"}).admins == ("U1", "U2")


@pytest.mark.parametrize(("written", "meant"), [("Yes", True), ("on", True), ("0", False)])
def test_a_flag_is_said_in_the_usual_words(written: str, meant: bool) -> None:
    """As other programs of the same environment take it."""
    assert load({"DISCORD_MESSAGE_CONTENT": written}).discord_message_content is meant


def test_missing_file_is_one_line(tmp_path: Path) -> None:
    """A config file that is not there is named."""
    with pytest.raises(BrokenSettings, match="does not exist"):
        load({"CHIVVY_CONFIG": str(tmp_path / "none.toml")})


def test_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """The data folder must be a folder."""
    file = tmp_path / "data"
    file.write_text("")
    with pytest.raises(BrokenSettings, match="folder"):
        load({"CHIVVY_DATA_DIR": str(file)})


def test_default_database_lies_in_the_data_folder(tmp_path: Path) -> None:
    """Without DATABASE_URL the data are one SQLite file."""
    found = load({"CHIVVY_DATA_DIR": str(tmp_path)})
    assert found.database == f"sqlite:///{tmp_path / 'chivvy.db'}"


def test_postgresql_gets_its_driver() -> None:
    """The usual form of a PostgreSQL address is understood."""
    found = load({"DATABASE_URL": "postgresql://u:p@host/db"})
    assert found.database == "postgresql+psycopg://u:p@host/db"


def test_secrets_do_not_show() -> None:
    """Settings can be printed without telling tokens."""
    assert "abc" not in repr(load(GOOD))


def test_run_needs_a_token_and_a_way_to_be_reached() -> None:
    """Without tokens `chivvy run` says what to copy, and that the sandbox needs none."""
    with pytest.raises(BrokenSettings) as broken:
        require_slack(load({}))
    assert "chivvy sandbox" in broken.value.lines[0]
    assert "SLACK_SIGNING_SECRET" in broken.value.lines[1]


def test_every_setting_has_a_variable() -> None:
    """The names in the environment cover all settings."""
    assert set(NAMES) == set(asdict(load({})))


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    """As container platforms hand them in; the variable itself wins."""
    held = tmp_path / "token"
    held.write_text("xoxb-from-a-file\n")
    found = load({"SLACK_BOT_TOKEN_FILE": str(held)})
    assert found.slack_bot_token is not None
    assert found.slack_bot_token.get_secret_value() == "xoxb-from-a-file"
    both = load({"SLACK_BOT_TOKEN_FILE": str(held), "SLACK_BOT_TOKEN": "xoxb-set"})
    assert both.slack_bot_token is not None
    assert both.slack_bot_token.get_secret_value() == "xoxb-set"


def test_tokens_have_no_place_in_the_toml_file(tmp_path: Path) -> None:
    """The line says where they go, and does not repeat them."""
    file = tmp_path / "chivvy.toml"
    file.write_text('slack_bot_token = "xoxb-canary"')
    with pytest.raises(BrokenSettings) as broken:
        load({}, file)
    assert "SLACK_BOT_TOKEN_FILE" in str(broken.value) and "canary" not in str(broken.value)


def test_channels_are_names_or_ids() -> None:
    """With or without the sign; ids stay as they are."""
    found = load(
        GOOD | {"CHIVVY_CHANNELS": "infra, #client-a,C02ABCDEF", "CHIVVY_DRY_RUN": "trial"}
    )
    assert found.channels == ("#infra", "#client-a", "C02ABCDEF")
    assert found.dry_run == "#trial"
