"""The explorer's page of a place: how it stands by every indicator, for any place that has figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from placewright.build.readings import REASONS, indicator_ref
from placewright.build.territory import statistical_neighbours
from placewright.build.world import LEVEL_NAMES
from placewright.core.fingerprints import fingerprint
from placewright.core.periods import parse_period
from placewright.evidence.levels import level_of
from placewright.places import registry
from placewright.places.in_sentences import the
from placewright.publish import formats
from placewright.publish.tables import rank_cell
from placewright.publish.views import FOUNDATIONS, Cell, Column, KeyFigure, Reading, Standing, Table
from placewright.records.indicator import Indicator
from placewright.web.explorer.choices import Choice
from placewright.web.explorer.evidence_shown import EvidenceShown, evidence_shown
from placewright.web.explorer.figures import Latest
from placewright.web.explorer.tables import value_cell

_KEY_FIGURES = 6


@dataclass(frozen=True, slots=True)
class PlaceLook:
    """A place's page: headline figures, a table for each foundation, and the places near it."""

    code: str
    name: str
    level: str
    built_page: str
    key_figures: tuple[KeyFigure, ...]
    cards: tuple[tuple[str, str, Table], ...]
    parents: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    count: int
    country: str


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponseBase:
    """How a place stands by every indicator that is published for it."""
    evidence = evidence_shown()
    if evidence is None or not evidence.is_place(code):
        if evidence is not None and code.upper() != code and evidence.is_place(code.upper()):
            return redirect("explore_place", code=code.upper())
        raise Http404
    etag = quote_etag(fingerprint({"evidence": evidence.key, "place": code, "language": get_language() or ""})[:32])
    response: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = render(request, "explorer/place.html", {"page": place_look(code, evidence), "evidence": evidence})
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def places(request: HttpRequest) -> HttpResponseBase:
    """Every place that has figures, by level."""
    evidence = evidence_shown()
    if evidence is None:
        raise Http404
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, code in evidence.named:
        groups.setdefault(level_of(code), []).append((code, name))
    listed = [(LEVEL_NAMES[level][1], found) for level, found in groups.items()]
    response = render(request, "explorer/places.html", {"groups": listed, "evidence": evidence})
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def place_look(code: str, evidence: EvidenceShown) -> PlaceLook:
    """The page of a place."""
    own = evidence.figures.latest_of(code)
    country = _country(code, evidence)
    wider = evidence.figures.latest_of(country) if country and country != code else {}
    built = evidence.ref(code).href
    cards = tuple(_cards(code, own, wider, evidence, country))
    return PlaceLook(
        code,
        evidence.name(code),
        evidence.level(code),
        f"/{built}" if built else "",
        tuple(_key_figures(code, own, evidence)),
        cards,
        tuple(_parents(code)),
        tuple(_near(code, evidence)),
        sum(one.value is not None for one in own.values()),
        evidence.name(country) if wider else "",
    )


def explore_link(indicator: str, code: str, evidence: EvidenceShown) -> str:
    """Where the explorer shows an indicator at a place beside its comparators, from the root of the site."""
    members = evidence.figures.members(indicator)
    member = "" if "" in members or not members else members[0]
    compare = tuple(
        word
        for word in ("region", "country", "kingdom")
        if getattr(evidence.world.workspace.record.comparators, word) not in ("", code)
    )
    figures = evidence.figures.of(indicator, member) if member else None
    view = "line" if figures is None or figures.has_times else "bars"
    return f"explore/?{Choice(indicator, member, (code,), (), compare, view).query()}"


def reading_of(latest: Latest | None, indicator: Indicator) -> Reading:
    """A newest figure as readers see it."""
    if latest is None:
        return Reading(None, indicator.unit, status="not_available", reason=REASONS["not_available"])
    return Reading(
        latest.value,
        indicator.unit,
        parse_period(latest.period).label,
        latest.low,
        latest.high,
        latest.error or "unknown",
        latest.status or "ok",
        "" if latest.value is not None else REASONS.get(latest.status, latest.status),
        indicator.decimals,
        caveated=latest.caveated and latest.value is not None,
    )


def _country(code: str, evidence: EvidenceShown) -> str:
    fixed = evidence.world.workspace.record.comparators
    return fixed.country if code != fixed.country else fixed.kingdom


