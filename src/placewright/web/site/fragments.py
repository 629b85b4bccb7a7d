"""Pieces of the pages that the shown build made, for pages that editors compose: so a number has one origin alone."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from placewright.publish import formats
from placewright.publish.inline_svg import inline_svg
from placewright.publish.views import Reading
from placewright.publish.views_strategy import ClaimLine
from placewright.records.verdict import Verdict
from placewright.web.common.folder_files import file_below
from placewright.web.strategy.current import Shown, shown
from placewright.web.strategy.public_changes import claims_of

_UP = re.compile(r'((?:href|src)=")(?:\.\./)+')
_FROM_ROOT = re.compile(r'((?:href|src)=")(?![a-z]+:|/|#|\.\./)')
_MAP = re.compile(r'<div class="map".*?</div>', re.DOTALL)
_TABLE = re.compile(r'<div class="table".*?</table>\s*</div>', re.DOTALL)
_CARD = re.compile(r'<li class="priority-card">.*?</li>', re.DOTALL)
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_SVG_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FOLDERS = ("indicators", "strategy", "analysis", "actions", "process")
_PICTURES = 2_000_000


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure of a claim: how it is printed, its period and interval, and the claim that it is traced from."""

    text: str
    period: str
    interval: str
    claim: ClaimLine


@dataclass(frozen=True, slots=True)
class ChartShown:
    """A picture that the build drew: its title, the drawing, and the page on which its figures stand in a table."""

    title: str
    drawing: Markup | None
    address: str
    page: str


def claim_shown(id: str) -> ClaimLine | None:
    """A claim as the public sees it; None where the build has no such claim."""
    claim = _claims().get(id)
    return _line(claim) if claim else None


def figure_shown(id: str, name: str) -> FigureShown | None:
    """A figure of a claim; None where the build has no such figure."""
    claim = _claims().get(id)
    figure = next((one for one in claim["figures"] if one["name"] == name), None) if claim else None
    if claim is None or figure is None:
        return None
    reading = Reading(
        figure.get("value"),
        figure.get("unit", ""),
        figure.get("period", ""),
        figure.get("low"),
        figure.get("high"),
        figure.get("error") or "unknown",
    )
    return FigureShown(figure["text"], figure.get("period", ""), formats.interval(reading), _line(claim))


def holds(claim: ClaimLine | None) -> bool:
    """Whether a claim may be said: it is there, and the evidence does not contradict it."""
    return claim is not None and claim.verdict in (Verdict.HOLDS, Verdict.CANNOT_TELL)


def chart_shown(address: str) -> ChartShown | None:
    """A picture of the shown build by its address; None where it is not there."""
    now = shown()
    path = _inside(now, address, ".svg")
    if path is None:
        return None
    svg = path.read_text(encoding="utf-8")
    title = html.unescape(found[1]) if (found := _SVG_TITLE.search(svg)) else path.stem.replace("-", " ")
    folder, name = address.rpartition("/")[0], address.rpartition("/")[2].removesuffix(".svg")
    page = f"{address.removesuffix('.svg')}.html" if folder == "indicators" else f"{folder}.html#{name}"
    return ChartShown(title, inline_svg(svg, re.sub(r"[^a-z0-9]+", "-", address)), f"/{address}", f"/{page}")


def map_shown(indicator: str) -> Markup | None:
    """The map of an indicator's page; None where it has none."""
    return _piece(f"indicators/{indicator}.html", _MAP)


def table_shown(indicator: str) -> Markup | None:
    """The first table of an indicator's page; None where it has none."""
    return _piece(f"indicators/{indicator}.html", _TABLE)


def priority_shown(id: str) -> Markup | None:
    """A priority as the front page shows it; None where it is not one of the chosen."""
    now = shown()
    path = _inside(now, "index.html", ".html")
    if path is None:
        return None
    for card in _CARD.findall(path.read_text(encoding="utf-8")):
        if f'href="priorities.html#{id}"' in card:
            return Markup(_from_root(card))  # noqa: S704 - the build's own page
    return None


