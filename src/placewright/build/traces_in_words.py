"""Figures traced in words: what a number is, how sure, how it was made and who published what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from placewright.analysis.industry_accounts import NAMES
from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period
from placewright.core.printing import ordinal, unit_form
from placewright.core.quantities import ErrorKind
from placewright.core.said import Said
from placewright.core.words import gettext as _
from placewright.core.words import language_of_place, marked, spoken
from placewright.evidence.reasons import caveat_in_words
from placewright.places import registry
from placewright.publish.document import FigureTrace
from placewright.publish.views import SourceNote
from placewright.records.caveat import Caveat
from placewright.records.indicator import Indicator
from placewright.records.verdict import FigureResult, TestResult
from placewright.sources.industries import industries
from placewright.workspace.authored import Authored

KINDS_OF_INTERVAL: Mapping[str, str] = spoken(
    {
        ErrorKind.SAMPLING: "95% confidence interval",
        ErrorKind.ROUNDING: "what the publisher’s rounding leaves open",
        ErrorKind.REVISION: "what one past revision did to such figures",
        ErrorKind.UNKNOWN: "several kinds of error together",
    }
)
"""What an interval holds, in words."""

TERRITORIES = (
    marked("%(place)s leaves out extra-regio, what belongs to no region: offshore, embassies and forces abroad (TLZ)."),
    marked("%(place)s holds the Isles of Scilly too, home to four in a thousand of its people."),
)
"""What the registry's notes on places that are nearly what they seem say of them, so that it can be translated."""

_MOST_NAMED = 3
NO_INTERVAL = marked("No interval is known; the figure is as published.")


@dataclass(frozen=True, slots=True)
class Tracer:
    """What figures are traced with: the definitions, the provenance of each dataset, caveats, and what people wrote."""

    indicators: Mapping[str, Indicator]
    notes: Mapping[str, SourceNote] = field(default_factory=dict)
    caveats: Mapping[str, Caveat] = field(default_factory=dict)
    authored: Authored = field(default_factory=Authored)

    def trace(self, figure: FigureResult, others: Mapping[str, FigureResult] | None = None) -> FigureTrace:
        """The figure in words; `others` are the figures of the same claim, which it may be set against."""
        indicator = self.indicators.get(figure.origin)
        return FigureTrace(
            name=figure.name,
            value=value_words(figure),
            interval=interval_words(figure),
            what=self._what(figure, indicator),
            place=place_words(figure, self.authored),
            period=period_words(figure),
            source=self._source(figure),
            steps=self._steps(figure, indicator, others or {}),
            note=self._note(figure),
            caveats=self.caveat_words([figure]),
            remark=" ".join(part for part in (_missing(figure), _without(figure)) if part),
            method=_method(indicator),
            indicator=indicator.id if indicator else "",
            href=page_of(indicator.id) if indicator and figure.cells else "",
            dataset=figure.datasets[0] if figure.datasets else "",
            number=figure.value,
            low=figure.low,
            high=figure.high,
            unit=figure.unit,
            is_change=bool(figure.from_period),
        )

    def traces(self, figures: Mapping[str, FigureResult]) -> tuple[FigureTrace, ...]:
        """Every figure of a claim in words, in the claim's own order."""
        return tuple(self.trace(figure, figures) for figure in figures.values())

    def sources(self, figures: Iterable[FigureResult]) -> tuple[str, ...]:
        """The releases that figures rest on, each once, in words."""
        names = dict.fromkeys(name for figure in figures for name in figure.datasets)
        return tuple(source_words(self.notes[name]) for name in names if name in self.notes)

    def caveat_words(self, figures: Iterable[FigureResult]) -> tuple[str, ...]:
        """The known troubles of the cells that figures rest on, and what no interval of theirs holds, each once.

        Among them is what the territory of a figure leaves out, or holds beyond what its name says.
        """
        made = list(figures)
        names = dict.fromkeys(name for figure in made for name in figure.caveats)
        words = [self.caveats[name].text if name in self.caveats else caveat_in_words(name) for name in names]
        words += [note for figure in made for note in _territories(figure)]
        datasets = (name for figure in made if not figure.is_missing for name in figure.datasets)
        beyond = (self.notes[name].not_in_interval for name in datasets if name in self.notes)
        return tuple(dict.fromkeys((*words, *(one for one in beyond if one))))

    def _what(self, figure: FigureResult, indicator: Indicator | None) -> str:
        if indicator is not None:
            member = member_words(figure.cells[0].dimensions) if figure.cells else ""
            name = definition_words(indicator, indicator.name)
            return f"{name}: {member}" if member else name
        kind, _rest, rest = figure.origin.partition(":")
        record = self.authored.find(f"{kind}:{rest.partition('/')[0]}")
        return str(getattr(record, "title", "") or getattr(record, "text", "") or figure.origin)

    def _source(self, figure: FigureResult) -> str:
        found = self.sources([figure])
        if found:
            return "; ".join(found)
        record = self.authored.find(figure.origin.partition("/")[0])
        study = self.authored.studies.get(getattr(record, "study", ""))
        if study is not None:
            page = getattr(record, "page", "")
            return ", ".join(part for part in (study.by, study.title, study.published, page) if part)
        return str(getattr(record, "source", "")) or ", ".join(figure.datasets)

    def _steps(self, figure: FigureResult, indicator: Indicator | None, others: Mapping[str, FigureResult]) -> str:
        done = done_words(figure, others, self.authored)
        return " ".join(part for part in (done, _method(indicator)) if part)

    def _note(self, figure: FigureResult) -> str:
        return " ".join(part for part in (_missing(figure), *self.caveat_words([figure]), _without(figure)) if part)


