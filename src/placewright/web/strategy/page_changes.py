"""Which pages of a build read or look otherwise than those of another, so that people can look at each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from placewright.web.common.built_pages import titles_in


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page by its path below the site, its title, and whether it is `changed`, `new` or `gone`."""

    path: str
    title: str
    how: str

    def as_plain(self) -> dict[str, Any]:
        """The same as plain values, for JSON."""
        return asdict(self)


def part_of(path: str) -> str:
    """The part of the site in which a page stands; empty for the front page and single ones."""
    return path.partition("/")[0] if "/" in path else ""


def changed_pages(before: Path, after: Path) -> list[PageChange]:
    """The pages that differ in what they are about, came or went, by path; header and foot do not count."""
    if not after.is_dir():
        return []
    old, new = _pages(before), _pages(after)
    found = [PageChange(path, _title(before / path), "gone") for path in old - new]
    found += [PageChange(path, _title(after / path), "new") for path in new - old]
    found += [PageChange(path, _title(after / path), "changed") for path in old & new if _differs(before, after, path)]
    return sorted(found, key=lambda page: page.path)


def pages_by_part(pages: Sequence[PageChange]) -> dict[str, int]:
    """How many of the pages stand in each part of the site."""
    return dict(sorted(Counter(part_of(page.path) for page in pages).items()))


def _pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def _differs(before: Path, after: Path, path: str) -> bool:
    old, new = before / path, after / path
    return not new.samefile(old) and _main(new) != _main(old)


def _main(page: Path) -> bytes:
    """What a page is about, without its header and foot, which name the date of the newest data."""
    return page.read_bytes().partition(b"<main")[2].partition(b"</main>")[0]


def _title(page: Path) -> str:
    return titles_in(page.read_text(encoding="utf-8"), otherwise=page.stem)[0]
