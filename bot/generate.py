"""Writes what comes from the catalogue: manifest.yml and the tables of README and docs."""

from pathlib import Path

from adapters.discord.permissions import PERMISSIONS
from adapters.slack.manifest import SCOPES, WITHOUT, Profile, scopes_of
from bot.manifest import manifest_text
from bot.settings import Settings
from core.catalogue import VERBS, VerbEntry

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("README.md", "docs/commands.md")


def command_table() -> str:
    """Every verb in a Markdown table."""
    rows = ["| type | what it does | example |", "|---|---|---|"]
    return "\n".join([*rows, *map(_row, VERBS)])


def _row(verb: VerbEntry) -> str:
    usage = verb.usage.replace("|", "\\|")
    return f"| `{usage}` | {verb.help} | `{verb.example}` |"


def scope_table() -> str:
    """Every permission: what for, what stops without it, and which profiles ask for it."""
    small = set(scopes_of(Profile.SMALL))
    rows = ["| scope | why | without it | small |", "|---|---|---|---|"]
    rows += [
        f"| `{scope}` | {why} | {WITHOUT[scope]} | {'yes' if scope in small else ''} |"
        for scope, why in SCOPES
    ]
    return "\n".join(rows)


def permission_table() -> str:
    """Every permission on Discord: what for, and what stops without it."""
    rows = ["| permission | why | without it |", "|---|---|---|"]
    rows += [f"| {each.name} | {each.why} | {each.without} |" for each in PERMISSIONS]
    return "\n".join(rows)


def between(text: str, what: str, table: str) -> str:
    """*text* with the table between its two marks; ValueError when they are not there."""
    begin, end = f"<!-- {what}: generated -->", f"<!-- /{what} -->"
    head, begun, rest = text.partition(begin)
    _, ended, tail = rest.partition(end)
    if not (begun and ended):
        raise ValueError(f"the marks {begin} and {end} are missing")
    return f"{head}{begin}\n{table}\n{end}{tail}"


def outputs(root: Path = ROOT) -> dict[Path, str]:
    """Each generated file and what it must hold."""
    files = {root / "manifest.yml": manifest_text(Settings())}
    for name in TABLES:
        path = root / name
        files[path] = between(path.read_text(encoding="utf-8"), "commands", command_table())
    path = root / "docs/install-slack.md"
    files[path] = between(path.read_text(encoding="utf-8"), "scopes", scope_table())
    path = root / "docs/install-discord.md"
    files[path] = between(path.read_text(encoding="utf-8"), "permissions", permission_table())
    return files


def main() -> None:
    """Writes them all."""
    for path, text in outputs().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