def _method(indicator: Indicator | None) -> str:
    return definition_words(indicator, indicator.method) if indicator is not None else ""


def _territories(figure: FigureResult) -> Iterable[str]:
    """What the registry says of places of the figure that are nearly, not quite, what readers take them for."""
    places = registry()
    for code in dict.fromkeys(cell.place for cell in figure.cells):
        if places.is_known(code):
            notes = (other.note for other in places.equivalents(code) if other.relation == "nearly")
            own = (note.removeprefix(f"{code} ") for note in notes if note.startswith(f"{code} "))
            yield from (_(f"%(place)s {note}") % {"place": places.name(code)} for note in own)


def _missing(figure: FigureResult) -> str:
    return _("Missing: %(reason)s.") % {"reason": _(figure.reason)} if figure.reason else ""


def _without(figure: FigureResult) -> str:
    if figure.without is None or not figure.without_text or figure.without_text == figure.text:
        return ""
    return _("Without those cells it is %(without_text)s.") % {"without_text": figure.without_text}


def page_of(id: str) -> str:
    """The page of the site that shows an indicator, or the analysis that a result is of.

    >>> page_of("gva-per-hour"), page_of("productivity/gap-mix")
    ('indicators/gva-per-hour.html', 'analysis/productivity.html')
    """
    analysis, has_name, _rest = id.partition("/")
    return f"analysis/{analysis}.html" if has_name else f"indicators/{id}.html"


def value_words(figure: FigureResult) -> str:
    """The figure with its unit in words: `£40.80 an hour`, `102.6 (UK = 100)`, `20th of 22`."""
    if figure.value is None:
        return _("not available")
    unit = figure.unit
    if unit == "rank":
        return _("%(text)s of %(of)s") % {"text": figure.text, "of": figure.of} if figure.of else figure.text
    if unit.startswith("index "):
        return f"{figure.text} ({unit.removeprefix('index ').replace('=', ' = ')})"
    if figure.as_.startswith("growth-per-year"):
        return _("%(text)s a year") % {"text": figure.text}
    with language_of_place():  # as the sentence prints it
        own = unit_form(unit)
    is_said = any(words and figure.text.endswith(words) for words in (own.after, own.full))
    tail = "" if is_said or unit.startswith("GBP million") else unit_form(unit).full
    return f"{figure.text}{tail}"


