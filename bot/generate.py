"""Writes what comes from the catalogue: manifest.yml and the command tables of README and docs."""

from pathlib import Path

from bot.manifest import manifest_text
from bot.settings import Settings
from core.catalogue import VERBS, VerbEntry

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- commands: generated -->", "<!-- /commands -->"
TABLES = ("README.md", "docs/commands.md")


def command_table() -> str:
    """Every verb in a Markdown table."""
    rows = ["| type | what it does | example |", "|---|---|---|"]
    return "\n".join([*rows, *map(_row, VERBS)])


def _row(verb: VerbEntry) -> str:
    usage = verb.usage.replace("|", "\\|")
    return f"| `{usage}` | {verb.help} | `{verb.example}` |"


def with_table(text: str) -> str:
    """*text* with the table between the two marks; ValueError when they are not there."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the marks {BEGIN} and {END} are missing")
    return f"{head}{BEGIN}\n{command_table()}\n{END}{tail}"


def outputs(root: Path = ROOT) -> dict[Path, str]:
    """Each generated file and what it must hold."""
    files = {root / "manifest.yml": manifest_text(Settings())}
    for name in TABLES:
        path = root / name
        files[path] = with_table(path.read_text(encoding="utf-8"))
    return files


def main() -> None:
    """Writes them all."""
    for path, text in outputs().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