def name_of_page(address: str) -> str:
    """What a built page is called; empty where there is none."""
    path = _inside(shown(), address, ".html")
    found = _HEADING.search(path.read_text(encoding="utf-8")) if path else None
    return html.unescape(_TAG.sub("", found[1])).strip() if found else ""


def claim_choices() -> list[tuple[str, str]]:
    """The claims that can be chosen, those that may be said alone."""
    lines = (_line(claim) for claim in _claims().values())
    return [(line.id, line.title or line.text[:80]) for line in lines if holds(line)]


def figure_choices() -> list[tuple[str, str]]:
    """The figures of those claims."""
    return [
        (f"{claim['id']}.{figure['name']}", f"{figure['text']} ({claim['title'] or claim['id']}: {figure['name']})")
        for claim in _claims().values()
        if holds(_line(claim))
        for figure in claim["figures"]
    ]


def chart_choices() -> list[tuple[str, str]]:
    """The pictures of the shown build."""
    now = shown()
    return list(_charts(now.number, now.out / "site")) if now else []


def indicator_choices() -> list[tuple[str, str]]:
    """The indicators that have a page."""
    now = shown()
    return list(_indicators(now.number, now.out / "site")) if now else []


def priority_choices() -> list[tuple[str, str]]:
    """The priorities that were chosen."""
    now = shown()
    return [(item.id, item.title) for item in now.world.authored.priorities.values() if item.chosen] if now else []


def download_choices() -> list[tuple[str, str]]:
    """The documents and data that the build made."""
    now = shown()
    if now is None:
        return []
    site = now.out / "site"
    ends = (".pdf", ".docx", ".pptx", ".xlsx", ".csv", ".zip", ".parquet")
    found = [path for folder in ("", "downloads", "data") for path in sorted((site / folder).glob("*"))]
    names = [path.relative_to(site).as_posix() for path in found if path.suffix in ends]
    return [(name, name) for name in names]


def _claims() -> Mapping[str, dict[str, Any]]:
    now = shown()
    return _claims_once(now.number, now.out) if now else {}


@lru_cache(maxsize=2)
def _claims_once(number: int, out: Path) -> Mapping[str, dict[str, Any]]:
    return claims_of(out)


@lru_cache(maxsize=2)
def _charts(number: int, site: Path) -> tuple[tuple[str, str], ...]:
    found = [path for folder in _FOLDERS for path in sorted((site / folder).rglob("*.svg"))]
    named = []
    for path in found:
        title = _SVG_TITLE.search(path.read_text(encoding="utf-8"))
        address = path.relative_to(site).as_posix()
        named.append((address, f"{html.unescape(title[1]) if title else path.stem} ({address})"))
    return tuple(named)


@lru_cache(maxsize=2)
def _indicators(number: int, site: Path) -> tuple[tuple[str, str], ...]:
    pages = [path.stem for path in sorted((site / "indicators").glob("*.html")) if path.stem != "index"]
    return tuple((id, name_of_page(f"indicators/{id}.html") or id) for id in pages)


def _line(claim: Mapping[str, Any]) -> ClaimLine:
    return ClaimLine(
        claim["id"],
        claim["text"],
        claim["verdict"],
        claim["stance"],
        claim["foundation"],
        tuple(claim["marks"]),
        claim["title"],
    )


def _piece(address: str, pattern: re.Pattern[str]) -> Markup | None:
    path = _inside(shown(), address, ".html")
    found = pattern.search(path.read_text(encoding="utf-8")) if path else None
    return Markup(_from_root(found[0])) if found else None  # noqa: S704 - the build's own page


def _from_root(text: str) -> str:
    """The piece with its links as a page anywhere on the site writes them."""
    return _FROM_ROOT.sub(r"\1/", _UP.sub(r"\1/", text))


def _inside(now: Shown | None, address: str, suffix: str) -> Path | None:
    if now is None:
        return None
    path = file_below(now.out / "site", address)
    return path if path and path.suffix == suffix and path.stat().st_size < _PICTURES else None