def interval_words(figure: FigureResult) -> str:
    """How sure the figure is: its interval and what that holds, or that none is known."""
    if figure.value is None:
        return ""
    if figure.unit == "rank":
        low, high = figure.rank_low, figure.rank_high
        if low is None or high is None:
            return _("The figures that are ranked have no known interval.")
        if low == high:
            return _("The same place whatever the intervals of the figures hold.")
        return _("%(rank)s to %(rank_2)s, as far as the intervals of the figures leave open") % {
            "rank": ordinal(low),
            "rank_2": ordinal(high),
        }
    if figure.low is None or figure.high is None:
        return _(NO_INTERVAL) if figure.cells else ""
    span = figure.parts.get("interval", "")
    kind = KINDS_OF_INTERVAL.get(figure.error, KINDS_OF_INTERVAL[ErrorKind.UNKNOWN])
    return f"{span}: {kind}" if span else _("Within its last digit: %(kind)s") % {"kind": kind}


def member_words(dimensions: str) -> str:
    """A line of a breakdown in words.

    >>> member_words("industry=F"), member_words("sector=creative-industries"), member_words("place=E12000007")
    ('construction', 'creative industries', 'London')
    """
    words = []
    for part in dimensions.split(","):
        name, _rest, member = part.partition("=")
        industry = industries().get(member) if name == "industry" else None
        known = industry.name if industry is not None else NAMES.get(member, "") if name == "industry" else ""
        if known:
            words.append(known[:1].lower() + known[1:])
        elif name == "place" and registry().is_known(member):
            words.append(registry().name(member))
        elif member:
            words.append(member.replace("-", " ") if re.search("[a-z]", member) else f"{name} {member}")
    return ", ".join(words)


def place_words(figure: FigureResult, authored: Authored) -> str:
    """The place's name; of a list that counts as one place, each name with how many they are.

    A list is told from a place by its code, which joins those of its parts.
    """
    codes = figure.place.split("+")
    if len(codes) == 1:
        return figure.place_name
    names = sorted(_place_name(code, authored) for code in codes)
    listed = _("%(list)s and %(names)s") % {"list": ", ".join(names[:-1]), "names": names[-1]}
    if len(names) <= _MOST_NAMED:
        return listed
    return _("%(names)s places together: %(list)s") % {"names": len(names), "list": listed}


def _place_briefly(figure: FigureResult) -> str:
    """The place's name; of a long list that counts as one place, how many they are."""
    count = len(figure.place.split("+"))
    return _("%(count)s places together") % {"count": count} if count > _MOST_NAMED else figure.place_name


def period_words(figure: FigureResult) -> str:
    """The period, or both ends of a change."""
    if figure.from_period:
        return _("%(label)s to %(value)s") % {
            "label": _label(figure.from_period),
            "value": _period(figure),
        }
    return _period(figure)


def done_words(figure: FigureResult, others: Mapping[str, FigureResult], authored: Authored) -> str:
    """What was done to the measured value before it was printed, as a sentence; empty where nothing was."""
    kind, _rest, operand = figure.as_.partition(":")
    span = _("from %(label)s to %(value)s") % {
        "label": _label(figure.from_period),
        "value": _period(figure),
    }
    against = _operand_words(operand, others, authored)
    words = {
        "change": _("The change %(span)s.") % {"span": span},
        "change-percent": _("The change %(span)s, in percent of the first.") % {"span": span},
        "growth-per-year": _("The growth a year %(span)s, compounded.") % {"span": span},
        "index": _("With %(label)s as 100.") % {"label": _label(operand)},
        "difference-from": _("The figure less %(against)s.") % {"against": against},
        "percent-of": _("The figure in percent of %(against)s.") % {"against": against},
        "share-of": _("The figure as a share of %(against)s.") % {"against": against},
        "quotient": _("The figure divided by %(against)s.") % {"against": against},
        "ratio-of": _("The figure divided by %(against)s.") % {"against": against},
    }
    if kind.startswith("rank"):
        return _rank_words(figure, kind, operand)
    return words.get(kind, "")


