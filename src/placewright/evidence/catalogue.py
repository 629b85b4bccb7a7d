"""The catalogue of indicators: one TOML file each, packaged beside this module or in a workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.periods import BadPeriod, parse_period
from placewright.core.said import worded
from placewright.core.toml_files import check_id, check_types, read_toml
from placewright.records.indicator import (
    Break,
    BundleRule,
    Cells,
    Compute,
    ComputeKind,
    Foundation,
    Indicator,
    Match,
    Polarity,
    Prices,
    Sides,
    Term,
)

FOLDER = Path(__file__).parent / "indicator_files"

EACH_MEMBER = "*"
"""The member in a term's `where` that stands for each member of the indicator's breakdown."""

_Choice = TypeVar("_Choice", bound=StrEnum)
_COMPUTE_KEYS: Mapping[ComputeKind, frozenset[str]] = {
    ComputeKind.LEVEL: frozenset({"of"}),
    ComputeKind.SUM: frozenset({"of"}),
    ComputeKind.DIFFERENCE: frozenset({"of", "less"}),
    ComputeKind.RATIO: frozenset({"of", "per"}),
    ComputeKind.INDEX: frozenset({"of", "base"}),
    ComputeKind.CHANGE: frozenset({"of", "years"}),
    ComputeKind.DERIVED: frozenset({"series"}),
}
_COMPUTE_MORE = frozenset({"kind", "scale", "offset", "match", "lag", "base", "by", "members", "within"})
_TERM_KEYS = frozenset({"dataset", "measure", "where", "weight", "exact"})


@lru_cache(maxsize=1)
def packaged_indicators() -> Mapping[str, Indicator]:
    """Every packaged indicator by its id, in the order of their ids."""
    return read_indicators(FOLDER)


def read_indicators(folder: Path) -> dict[str, Indicator]:
    """Every indicator of a folder by its id; none where there is no such folder."""
    return {indicator.id: indicator for indicator in map(read_indicator, sorted(folder.glob("*.toml")))}


def read_indicator(path: Path) -> Indicator:
    """The indicator that a TOML file declares.

    Raises:
        BadRecord: the file is no TOML, lacks a key, or has one that an indicator does not know.
    """
    content = read_toml(path)
    check_types(path, content, Indicator)
    where = f"{path.parent.name}/{path.name}"
    try:
        indicator = _Parser(where).indicator(content)
    except BadPeriod as error:
        raise BadRecord(error.what, where=where, fix=error.fix) from error
    except (TypeError, ValueError, AttributeError, KeyError, IndexError) as error:  # a text where a table should be
        what = worded("This is no indicator: %(error)s.", error=error)
        fix = worded("Compare its tables with those of a packaged one.")
        raise BadRecord(what, where=where, fix=fix) from error
    check_id(path, indicator.id)
    return indicator


class _Parser:
    """Turns the TOML of one file into an indicator, naming the file in every complaint."""

    def __init__(self, where: str) -> None:
        self.where = where

    def indicator(self, content: dict[str, Any]) -> Indicator:
        given = dict(content)
        bundle = dict(given.pop("bundle", {}))
        given["bundle"] = self._choice(BundleRule, bundle.get("rule", "none"), "bundle.rule")
        if "weight" in bundle:
            given["bundle_weight"] = self._term(bundle["weight"]).choices[0]
        if (given["bundle"] is BundleRule.WEIGHTED) != ("weight" in bundle):
            raise self._bad(
                worded("A weighted bundle names its weight, and no other does."),
                worded('Set [bundle] rule = "weighted".'),
            )
        if "earlier" in given:
            given["earlier"] = self._term(given["earlier"]).choices[0]
        if "sides" in given:
            given["sides"] = self._sides(given["sides"])
        given["compute"] = compute = self._compute(dict(given.pop("compute", {})))
        given["breaks"] = tuple(self._break(item) for item in given.get("breaks", ()))
        for name in ("levels", "caveats", "sources"):
            given[name] = tuple(given.get(name, ()))
        given["sources"] = given["sources"] or tuple(
            dict.fromkeys(cells.dataset for term in compute.terms() for cells in term.choices)
        )
        given["polarity"] = self._choice(Polarity, given.get("polarity"), "polarity")
        given["foundation"] = self._choice(Foundation, given.get("foundation"), "foundation")
        given["prices"] = self._choice(Prices, given.get("prices", "none"), "prices")
        known = {field.name: field for field in fields(Indicator)}
        self._known_keys(given, known, worded("An indicator"))
        needed = [n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING]
        if missing := [name for name in needed if name not in given]:
            raise self._bad(
                worded("The key '%(missing)s' is missing.", missing=missing[0]),
                worded("Add a line `%(missing)s = ...`.", missing=missing[0]),
            )
        return Indicator(**given)

    def _compute(self, given: dict[str, Any]) -> Compute:
        kind = self._choice(ComputeKind, given.get("kind"), "compute.kind")
        own = _COMPUTE_KEYS[kind]
        self._known_keys(given, {*own, *_COMPUTE_MORE}, worded("A compute of kind %(kind)s", kind=kind))
        if lacking := sorted(own - set(given)):
            raise self._bad(
                worded("A compute of kind %(kind)s needs '%(lacking)s'.", kind=kind, lacking=lacking[0]),
                worded("Add `%(lacking)s = ...`.", lacking=lacking[0]),
            )
        numerator, denominator = self._terms(given.get("of", ())), self._terms(given.get("per", ()))
        match, lag = self._choice(Match, given.get("match", "period"), "compute.match"), int(given.get("lag", 0))
        scale, offset = float(given.get("scale", 1.0)), float(given.get("offset", 0.0))
        base = str(given.get("base", ""))
        if kind is ComputeKind.LEVEL and (len(numerator) != 1 or numerator[0].weight != 1.0):
            raise self._bad(worded("A level is one cell."), worded('Use kind = "sum" for several.'))
        if kind is ComputeKind.DIFFERENCE:
            less = self._terms(given["less"])
            numerator = (*numerator, *(Term(term.choices, -term.weight, term.exact) for term in less))
        if kind is ComputeKind.INDEX:
            denominator, match, scale = numerator, Match.BASE, 100.0
        if kind is ComputeKind.CHANGE:
            denominator, match, lag, scale, offset = numerator, Match.YEAR, int(given["years"]), 100.0, -100.0
        if base:
            parse_period(base)
            match = Match.BASE
        within: list[float | None] = [float(end) for end in given.get("within", ())] or [None, None]
        members = _members(given.get("members", ()))
        each = any(
            member == EACH_MEMBER for t in (*numerator, *denominator) for c in t.choices for _, member in c.members
        )
        if each != bool(given.get("by")) or bool(given.get("by")) != bool(members):
            raise self._bad(
                worded("A breakdown has `by`, `members` and a term with `*`, all three."), worded("Give all or none.")
            )
        return Compute(
            kind=kind, numerator=numerator, denominator=denominator, scale=scale, offset=offset, match=match, lag=lag,
            base=base, by=str(given.get("by", "")), members=members, least=within[0], most=within[1],
            series=str(given.get("series", "")),
        )  # fmt: skip

    def _terms(self, given: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> tuple[Term, ...]:
        items = [given] if isinstance(given, Mapping) else list(given)
        return tuple(term for item in items for term in self._spread(item))

    def _spread(self, given: Mapping[str, Any]) -> list[Term]:
        """A term for each combination of the members listed in `where`."""
        spread: list[dict[str, str]] = [{}]
        for name, wanted in dict(given.get("where", {})).items():
            spread = [{**chosen, name: member} for chosen in spread for member in _members(wanted)]
        return [self._term({**given, "where": chosen}) for chosen in spread]

    def _term(self, given: Mapping[str, Any]) -> Term:
        self._known_keys(given, _TERM_KEYS, "A term")
        if lacking := [name for name in ("dataset", "measure") if name not in given]:
            raise self._bad(
                worded("A term needs '%(lacking)s'.", lacking=lacking[0]),
                worded("Add `%(lacking)s = ...`.", lacking=lacking[0]),
            )
        datasets, measures = _several(given["dataset"]), _several(given["measure"])
        measures = measures * len(datasets) if len(measures) == 1 else measures
        if len(measures) != len(datasets):
            raise self._bad(
                worded("A term has one measure, or one for each dataset."), worded("Make the lists equally long.")
            )
        members = tuple(sorted((str(name), str(member)) for name, member in dict(given.get("where", {})).items()))
        choices = tuple(Cells(d, m, members) for d, m in zip(datasets, measures, strict=True))
        return Term(choices, float(given.get("weight", 1.0)), bool(given.get("exact", False)))

    def _break(self, given: Mapping[str, Any]) -> Break:
        self._known_keys(given, {"period", "text"}, "A break")
        parse_period(str(given["period"]))
        return Break(str(given["period"]), str(given["text"]))

    def _sides(self, given: Mapping[str, Any]) -> Sides:
        self._known_keys(given, {"more", "less", "even"}, worded("The sides of a figure"))
        more, less = (tuple(_several(given.get(name, ()))) for name in ("more", "less"))
        if not more and not less:
            raise self._bad(
                worded("The sides of a figure have no words."), worded('Name one, as in [sides] less = ["women"].')
            )
        return Sides(more, less, float(given.get("even", 0.0)))

    def _choice(self, choices: type[_Choice], given: object, key: str) -> _Choice:
        try:
            return choices(str(given))
        except ValueError:
            offered = ", ".join(choices)
            what = (
                worded("It has no %(key)s.", key=key)
                if given is None
                else worded("'%(given)s' is no %(key)s.", given=given, key=key)
            )
            raise self._bad(what, worded("Use one of %(offered)s.", offered=offered)) from None

    def _known_keys(
        self, given: Mapping[str, Any], known: Mapping[str, Any] | set[str] | frozenset[str], what: str
    ) -> None:
        if strange := sorted(set(given) - set(known)):
            raise self._bad(
                worded("%(what)s has no key '%(strange)s'.", what=what, strange=strange[0]),
                did_you_mean(strange[0], known) or worded("The keys are %(known)s.", known=", ".join(sorted(known))),
            )

    def _bad(self, what: str, fix: str) -> BadRecord:
        return BadRecord(what, where=self.where, fix=fix)


def _several(given: object) -> list[str]:
    return [str(item) for item in given] if isinstance(given, list | tuple) else [str(given)]


def _members(given: object) -> tuple[str, ...]:
    """Members as listed; `16..64` stands for every whole number from 16 to 64.

    >>> _members(["C", "1..3"])
    ('C', '1', '2', '3')
    """
    members: list[str] = []
    for item in _several(given):
        first, dots, last = item.partition("..")
        if dots and first.isdigit() and last.isdigit():
            members.extend(str(number) for number in range(int(first), int(last) + 1))
        else:
            members.append(item)
    return tuple(members)
