"""Hooks of the site's builder: what the docs say of files beside them stays readable there."""

import posixpath
import re
from typing import Any

LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<target>(?:\.\./)+[^)#]+)(?:#[^)]*)?\)")


def on_page_markdown(markdown: str, *, page: Any, **_: object) -> str:  # noqa: ANN401
    """Turns links that leave docs/ into the name of the file in the repository."""
    folder = posixpath.dirname(page.file.src_uri)

    def named(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join("docs", folder, link["target"]))
        return link[0] if path.startswith("docs/") else f"`{path}`"

    return LINK.sub(named, markdown)
