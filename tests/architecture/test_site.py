"""The docs as a site: builds without a warning, leads every reader, loads nothing from outside."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
READERS = ("For members", "For leads", "For admins", "For developers")
LOADED = re.compile(
    r"""<(?:script|img|source|iframe)\b[^>]*\bsrc=["']([^"']+)|<link\b[^>]*\bhref=["']([^"']+)"""
)
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make site` does."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-q", "-d", str(folder)]
    built = subprocess.run(
        [*command, "-f", str(ROOT / "properdocs.yml")], capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_site_builds_strictly(site: Path) -> None:
    """No link, no anchor and no picture of the docs leads nowhere."""
    assert (site / "index.html").is_file()


def test_site_loads_nothing_from_outside(site: Path) -> None:
    """The pages need no other host: no script, style, font or picture comes from one."""
    pages = site.rglob("*.html")
    loads = {a or b for page in pages for a, b in LOADED.findall(page.read_text("utf-8"))}
    styles = "".join(style.read_text("utf-8") for style in site.rglob("*.css"))
    loads |= set(re.findall(r"url\(([^)]+)\)", styles))
    assert [one for one in loads if "//" in one.split("?")[0] and "data:" not in one] == []


def test_site_leads_four_readers() -> None:
    """Members, leads, admins and developers each find their part."""
    nav = yaml.safe_load((ROOT / "properdocs.yml").read_text("utf-8"))["nav"]
    parts = {title: pages for part in nav for title, pages in part.items()}
    assert all(parts[reader] for reader in READERS)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_beside_the_docs(name: str) -> None:
    """What the files beside docs/ link to in this repository is there, headings included."""
    text = FENCE.sub("", (ROOT / name).read_text("utf-8"))
    targets = {a or b for a, b in LINK.findall(text)}
    inside = {one for one in targets if not re.match(r"[a-z]+:", one)}
    assert {one for one in inside if not _leads(ROOT / name, one)} == set()


def _leads(source: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = source.parent / path if path else source
    return found.exists() and (not anchor or anchor in _anchors(found))


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
