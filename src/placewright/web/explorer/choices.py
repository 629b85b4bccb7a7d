"""What a visitor of the explorer has chosen, read from the address and written back to it in one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placewright.core.errors import PlacewrightError, UnknownIndicator, did_you_mean
from placewright.core.periods import parse_period, year_of
from placewright.places import registry
from placewright.places.naming import unknown_place
from placewright.web.common.mends import mend, said
from placewright.web.explorer.evidence_shown import EvidenceShown
from placewright.web.explorer.figures import IndicatorFigures

MOST_PLACES = 60
VIEWS: Mapping[str, object] = {
    "line": gettext_lazy("Line"),
    "bars": gettext_lazy("Bars"),
    "map": gettext_lazy("Map"),
    "scatter": gettext_lazy("Scatter"),
    "table": gettext_lazy("Table"),
}
"""The ways to look at figures, by their names in the address."""

SETS: Mapping[str, object] = {
    "members": gettext_lazy("Its districts"),
    "neighbours": gettext_lazy("Neighbouring districts"),
    "similar": gettext_lazy("Statistical neighbours"),
    "districts": gettext_lazy("All districts of the country"),
    "counties": gettext_lazy("All counties of the country"),
    "regions": gettext_lazy("All regions"),
    "itl3": gettext_lazy("All ITL 3 areas"),
    "lep": gettext_lazy("All LEP areas"),
}
"""Sets of places that one word chooses, by their names in the address."""

COMPARATORS = ("region", "country", "kingdom")
"""The comparators that the workspace fixed, by their names in the address."""


class Asked(Protocol):
    """The values of an address's parameters."""

    def getlist(self, key: str) -> Sequence[str]:
        """Every value of a parameter, in order."""
        ...


class BadChoice(PlacewrightError):
    """A parameter that asks for what there is not; the message says what, and what would do."""

    field: str = ""

    @classmethod
    def of(cls, field: str, what: str, fix: str | None = None) -> BadChoice:
        """The error of one parameter."""
        error = cls(said(what), where=field, fix=mend(fix) or None)
        error.field = field
        return error


