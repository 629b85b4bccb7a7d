"""How many there are of a group, from the evidence that the public sees, with its source and vintage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from placewright.build.sources_of import LICENCES
from placewright.core.errors import PlacewrightError
from placewright.core.periods import parse_period, worded_day
from placewright.questionnaires.model import Question
from placewright.records.source import Source
from placewright.web.strategy.current import Shown, shown

_NOT_PARTS = frozenset(
    (
        "place_vintage", "unit", "value", "low", "high", "error", "status", "caveat", "file", "sheet", "row", "column",
        "dataset", "fingerprint",
    )
)  # fmt: skip
"""Columns of figures and of evidence that say something of a number and do not name it."""
_WHOLE = "total"
_LONGEST = 300
"""Of the words of a source, its period included."""
_AREA_CODE = re.compile(r"[EKNSW]\d{8}")


class NoFigure(PlacewrightError):
    """A figure that the evidence does not have, or has several of."""


@dataclass(frozen=True, slots=True)
class Population:
    """A number of the evidence: how many, at which period, and whose number it is."""

    value: float
    period: str
    source: str


@dataclass(frozen=True, slots=True)
class FigureName:
    """What names a number: a dataset or an indicator, and of its columns what is wanted, several being added up."""

    of: str
    parts: Mapping[str, tuple[str, ...]]


def figure_name(text: str) -> FigureName:
    """What is written as `NAME; column=value; column=one|another`.

    >>> figure_name("ons-uk-business; measure=enterprises; size=0-4|5-9").parts["size"]
    ('0-4', '5-9')
    """
    of, *rest = (part.strip() for part in text.split(";"))
    parts = {}
    for part in rest:
        column, is_there, values = part.partition("=")
        chosen = tuple(dict.fromkeys(one.strip() for one in values.split("|")))
        if not is_there or not all(chosen):
            what = _("'%(part)s' is not read.") % {"part": part}
            raise NoFigure(what, where=text, fix=_("Write column=value, or column=one|another to add up."))
        parts[column.strip()] = chosen
    return FigureName(of, parts)


def area_of(question: Question | None, code: str) -> str:
    """The area for which an answer stands: one of its areas, or an option that has an area's code; else empty."""
    if question is None:
        return ""
    is_area = code in question.areas or (
        _AREA_CODE.fullmatch(code) and any(one.code == code for one in question.options)
    )
    return code if is_area else ""


def population_of(text: str, *, place: str = "") -> Population:
    """The newest number that is named, added up over the values that are listed.

    Args:
        text: see `figure_name`. A column that is not named is taken at `total`, where it has that.
        place: the code of the place where none is named; the workspace's own without it.

    Raises:
        NoFigure: there is no build or no such number, one of them is missing, or the name leaves several.
    """
    wanted, now = figure_name(text), shown()
    if now is None:
        raise NoFigure(_("There is no evidence yet."), where=text, fix=_("Build first, or type the number."))
    table, source = _rows(wanted.of, now, text)
    places = wanted.parts.get("place") or (place or now.world.area,)
    rows = _of_places(table, places, now, text)
    rows = _narrowed(rows, {name: held for name, held in wanted.parts.items() if name != "place"}, text)
    period = max(set(rows["period"].to_pylist()), key=lambda one: (parse_period(one).end, one))
    rows = rows.filter(pc.equal(rows["period"], period))
    expected = len(places) * prod(len(held) for name, held in wanted.parts.items() if name not in ("place", "period"))
    values = rows["value"].to_pylist()
    if len(values) != expected or any(value is None or value != value for value in values):
        what = _("Numbers that the evidence has for %(period)s: %(found)s of %(expected)s.")
        found = sum(value is not None and value == value for value in values)
        raise NoFigure(
            what % {"expected": expected, "found": found, "period": period},
            where=text,
            fix=_("Name others, or type the number with its source."),
        )
    return Population(float(sum(values)), period, f"{source[: _LONGEST - len(period) - 2]}; {period}")