def test_words(test: TestResult, figures: Mapping[str, FigureResult]) -> str:
    """A test with each figure's name replaced by what it prints, of which place and when.

    The least that tells the figures apart is said: places where they differ, periods where they differ.
    """
    named = [name for name in dict.fromkeys(test.said.leaves()) if name in figures]
    places = len({figures[name].place_name for name in named}) > 1
    periods = len({period_words(figures[name]) for name in named}) > 1
    is_alone = places == periods
    told = {period: _label(period) for name in named for period in (figures[name].from_period, figures[name].period)}
    for name in named:
        figure = figures[name]
        about = [
            _place_briefly(figure) if places or is_alone else "",
            period_words(figure) if periods or is_alone else "",
        ]
        said = ", ".join(part for part in about if part)
        told[name] = _in_brackets(value_words(figure), said)
    return _as_order(test.said, figures).with_values(told).spoken()


test_words.__test__ = False  # type: ignore[attr-defined]


def definition_words(indicator: Indicator, words: str) -> str:
    """Words of a definition: those of a derived result are the program's own, those of an indicator are data."""
    return _(words) if "/" in indicator.id else words


def source_words(note: SourceNote) -> str:
    """A release in words: publisher, title, when released, licence."""
    released = _("release of %(released)s") % {"released": note.released} if note.released else ""
    return ", ".join(part for part in (note.publisher, note.title, released, note.licence) if part)


def _as_order(said: Said, figures: Mapping[str, FigureResult]) -> Said:
    """A test of a rank as a reader says it: 7th `is below 11` comes before 11th."""
    name, than = said.values.get("figure"), said.values.get("than")
    words = _ORDERS.get(said.words)
    is_rank = isinstance(name, str) and name in figures and figures[name].unit == "rank"
    if not words or not is_rank or not isinstance(than, str) or not than.isdigit():
        return said
    return Said(words, {"figure": str(name), "rank": ordinal(int(than))})


def _rank_words(figure: FigureResult, kind: str, operand: str) -> str:
    first = {"rank-lowest": _(", the lowest first"), "rank-highest": _(", the highest first")}.get(kind, "")
    among = _("the parts of the area") if operand == "members" else _("the places of its level")
    return _("Its place among %(value)s of %(among)s that have a figure%(first)s.") % {
        "value": figure.of or _("all"),
        "among": among,
        "first": first,
    }


def _operand_words(operand: str, others: Mapping[str, FigureResult], authored: Authored) -> str:
    if operand in others:
        other = others[operand]
        about = ", ".join(part for part in (other.place_name, period_words(other)) if part)
        return _in_brackets(value_words(other), about)
    return _place_name(operand, authored)


def _place_name(code: str, authored: Authored) -> str:
    if code in authored.places:
        return authored.places[code].name
    places = registry()
    return places.name(code) if code and places.is_known(code) else code


def _in_brackets(value: str, about: str) -> str:
    if not about:
        return value
    return f"{value[:-1]}, {about})" if value.endswith(")") else f"{value} ({about})"


def _period(figure: FigureResult) -> str:
    return _label(figure.period) if figure.period_label else figure.period


def _label(period: str) -> str:
    try:
        return parse_period(period).label
    except PlacewrightError:
        return period


_ORDERS = {
    "%(figure)s is above %(than)s": marked("%(figure)s comes after %(rank)s"),
    "%(figure)s is below %(than)s": marked("%(figure)s comes before %(rank)s"),
}