@dataclass(frozen=True, slots=True)
class Choice:
    """A view of the evidence: of what, where, when, beside whom, and how it is drawn.

    `places` are codes, `sets` and `compare` words; `period` is `latest` or one of the indicator's; `first` and `last`
    bound a line by years; `area` is what a map shows: `lad`, `lsoa`, or `lsoa-` and a district's code.
    """

    indicator: str
    member: str = ""
    places: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    view: str = "line"
    period: str = "latest"
    first: int | None = None
    last: int | None = None
    against: str = ""
    area: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that name this view, always in the same order; what is as usual is left out."""
        found = [("indicator", self.indicator)]
        found += [("member", self.member)] if self.member else []
        found += [("place", code) for code in self.places]
        found += [("set", word) for word in self.sets]
        found += [("compare", word) for word in self.compare]
        found.append(("view", self.view))
        if self.view == "line" or self.view == "table":
            found += [(name, str(year)) for name, year in (("from", self.first), ("to", self.last)) if year is not None]
        if self.period != "latest" and self.view in ("bars", "map", "scatter"):
            found.append(("period", self.period))
        if self.view == "scatter" and self.against:
            found.append(("against", self.against))
        if self.view == "map" and self.area:
            found.append(("area", self.area))
        return found

    def query(self) -> str:
        """The parameters as an address has them."""
        return urlencode(self.pairs())

    def but(self, **changes: object) -> Choice:
        """The same view but for some of its parts."""
        return replace(self, **changes)  # type: ignore[arg-type]


def usual_choice(evidence: EvidenceShown) -> Choice:
    """What a visitor sees who has chosen nothing: the first headline indicator at the place and its comparators."""
    first = evidence.first_indicator
    figures = evidence.figures.of(first, _member(evidence, first, ""))
    view = "line" if figures is None or figures.has_times else "bars"
    return Choice(
        first,
        _member(evidence, first, ""),
        places=(evidence.area,),
        compare=_comparators(evidence),
        view=view,
    )


def read_choice(asked: Asked, evidence: EvidenceShown) -> Choice:
    """The view that an address asks for.

    Raises:
        BadChoice: a parameter asks for what there is not.
    """
    usual = usual_choice(evidence)
    indicator = _indicator(_one(asked, "indicator"), evidence, "indicator") or usual.indicator
    member = _asked_member(_one(asked, "member"), indicator, evidence)
    figures = evidence.figures.of(indicator, member)
    places = tuple(dict.fromkeys(_place(text, evidence) for text in _listed(asked, "place")))
    if len(places) > MOST_PLACES:
        fix = _("Choose at most %(most)d places one by one, or a set of places.") % {"most": MOST_PLACES}
        raise BadChoice.of("place", _("That is %(count)d places.") % {"count": len(places)}, fix)
    sets = _words(asked, "set", SETS)
    compare = tuple(word for word in COMPARATORS if word in _words(asked, "compare", COMPARATORS))
    if not (places or sets or compare or asked.getlist("set") or asked.getlist("compare")):
        places, compare = usual.places, usual.compare
    view = _one(asked, "view") or ("line" if figures is None or figures.has_times else "bars")
    if view not in VIEWS:
        raise _unknown("view", view, VIEWS)
    first, last = (_year(_one(asked, name), name) for name in ("from", "to"))
    if first is not None and last is not None and first > last:
        raise BadChoice.of("from", _("The first year comes after the last."), _("Swap them."))
    return Choice(
        indicator,
        member,
        places,
        sets,
        compare,
        view,
        _period(_one(asked, "period"), figures),
        first,
        last,
        _against(_one(asked, "against"), view, indicator, evidence),
        _area(_one(asked, "area"), evidence),
    )


def place_named(text: str, evidence: EvidenceShown) -> str:
    """The code of the place that a visitor has written, as a code or a name.

    Raises:
        BadChoice: no place is called so; the message offers the nearest.
    """
    wanted = text.strip()
    if wanted.casefold() in (evidence.area.casefold(), evidence.name(evidence.area).casefold()):
        return evidence.area
    if wanted.upper() in registry().places:
        return wanted.upper()
    if "\0" in wanted or len(wanted) > 120:
        raise BadChoice.of("place", _("That is no place's name."))
    try:
        code = registry().find(wanted).code
    except PlacewrightError as error:
        raise BadChoice.of("place", error.what, error.fix) from error
    if not evidence.is_place(code):
        raise BadChoice.of("place", _("Small areas are shown on maps alone."), _("Choose a district, and its map."))
    return code


def _one(asked: Asked, name: str) -> str:
    """The last value of a parameter; empty where there is none."""
    values = [value.strip() for value in asked.getlist(name)]
    return values[-1] if values else ""


def _listed(asked: Asked, name: str) -> list[str]:
    """Every value of a parameter, given one by one or with commas between."""
    return [part.strip() for value in asked.getlist(name) for part in value.split(",") if part.strip()]


def _words(asked: Asked, name: str, known: Mapping[str, object] | Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_listed(asked, name)))
    for word in found:
        if word not in known:
            raise _unknown(name, word, known)
    return found


def _unknown(field: str, word: str, known: Mapping[str, object] | Sequence[str]) -> BadChoice:
    words = ", ".join(known)
    fix = did_you_mean(word, known) or _("Choose one of these: %(words)s.") % {"words": words}
    return BadChoice.of(field, _("There is no “%(word)s”.") % {"word": word[:60]}, fix)


def _indicator(text: str, evidence: EvidenceShown, field: str) -> str:
    if not text or text in evidence.indicators:
        return text
    names = {item.name.casefold(): item.id for item in evidence.indicators.values()}
    if text.casefold() in names:
        return names[text.casefold()]
    error = UnknownIndicator.named(text[:80], evidence.indicators)
    raise BadChoice.of(field, error.what, error.fix or _("Choose one from the list."))


def _member(evidence: EvidenceShown, indicator: str, wanted: str) -> str:
    members = evidence.figures.members(indicator)
    return wanted if wanted in members else members[0] if members and "" not in members else ""


def _asked_member(text: str, indicator: str, evidence: EvidenceShown) -> str:
    members = evidence.figures.members(indicator)
    if not text or text in members:
        return _member(evidence, indicator, text)
    if members == ("",):
        raise BadChoice.of("member", _("This indicator is not broken down."), _("Leave the member out."))
    raise _unknown("member", text, [member for member in members if member])


def _place(text: str, evidence: EvidenceShown) -> str:
    if evidence.is_place(text):
        return text
    if " " in text or text.islower():
        return place_named(text, evidence)
    error = unknown_place(text[:40], registry().places.values())
    raise BadChoice.of("place", error.what, error.fix)


def _year(text: str, field: str) -> int | None:
    if not text:
        return None
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise BadChoice.of(field, _("“%(text)s” is not a year.") % {"text": text[:20]}, _("Write it as 2019."))
    return int(text)


def _period(text: str, figures: IndicatorFigures | None) -> str:
    if text in ("", "latest") or figures is None or text in figures.periods:
        return text or "latest"
    in_year = [period for period in figures.periods if str(year_of(parse_period(period))) == text]
    if in_year:
        return in_year[-1]
    ends = [parse_period(figures.periods[at]).label for at in (0, -1)]
    fix = _("There are figures for %(first)s to %(last)s.") % {"first": ends[0], "last": ends[1]}
    raise BadChoice.of("period", _("There are no figures for “%(text)s”.") % {"text": text[:30]}, fix)


def _area(text: str, evidence: EvidenceShown) -> str:
    if text in ("", "lad"):
        return ""
    is_name = text.startswith("lsoa") and text.isascii() and text.removeprefix("lsoa-").isalnum()
    if is_name and evidence.outlines(text) is not None:
        return text
    fix = _("Leave the parameter out for districts, or write lsoa or lsoa-CODE for the small areas of a district.")
    raise BadChoice.of("area", _("There is no map of “%(text)s”.") % {"text": text[:40]}, fix)


def _comparators(evidence: EvidenceShown) -> tuple[str, ...]:
    record = evidence.world.workspace.record.comparators
    return tuple(word for word in COMPARATORS if getattr(record, word))


def _against(text: str, view: str, first: str, evidence: EvidenceShown) -> str:
    """What a scatter sets beside the indicator; where nothing is chosen, the next of the headline indicators."""
    chosen = _indicator(text, evidence, "against")
    if chosen or view != "scatter":
        return chosen
    own = evidence.figures.of(first, _member(evidence, first, ""))
    headline = [name for name in evidence.world.workspace.record.headline if name in evidence.indicators]
    for name in (*headline, *list(evidence.indicators)[:12]):
        if name.removesuffix("-index") == first.removesuffix("-index"):
            continue
        found = evidence.figures.of(name, _member(evidence, name, ""))
        if found is not None and own is not None and set(found.levels) & set(own.levels) & _SCATTERED:
            return name
    return ""


_SCATTERED = {"lad", "county", "itl3", "itl2", "lep"}
