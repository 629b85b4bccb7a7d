"""Indicators: what is measured, how, from which sources and under which licences."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from placewright.publish.views import FOUNDATIONS, SourceNote
from placewright.records.indicator import Indicator
from placewright.web.api.catalogue import Catalogue, current
from placewright.web.api.paging import AskedPage, Page, page_of
from placewright.web.api.problems import unknown
from placewright.web.api.reading import reads

router = Router(tags=["indicators"])

Id = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,120}$", description="The id, in lower-case letters and hyphens.")]


class Licence(Schema):
    """A licence by name and the address of its text."""

    name: str
    url: str = Field(description="Where its text is; empty where none is recorded.")


class DatasetName(Schema):
    """A dataset by id, publisher and title, with its licence."""

    id: str
    publisher: str
    title: str
    licence: Licence


class IndicatorShort(Schema):
    """An indicator by name."""

    id: str
    name: str
    unit: str
    foundation: str
    theme: str
    polarity: str = Field(description="Which way is better: higher, lower or neutral.")


class Break(Schema):
    """A period from which the series no longer compares with what came before, and why."""

    period: str
    text: str


class IndicatorFull(IndicatorShort):
    """An indicator with its definition, limits, sources and licences."""

    short_name: str
    definition: str
    method: str
    not_shown: str = Field(description="What it does not show.")
    decimals: int = Field(description="To how many decimals it is printed.")
    prices: str = Field(description="The prices of money: current, chained, deflated or none.")
    is_smoothed: bool = Field(description="Whether it must not be read from one year to the next.")
    levels: list[str] = Field(description="The levels of places that it is meant for.")
    breaks: list[Break]
    caveats: list[str]
    datasets: list[DatasetName]
    rows: int = Field(description="How many observations there are.")
    places: int = Field(description="How many places have observations.")
    periods: list[str]
    dimensions: list[str] = Field(description="The lines of its breakdown, such as industry=C; empty without one.")
    page: str = Field(description="The address of its page for people.")
    observations: str = Field(description="The address of its observations.")
    json_stat: str | None = Field(description="The address of its JSON-stat cube, where there is one.")


class Indicators(Page):
    """A page of indicators."""

    items: list[IndicatorShort]


class AskedIndicators(AskedPage):
    """Which indicators."""

    q: str = Field("", max_length=100, description="Words that the name, the id or the definition holds.")
    foundation: str = Field("", max_length=40, description="Only those of a foundation, such as people.")
    theme: str = Field("", max_length=100, description="Only those of a theme, as the indicator says it.")
    dataset: str = Field("", max_length=120, description="Only those that rest on a dataset.")
    place: str = Field("", max_length=40, description="Only those that have observations of a place, by its code.")


@reads(router, "/indicators", Indicators, summary="List and filter indicators", operation_id="list_indicators")
def list_indicators(request: HttpRequest, asked: Query[AskedIndicators]) -> object:
    """The indicators that have observations, in the order of their ids."""
    now = current()
    _check(now, asked)
    found = [item for item in now.indicators.values() if _is_wanted(item, asked)]
    if asked.place:
        at = now.figures.words["place"].index(asked.place)
        have = set(now.figures.found("indicator", (now.figures.codes["place"] == at).nonzero()[0]))
        found = [item for item in found if item.id in have]
    return page_of(request, found, _shorts, limit=asked.limit, cursor=asked.cursor, build=now.number)


@reads(
    router,
    "/indicators/{id}",
    IndicatorFull,
    summary="One indicator with its definition and sources",
    operation_id="get_indicator",
)
def get_indicator(request: HttpRequest, id: Id) -> object:
    """An indicator with its definition, method and limits, the datasets it rests on and their licences."""
    now = current()
    item = now.indicators.get(id)
    if item is None:
        raise unknown("indicator", id, now.indicators, where="path.id", status=404, see="See /api/v1/indicators.")
    rows = now.figures.rows_of(id)
    cube = f"data/json-stat/{id}.json"
    at = request.build_absolute_uri
    return _short(item) | {
        "short_name": item.short_name,
        "definition": item.definition,
        "method": item.method,
        "not_shown": item.not_shown,
        "decimals": item.decimals,
        "prices": str(item.prices),
        "is_smoothed": item.smoothed,
        "levels": list(item.levels),
        "breaks": [{"period": one.period, "text": one.text} for one in item.breaks],
        "caveats": list(item.caveats),
        "datasets": [named(now.datasets[name]) for name in item.datasets if name in now.datasets],
        "rows": len(rows),
        "places": len(now.figures.found("place", rows)),
        "periods": list(now.figures.found("period", rows)),
        "dimensions": [line for line in now.figures.found("dimensions", rows) if line],
        "page": at(f"/indicators/{id}.html"),
        "observations": at(f"/api/v1/observations?indicator={id}"),
        "json_stat": at(f"/{cube}") if (now.shown.out / cube).is_file() else None,
    }


def named(note: SourceNote) -> dict[str, object]:
    """A dataset by name, with its licence."""
    licence = {"name": note.licence, "url": note.licence_url}
    return {"id": note.dataset, "publisher": note.publisher, "title": note.title, "licence": licence}


def _check(now: Catalogue, asked: AskedIndicators) -> None:
    foundations = [name for name, _, _ in FOUNDATIONS]
    known = (
        ("foundation", asked.foundation, foundations),
        ("theme", asked.theme, sorted({item.theme for item in now.indicators.values()})),
        ("dataset", asked.dataset, list(now.datasets)),
        ("place", asked.place, now.figures.words["place"]),
    )
    for name, value, among in known:
        if value and value not in among:
            raise unknown(name, value, among, where=f"query.{name}")


def _is_wanted(item: Indicator, asked: AskedIndicators) -> bool:
    text = asked.q.casefold()
    return (
        (not asked.foundation or str(item.foundation) == asked.foundation)
        and (not asked.theme or item.theme == asked.theme)
        and (not asked.dataset or asked.dataset in item.datasets)
        and (not text or any(text in words.casefold() for words in (item.id, item.name, item.definition)))
    )


def _short(item: Indicator) -> dict[str, object]:
    return {
        "id": item.id,
        "name": item.name,
        "unit": item.unit,
        "foundation": str(item.foundation),
        "theme": item.theme,
        "polarity": str(item.polarity),
    }


def _shorts(items: list[Indicator]) -> list[dict[str, Any]]:
    return [_short(item) for item in items]