def _rows(of: str, now: Shown, text: str) -> tuple[pa.Table, str]:
    """The rows of a dataset or of an indicator, and its source in words."""
    dataset = now.workspace.datasets.get(of)
    if dataset is not None:
        source = now.workspace.sources[dataset.source]
        path = now.workspace.folder / dataset.figures
        if path.is_file():
            taken = "" if dataset.retrieved is None else f", retrieved {worded_day(dataset.retrieved.date())}"
            whose = f"{source.title}, {source.publisher}, {_licence(source)}{taken}"
            return _as_text(pq.ParquetFile(path).read()), whose
    path = now.out / "evidence.parquet"
    if path.is_file():
        found = pq.read_table(path, filters=[("indicator", "=", of)])
        if found.num_rows:
            known = now.world.indicators.get(of)
            names = sorted({name for row in found["dataset"].to_pylist() for name in str(row).split("+")})
            sources = [now.workspace.datasets[name].source for name in names if name in now.workspace.datasets]
            held = [now.workspace.sources[name] for name in dict.fromkeys(sources)]
            whose = "; ".join(f"{one.title}, {_licence(one)}" for one in held)
            title = known.name if known else of
            return _by_dimension(_as_text(found)), f"{title} ({whose})" if whose else title
    what = _("The evidence has no dataset and no indicator '%(name)s'.") % {"name": of}
    raise NoFigure(what, where=text, fix=_("Take a name of the workspace's list, or type the number."))


def _licence(source: Source) -> str:
    """The licence of a source in words."""
    words, _address = LICENCES.get(source.licence, (source.licence, ""))
    return words


def _as_text(table: pa.Table) -> pa.Table:
    """The columns that name a number, as text, and the number."""
    kept = [name for name in table.column_names if name == "value" or name not in _NOT_PARTS]
    return pa.table({name: table[name] if name == "value" else table[name].cast(pa.string()) for name in kept})


def _by_dimension(table: pa.Table) -> pa.Table:
    """Rows of an indicator with a column for each dimension; a row that has none stands at `total`."""
    held = [
        dict(part.split("=", 1) for part in (text or "").split(";") if "=" in part)
        for text in table["dimensions"].to_pylist()
    ]
    for name in sorted({name for one in held for name in one}):
        table = table.append_column(name, pa.array([one.get(name, _WHOLE) for one in held]))
    return table.drop_columns(["indicator", "dimensions"])


def _of_places(table: pa.Table, places: Sequence[str], now: Shown, text: str) -> pa.Table:
    """The rows of these places, each under the first of its codes that has any."""
    present = set(pc.unique(table["place"]).to_pylist())
    codes = [next((code for code in now.world.codes_of(place) if code in present), "") for place in places]
    if not all(codes):
        missing = ", ".join(place for place, code in zip(places, codes, strict=True) if not code)
        what = _("It has no numbers for %(place)s.") % {"place": missing}
        raise NoFigure(what, where=text, fix=_("Name another place: place=CODE."))
    return table.filter(pc.is_in(table["place"], value_set=pa.array(codes)))


def _narrowed(table: pa.Table, parts: Mapping[str, tuple[str, ...]], text: str) -> pa.Table:
    """The rows at what is wanted of each column; one that nothing is said of has to leave no choice."""
    for name, values in parts.items():
        if name not in table.column_names or name == "value":
            known = ", ".join(one for one in table.column_names if one not in ("value", "place"))
            what = _("It has no column '%(name)s'.") % {"name": name}
            raise NoFigure(what, where=text, fix=_("Its columns are %(known)s.") % {"known": known})
        table = table.filter(pc.is_in(table[name], value_set=pa.array(values)))
    for name in table.column_names:
        if name in ("value", "place", "period") or name in parts:
            continue
        found = sorted(str(one) for one in pc.unique(table[name]).to_pylist())
        if len(found) > 1 and _WHOLE in found:
            table = table.filter(pc.equal(table[name], _WHOLE))
        elif len(found) > 1:
            what = _("It has several numbers, by '%(name)s'.") % {"name": name}
            fix = _("Write %(name)s=%(one)s or another.") % {"name": name, "one": found[0]}
            raise NoFigure(what, where=text, fix=fix)
    if not table.num_rows:
        raise NoFigure(_("It has no such number."), where=text, fix=_("See what its columns hold."))
    return table