def _key_figures(code: str, own: dict[str, Latest], evidence: EvidenceShown) -> Iterator[KeyFigure]:
    shown = 0
    for name in evidence.world.workspace.record.headline:
        latest, indicator = own.get(name), evidence.indicators.get(name)
        if indicator is None or latest is None or latest.value is None or shown == _KEY_FIGURES:
            continue
        shown += 1
        yield KeyFigure(
            indicator.short_name,
            reading_of(latest, indicator),
            _rank_words(latest),
            explore_link(name, code, evidence),
        )


def _rank_words(latest: Latest) -> str:
    if latest.position is None or latest.of is None or latest.of < 5 or latest.level == "country":
        return ""
    several = LEVEL_NAMES.get(latest.level, ("", _("places")))[1]
    standing = formats.standing_words(_standing(latest))
    return _("%(standing)s %(level)s, where 1st is the %(first)s") % {
        "standing": standing,
        "level": several,
        "first": latest.first,
    }


def _standing(latest: Latest) -> Standing:
    has_span = latest.low is not None
    best, worst = (latest.best, latest.worst) if has_span else (None, None)
    return Standing(latest.position, latest.of, None, best, worst, latest.first)


def _cards(
    code: str, own: dict[str, Latest], wider: dict[str, Latest], evidence: EvidenceShown, country: str
) -> Iterator[tuple[str, str, Table]]:
    for slug, name, _about in FOUNDATIONS:
        rows = []
        for indicator in sorted(evidence.indicators.values(), key=lambda item: item.name.casefold()):
            latest = own.get(indicator.id)
            if str(indicator.foundation) == slug and latest is not None:
                rows.append(_row(code, latest, wider, indicator, evidence))
        if rows:
            columns = [
                Column(_("Indicator")),
                Column(_("Value"), "number", sortable=False),
                Column(_("Rank"), "number"),
            ]
            if wider:
                columns.append(Column(evidence.name(country), "number", sortable=False))
            caption = _("%(foundation)s in %(place)s") % {"foundation": name, "place": the(evidence.name(code))}
            yield name, slug, Table(f"card-{slug}", caption, tuple(columns), tuple(rows), headed=True)


def _row(
    code: str, latest: Latest, wider: dict[str, Latest], indicator: Indicator, evidence: EvidenceShown
) -> tuple[Cell, ...]:
    reading = reading_of(latest, indicator)
    cell = value_cell(reading)
    dated = Cell(
        cell.text, cell.sort, detail=" ".join(part for part in (cell.detail, reading.period) if part), tone=cell.tone
    )
    first = Cell(indicator_ref(indicator).name, indicator.name, explore_link(indicator.id, code, evidence))
    cells = [first, dated if reading.value is not None else cell, _rank_cell(latest)]
    if wider:
        other = reading_of(wider.get(indicator.id), indicator)
        is_same = other.period == reading.period
        found = value_cell(other)
        if other.value is None:
            found = Cell(_("not published"), tone="muted")
        elif not is_same:
            found = Cell(found.text, found.sort, detail=f"{found.detail} {other.period}".strip(), tone=found.tone)
        cells.append(found)
    return tuple(cells)


def _rank_cell(latest: Latest) -> Cell:
    if latest.position is None or latest.of is None or latest.of < 5 or latest.value is None:
        return Cell("–", tone="muted")
    return rank_cell(_standing(latest))


def _parents(code: str) -> Iterator[tuple[str, str]]:
    if code not in registry().places:
        return
    for parent in registry().parents(code):
        if parent.level in ("county", "region", "country", "cauth") and parent.is_current:
            yield parent.code, parent.name


def _near(code: str, evidence: EvidenceShown) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    places = registry()
    if code == evidence.area and evidence.world.members:
        yield _("Made up of"), tuple((one, evidence.name(one)) for one in evidence.world.members if one != code)
    elif code in places.places and places.get(code).level in ("county", "cauth", "region"):
        parts = [one for one in places.children(code, "lad") if one.is_current]
        if parts:
            yield _("Made up of"), tuple((one.code, one.name) for one in parts)
    if code in places.places and places.get(code).level in ("lad", "county"):
        found = places.neighbours(code)
        if found:
            yield _("Neighbours"), tuple((one.code, one.name) for one in found)
        alike = statistical_neighbours(code, most=8)
        if alike:
            yield _("Statistically most alike"), tuple((one, evidence.name(one)) for one in alike)
