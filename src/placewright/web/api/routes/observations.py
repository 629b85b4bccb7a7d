"""Observations: values with interval, status and caveat, of an indicator's places and periods."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from placewright.places.registry import registry
from placewright.records.place import LEVELS
from placewright.web.api.catalogue import Catalogue, current
from placewright.web.api.figures import Figure, Rows
from placewright.web.api.paging import MOST_FIGURES, Asked, Page, page_of
from placewright.web.api.problems import Refused, unknown
from placewright.web.api.reading import PROBLEMS, reads

router = Router(tags=["observations"])

LATEST = "latest"
_MOST_PLACES = 400


class Observation(Schema):
    """One value: of what, where, when, within which interval, and what is known of it."""

    indicator: str
    place: str
    place_vintage: str = Field(description="The set of codes that the place's code belongs to.")
    period: str
    dimensions: str = Field(description="The line of a breakdown, such as industry=C; empty for the whole.")
    value: float | None = Field(description="Null where it is missing; the status says why. Never 0 for missing.")
    low: float | None = Field(description="The least it may be; null where no interval is known.")
    high: float | None = Field(description="The most it may be.")
    error: str = Field(description="What the interval holds: sampling, rounding, revision or unknown.")
    status: str = Field(description="ok, estimated, provisional, suppressed, not_available or not_applicable.")
    caveat: str = Field(description="Ids of known troubles of the cells it rests on; empty without.")
    unit: str
    dataset: str = Field(description="The dataset it was computed from; several are joined by +.")
    fingerprint: str = Field(description="Changes when the value, its interval or its status does.")


class Observations(Page):
    """A page of observations, and what a reader should know of the question."""

    items: list[Observation]
    notes: list[str] = Field(
        description="Places without figures, and other codes of the same territory that have some."
    )


class AskedFigures(Asked):
    """Which observations."""

    indicator: str = Field(max_length=120, description="The id of an indicator.")
    place: list[str] = Field([], max_length=_MOST_PLACES, description="Codes of places; repeat it for several.")
    level: str = Field("", max_length=20, description="Only places of a level, such as lad.")
    period: list[str] = Field(
        [],
        max_length=100,
        description="Periods as the indicator lists them; repeat it for several. `latest` is the newest with a value.",
    )
    since: int | None = Field(None, ge=1800, le=2200, description="Only periods that end in or after this year.")
    until: int | None = Field(None, ge=1800, le=2200, description="Only periods that begin in or before this year.")
    dimensions: list[str] = Field(
        [], max_length=100, description="Lines of a breakdown, such as industry=C; `total` for the whole."
    )


class AskedObservations(AskedFigures):
    """Which observations, a page of them."""

    limit: int = Field(1000, ge=1, le=MOST_FIGURES, description=f"How many a page holds, at most {MOST_FIGURES:,}.")
    cursor: str = Field("", max_length=40, description="Where the page begins: taken from `next` of the page before.")


class AskedValue(Asked):
    """Which value."""

    indicator: str = Field(max_length=120, description="The id of an indicator.")
    place: str = Field(max_length=40, description="The code of a place.")
    period: str = Field(LATEST, max_length=40, description="A period as the indicator lists it, or `latest`.")
    dimensions: str = Field("total", max_length=200, description="A line of a breakdown, or `total`.")


@reads(router, "/observations", Observations, summary="Observations of an indicator", operation_id="list_observations")
def list_observations(request: HttpRequest, asked: Query[AskedObservations]) -> object:
    """Observations in the order of line, place and period. A place is looked up under its own code alone."""
    now = current()
    rows = rows_asked(now, asked)

    def shape(some: Rows) -> list[dict[str, object]]:
        return [figure._asdict() for figure in now.figures.read(some)]

    page = page_of(request, rows, shape, limit=asked.limit, cursor=asked.cursor, build=now.number)
    # Written as it is, since checking ten thousand rows against the schema takes a second; a test does so instead.
    said = json.dumps(page | {"notes": _notes(now, asked)}, ensure_ascii=False)
    return HttpResponse(said, content_type="application/json; charset=utf-8")


@router.get(
    "/observations.csv",
    response={200: None, 304: None, **PROBLEMS},
    summary="Observations of an indicator as CSV",
    operation_id="list_observations_as_csv",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def list_observations_as_csv(request: HttpRequest, asked: Query[AskedFigures]) -> object:
    """All observations that were asked for, in one file with the columns of an observation; missing is empty."""
    now = current()
    rows = rows_asked(now, asked)
    response = StreamingHttpResponse(_csv(now, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{asked.indicator}.csv"'
    return response


@router.get(
    "/value",
    response={200: None, 304: None, **PROBLEMS},
    summary="One value as plain text",
    operation_id="get_value",
    openapi_extra={"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}},
)
def get_value(request: HttpRequest, asked: Query[AskedValue]) -> object:
    """The number alone, for a cell of a spreadsheet. A value that is missing is a problem, never a zero."""
    now = current()
    figures = AskedFigures(
        indicator=asked.indicator,
        place=[asked.place],
        level="",
        period=[asked.period],
        since=None,
        until=None,
        dimensions=[asked.dimensions],
    )
    found = list(now.figures.read(rows_asked(now, figures)[:1]))
    if not found or found[0].value is None:
        said = found[0].status if found else _("there is no such observation")
        what = _("%(indicator)s has no value for %(place)s: %(why)s.")
        what %= {"indicator": asked.indicator, "place": asked.place, "why": said}
        raise Refused(404, what, where="query", fix=" ".join(_notes(now, figures)) or _("Ask for another period."))
    return HttpResponse(f"{found[0].value:.12g}", content_type="text/plain; charset=utf-8")


def rows_asked(now: Catalogue, asked: AskedFigures) -> Rows:
    """The rows that were asked for, in order.

    Raises:
        Refused: an indicator, place, level, period or line that is not known.
    """
    figures = now.figures
    if asked.indicator not in now.indicators:
        see = "See /api/v1/indicators."
        raise unknown("indicator", asked.indicator, now.indicators, where="query.indicator", see=see)
    rows = figures.rows_of(asked.indicator)
    lines = ["" if line == "total" else line for line in asked.dimensions]
    _check(lines, figures.found("dimensions", rows), "line of a breakdown", "dimensions")
    _check([one for one in asked.period if one != LATEST], figures.found("period", rows), "period", "period")
    if lines:
        rows = figures.narrow(rows, "dimensions", lines)
    if asked.place:
        for code in asked.place:
            if not registry().is_known(code) and code not in figures.words["place"]:
                raise unknown("place", code, registry().places, where="query.place", see="See /api/v1/places.")
        rows = figures.narrow(rows, "place", asked.place)
    if asked.level:
        if asked.level not in LEVELS:
            raise unknown("level", asked.level, LEVELS, where="query.level", see=f"{', '.join(LEVELS)}.")
        known = registry()
        codes = [c for c in figures.found("place", rows) if known.is_known(c) and known.level(c) == asked.level]
        rows = figures.narrow(rows, "place", codes)
    if asked.since is not None or asked.until is not None:
        rows = figures.within_years(rows, asked.since, asked.until)
    if LATEST in asked.period:
        rows = figures.newest(rows)
    elif asked.period:
        rows = figures.narrow(rows, "period", asked.period)
    return rows


def _check(wanted: Sequence[str], known: Sequence[str], kind: str, name: str) -> None:
    for one in wanted:
        if one not in known:
            see = _("It has %(known)s.") % {"known": ", ".join(word or "total" for word in known[-6:])} if known else ""
            raise unknown(kind, one or "total", known, where=f"query.{name}", see=see)


def _notes(now: Catalogue, asked: AskedFigures) -> list[str]:
    """Which of the places have no figures of the indicator, and which codes of the same territory do."""
    have = set(now.figures.found("place", now.figures.rows_of(asked.indicator))) if asked.place else set()
    notes = []
    for code in dict.fromkeys(asked.place):
        if code in have:
            continue
        others = [same for same in now.shown.world.codes_of(code) if same in have]
        if not others and registry().is_known(code):
            every = (one.codes for one in registry().equivalents(code) if len(one.codes) == 1)
            others = [codes[0] for codes in every if codes[0] in have]
        words = _("%(code)s has no observations of this indicator.") % {"code": code}
        if others:
            more = _("%(codes)s has, which is the same or nearly the same territory.")
            words = f"{words} {more % {'codes': ', '.join(others)}}"
        notes.append(words)
    return notes


def _csv(now: Catalogue, rows: Rows) -> Iterator[str]:
    """The rows as CSV, some thousand at a time."""
    yield ",".join(Figure._fields) + "\r\n"
    for start in range(0, len(rows), 5000):
        stream = io.StringIO()
        csv.writer(stream).writerows(now.figures.read(rows[start : start + 5000]))
        yield stream.getvalue()
