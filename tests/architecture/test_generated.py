"""What comes from the catalogue is what the repository holds."""

from pathlib import Path

import pytest
import yaml

from bot.generate import ROOT, command_table, outputs
from core.catalogue import VERBS

FILES = ("manifest.yml", "README.md", "docs/commands.md", "docs/install-slack.md",
         "docs/install-discord.md")  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_generated_files_are_current(name: str) -> None:
    """A generated file has not drifted; `make docs` writes it anew."""
    path = ROOT / name
    assert path.read_text(encoding="utf-8") == outputs()[path]


def test_every_verb_stands_in_the_table() -> None:
    """Each verb of the catalogue has a row with its example."""
    table = command_table()
    assert all(verb.example in table for verb in VERBS)


def test_manifest_asks_for_escaped_names() -> None:
    """Both commands ask Slack to escape users and channels, so that names arrive as ids."""
    manifest = yaml.safe_load(Path(ROOT / "manifest.yml").read_text(encoding="utf-8"))
    assert all(c["should_escape"] for c in manifest["features"]["slash_commands"])
