"""The names that inputs choose from: indicators, places and records, each with what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from placewright.core.words import spoken
from placewright.ledger.chain import title_of
from placewright.ledger.transformations import AGAINST, Transformation
from placewright.places import registry
from placewright.web.common.fields import OrderedJSONField
from placewright.web.strategy.bench import authored_now, bench
from placewright.web.strategy.models import AuthoredRecord
from placewright.web.strategy.shapes import shape_of
from placewright.workspace.authored import Authored


@dataclass(frozen=True, slots=True)
class Chooser:
    """A list of names, each with words; `is_own` where the form's own rows make the list while one types."""

    name: str
    options: tuple[tuple[str, str], ...]
    is_own: bool = False


def choosers_for(row: AuthoredRecord) -> list[Chooser]:
    """The lists that the form of a record needs."""
    wanted: dict[str, None] = {}
    for field in type(row)._meta.concrete_fields:
        if isinstance(field, OrderedJSONField):
            shape = shape_of(row.kind, field.name)
            wanted |= dict.fromkeys((shape.names, *(part.names for part in shape.parts)))
    return choosers_named([name for name in wanted if name])


def choosers_named(names: Iterable[str]) -> list[Chooser]:
    """The lists of those names."""
    authored = authored_now()
    made = []
    for name in names:
        options = _OPTIONS[name](authored) if name in _OPTIONS else _records(authored, name)
        made.append(Chooser(name, tuple(options), name in _OWN))
    return made


def _records(authored: Authored, kind: str) -> Iterable[tuple[str, str]]:
    return ((id, title_of(record)) for id, record in authored.of_kind(kind).items())


def _every(authored: Authored) -> Iterable[tuple[str, str]]:
    return ((reference, title_of(record)) for reference, record in authored)


def _indicators(authored: Authored) -> Iterable[tuple[str, str]]:
    built = bench()
    if built is None:
        return
    for id, item in built.indicators.items():
        yield id, f"{item.name} ({item.unit})"


def _results(authored: Authored) -> Iterable[tuple[str, str]]:
    from placewright.analysis.results import result_definitions

    return ((id, _(item.name)) for id, item in result_definitions().items())


def _places(authored: Authored) -> Iterable[tuple[str, str]]:
    for id, place in authored.places.items():
        yield id, place.name
    built = bench()
    if built is None:
        return
    record = built.workspace.record
    places = registry()
    for code in dict.fromkeys((*record.codes(), *record.comparators.neighbours)):
        yield code, places.name(code) if places.is_known(code) else record.name


def _transformations(authored: Authored) -> Iterable[tuple[str, str]]:
    for kind in Transformation:
        operand = ":100" if kind in AGAINST else ":2015" if kind is Transformation.INDEX else ""
        yield f"{kind}{operand}", _TRANSFORMATIONS[kind]


def _periods(authored: Authored) -> Iterable[tuple[str, str]]:
    yield "latest", _("the newest there is")


def _criteria(authored: Authored) -> Iterable[tuple[str, str]]:
    return ((item.id, item.name) for item in authored.choice.criteria)


_TRANSFORMATIONS: Mapping[str, str] = spoken(
    {
        "value": "value",
        "change": "change",
        "change-percent": "change percent",
        "growth-per-year": "growth per year",
        "index": "index",
        "rank": "rank",
        "rank-highest": "rank highest",
        "rank-lowest": "rank lowest",
        "difference-from": "difference from",
        "percent-of": "percent of",
        "share-of": "share of",
        "quotient": "quotient",
        "ratio-of": "ratio of",
    }
)

_OWN = frozenset({"figure", "node"})
_OPTIONS: Mapping[str, Callable[[Authored], Iterable[tuple[str, str]]]] = {
    "indicator": _indicators,
    "result": _results,
    "place": _places,
    "transformation": _transformations,
    "period": _periods,
    "criterion": _criteria,
    "record": _every,
    "figure": lambda authored: (),
    "node": lambda authored: (),
}
