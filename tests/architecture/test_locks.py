"""Whatever is installed is pinned: one version, with the hashes of its files."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = {"requirements.lock": ("dev",), "requirements-release.lock": ("release",)}
PINNED = re.compile(r"(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
NAME = re.compile(r"[A-Za-z0-9._-]+")


@pytest.mark.parametrize("lock", LOCKS)
def test_each_library_is_one_version_with_its_hashes(lock: str) -> None:
    """Nothing else stands in a lock file: no address, no path, no version that may move."""
    lines = [
        line for line in (ROOT / lock).read_text().splitlines() if not line.lstrip().startswith("#")
    ]
    pins = [number for number, line in enumerate(lines) if PINNED.fullmatch(line)]
    odd = [line for line in lines if not PINNED.fullmatch(line) and not HASH.fullmatch(line)]
    assert odd == []
    assert all(HASH.fullmatch(lines[number + 1]) for number in pins)


@pytest.mark.parametrize("lock", LOCKS)
def test_what_the_project_names_is_pinned(lock: str) -> None:
    """What a run needs and the checks, or what makes a release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    pinned = {
        found["name"]
        for line in (ROOT / lock).read_text().splitlines()
        if (found := PINNED.fullmatch(line))
    }
    assert _named(project, LOCKS[lock]) <= pinned


def _named(project: dict[str, Any], groups: tuple[str, ...]) -> set[str]:
    said = [each for group in groups for each in project["dependency-groups"][group]]
    if "dev" in groups:
        said += project["project"]["dependencies"]
    names = (NAME.match(each) for each in said)
    return {re.sub(r"[._-]+", "-", name[0]).lower() for name in names if name}
