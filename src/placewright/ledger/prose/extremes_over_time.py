"""Extremes over time: the lowest since a year, a record, a peak, and the test that ranges over the years it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from placewright.core.issues import Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period, year_of
from placewright.core.said import worded
from placewright.ledger.prose.comparatives import comparing
from placewright.ledger.prose.comparison_words import compared
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.number_words import cardinals
from placewright.ledger.prose.tested import SENSE, is_of_time
from placewright.ledger.spans import Span, span_of
from placewright.records.claim import HIGHEST, OVER_PERIODS, Claim, Test
from placewright.records.prose import NumberKind
from placewright.records.verdict import FigureResult

RULE = "extreme-over-time"
_find = finder(RULE)

_UP = "highest largest biggest greatest longest dearest"
_DOWN = "lowest smallest fewest shortest cheapest"
_EITHER = "most least best worst strongest weakest fastest slowest richest poorest leanest"
_TIMES = (
    "since years decade decades generation century record records memory ever history series year quarter month time"
)
_ALONE = frozenset(
    re.findall(r"\w+", "than record records peak peaked peaks trough troughs never bottomed point ebb water seen")
)
_EXTREME = frozenset(f"{_UP} {_DOWN} {_EITHER}".split())
_OF_TIME = frozenset(_TIMES.split())

_YEARS = r"(?P<count>\d+|[a-z]+) (?P<unit>years|decades)"
_WHEN = (
    r"since (?:(?P<since>(?:19|20)\d\d)|(?P<printed>■+))|"
    rf"(?:for|in|of|over) (?:(?:the|at least|more than|over) )?(?:last |past )?{_YEARS}|"
    r"(?:for|in|of) (?:a|the|this|the last|the past) (?P<one>decade|generation|century)|"
    r"(?P<ever>on record|in living memory|ever(?: (?:seen|recorded|known))?|of all time|in (?:its|our|their) history|"
    r"(?:of|in) the (?:whole )?series|since (?:the )?(?:records?|series|figures) (?:began|begin|begins|started))"
)
_NEVER = (
    r"never (?:before )?(?:since [\w ]{1,24}? (?=has|have|had))?"
    r"(?:(?:has|have|had|was|were|been|stood|there|the \w+|it|they) ){0,4}(?:so|as)"
)
_GRADED = comparing("more|fewer|less|higher|lower|larger|smaller|greater|better|worse")
_THAN_EVER = (
    rf"(?P<graded>{_GRADED}) (?:(?:[\w-]+ ){{1,3}}?than ever\b|"
    r"than ever before\b|(?:[\w-]+ ){0,4}?(?:\(■+\) )?than (?:in|at|on|for) any (?:other |earlier |previous |single )?"
    r"(?:year|time|quarter|month|census|point)\b)"
    r"(?: (?:since|after) (?P<any>(?:19|20)\d\d))?"
)
_SAID = re.compile(
    rf"\b(?:(?:the (?:most|least)|(?!most|least)(?:{'|'.join(sorted(_EXTREME))}))\b(?! recent)"
    rf"(?:(?! (?:than|while|whereas|but)\b)[^.;:]){{0,48}}? (?:{_WHEN})"
    r"|(?P<up>(?:record|all[- ]time|historic) highs?|peaked|(?:reached|reaches|hit|at|below|above|past|from|since|to) "
    r"(?:its|their|a) (?:\w+ )?peak\b(?! (?:of|hours?|times?|season|periods?)\b)|"
    rf"{_NEVER} (?:many|much|high|large))"
    r"|(?P<down>(?:record|all[- ]time|historic) lows?|bottomed out|(?:its|their) trough|"
    rf"{_NEVER} (?:few|little|low|small))"
    rf"|{_THAN_EVER}"
    r"|(?P<judged>(?:best|worst) (?:year|quarter|decade)s?(?! (?:to|for)\b))"
    r"|(?P<record>(?:a|at|new) record (?:level|number|year|rate|share|total|sum)s?|"
    r"(?:hit|reached|broke|set) (?:an? |the |all )?(?:new |all[- ]time )?records?(?! straight\b)|"
    r"(?:highest|lowest) (?:year|point|level)s? (?:of|in) (?:its|the)|"
    r"(?:its|their) (?P<point>high|low)(?:est)?[- ](?:point|ebb|water[- ]mark)|"
    r"(?:not|never|n['’]t) (?:been )?seen before|"
    r"(?:not|never|n['’]t)(?: been)? (?:(?:so|as|this|that) \w+|seen) since(?: (?P<back>(?:19|20)\d\d))?))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:will|would|should|must|could|may|might|shall|if|whether|unless|aims?|wants?|hopes?|fears?|feared|expected|"
    r"forecast|projected|target|to (?:be|become|make|reach|see))\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_TURNED = re.compile(r"peak|bottomed|trough", re.IGNORECASE)
"""What was the highest or lowest and is not any more."""
_PER_UNIT = {"years": 1, "decades": 10, "decade": 10, "generation": 25, "century": 100}


@dataclass(frozen=True, slots=True)
class _Need:
    """What a test has to range over: from this year on, so many years, or all that is published; and which end."""

    since: int | None = None
    years: int | None = None
    all: bool = False
    side: int = 0
    is_judged: bool = False
    is_peak: bool = False


def check(material: Material) -> Iterator[ProseIssue]:
    """Words of the highest or lowest over time of which no test ranges over the time that they name."""
    for sentence in material.sentences:
        match = said_over_time(sentence)
        if match is None or sentence.form in ("quote", "account", "plan") or not _is_stated(sentence, match):
            continue
        if sentence.form == "heading" and not sentence.claim:
            continue
        claims = _claims_of(sentence, material)
        found = [_fault(sentence, match, claim, material) for claim in claims]
        if None in found:
            continue
        # of a chapter's own words that no figure stands in, the rule of untested comparisons says the same
        if not claims and any(match.start() <= one.start() < match.end() for one in compared(sentence)):
            continue
        what, fix = next((one for one in found if one is not None), _untested(sentence, match))
        stops = sentence.stops and sentence.form != "heading"
        yield _find(sentence.record, sentence.where, what, fix, Severity.ERROR if stops else Severity.WARNING)


def said_over_time(sentence: Sentence) -> re.Match[str] | None:
    """The words of a sentence that say the highest or lowest of several times."""
    vocabulary = sentence.vocabulary
    is_of_many = not vocabulary.isdisjoint(_EXTREME) and not vocabulary.isdisjoint(_OF_TIME)
    if not is_of_many and vocabulary.isdisjoint(_ALONE) and not ("since" in vocabulary and "not" in vocabulary):
        return None
    return _SAID.search(sentence.words)


def years_tested(sentence: Sentence, material: Material) -> Iterator[tuple[int, int]]:
    """The first and last year of the spans that tests of the figures of a sentence range over."""
    for claim in _claims_of(sentence, material):
        figures = material.figures_of(claim.id)
        for test in claim.holds:
            figure, span = figures.get(test.figure), span_of(test.over) if test.is_ in OVER_PERIODS else None
            if figure is not None and span is not None and span.first is not None:
                yield _year(span.first), _year(span.last or figure.period)


def _is_stated(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether it is stated by the text itself: not quoted, wished, feared or asked."""
    if sentence.holds_kind(NumberKind.QUOTED) or sentence.holds_kind(NumberKind.DECIDED):
        return False
    return not _OPEN.search(sentence.words, 0, match.start()) and not sentence.words.rstrip(" \"”’')").endswith("?")


def _claims_of(sentence: Sentence, material: Material) -> Sequence[Claim]:
    """The claim that says it, or those whose figures the sentence prints or that stand in its paragraph."""
    said = (sentence.claim,) if sentence.claim else sentence.printed_claims or sentence.beside
    return material.claims(said)


def _said(sentence: Sentence, match: re.Match[str]) -> str:
    near = excerpt(sentence.text, *match.span())
    return worded("The sentence says '%(word)s', in '%(near)s',", word=match[0], near=near)


def _untested(sentence: Sentence, match: re.Match[str]) -> tuple[str, str]:
    return (
        worded("%(said)s and no test is of the highest or lowest of its years.", said=_said(sentence, match)),
        worded('Test it with `is = "lowest-over"` or `"highest-over"` and `over = "2008..latest"` or `"all"`.'),
    )


def _fault(sentence: Sentence, match: re.Match[str], claim: Claim, material: Material) -> tuple[str, str] | None:
    """What is wrong with what the claim tests, and the mend; None where a test bears it out."""
    figures = material.figures_of(claim.id)
    fault = _untested(sentence, match)
    if not claim.figures:
        return None if claim.findings or claim.events else fault
    if any(_is_called_so(match, figure, material) or _is_of_a_span(figure) for figure in figures.values()):
        return None  # the words are of what the figure is of, as of a change since that year
    need = _need(sentence, match, material)
    said = _said(sentence, match)
    found = material.results[claim.id].tests if claim.id in material.results else ()
    for at, test in enumerate(claim.holds):
        figure = figures.get(test.figure)
        span = span_of(test.over) if test.is_ in OVER_PERIODS else None
        if figure is None or span is None:
            continue
        ranged = found[at].span if at < len(found) else ()
        if not _reaches(span, need, ranged or (span.first or "", span.last or figure.period)):
            what = worded("%(said)s and its test ranges over '%(over)s'.", said=said, over=test.over)
            fault = (
                what,
                worded('Let `over` begin where the words begin (all that is published: `"all"`), or say since when.'),
            )
        elif need.is_peak and not _ends_later(ranged or (span.last or "",), claim, test, figure):
            what = worded("%(said)s and its test ends with that figure.", said=said)
            fault = what, worded("Take the figure of the year of the peak, and let `over` reach to later ones.")
        elif _is_other_end(need, test, figure, material):
            end = worded("a test is of the highest") if test.is_ in HIGHEST else worded("a test is of the lowest")
            fault = worded("%(said)s and %(end)s.", said=said, end=end), worded("Correct the word, or the test.")
        else:
            return None
    return fault


def _is_called_so(match: re.Match[str], figure: FigureResult, material: Material) -> bool:
    """Whether its indicator is itself of a peak, so that the word only calls the figure."""
    definition = material.definition(figure)
    called = figure.origin if definition is None else f"{figure.origin} {definition.name} {definition.definition}"
    return "peak" in match[0].lower() and "peak" in called.lower()


def _is_of_a_span(figure: FigureResult) -> bool:
    return is_of_time(figure) or bool(figure.from_period)


def _need(sentence: Sentence, match: re.Match[str], material: Material) -> _Need:
    found = match.groupdict()
    side = 1 if found["up"] else -1 if found["down"] else 0
    if found["point"]:
        return _Need(side=1 if found["point"].lower() == "high" else -1)
    if found["printed"]:
        number = sentence.number_at(match.start("printed"))
        figure = material.figure(number) if number is not None else None
        return _Need(since=_year(figure.period) if figure is not None else None)
    if since := found["since"] or found["back"] or found["any"]:
        return _Need(since=int(since))
    if found["unit"] or found["one"]:
        count = 1 if found["one"] else _count(found["count"])
        return _Need(years=(count or 0) * _PER_UNIT[(found["unit"] or found["one"]).lower()])
    if found["judged"]:
        return _Need(is_judged=True, side=1 if found["judged"].lower().startswith("best") else -1)
    is_peak = _TURNED.search(match[0]) is not None
    is_of_all = found["ever"] or found["record"] or found["graded"] or (side and not is_peak)
    return _Need(all=bool(is_of_all), side=side, is_peak=is_peak)


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else next((int(one.value) for one in cardinals(word)), None)


def _reaches(span: Span, need: _Need, ranged: tuple[str, ...]) -> bool:
    """Whether the test ranges over what the words name; `ranged` are the first and last period, as far as known."""
    first, last = ranged[0], ranged[-1]
    if need.all:
        return span.first is None
    if need.since is not None:
        return bool(first) and _year(first) <= need.since
    if need.years:
        return bool(first) and _year(last) - _year(first) + 1 >= need.years
    return True


def _ends_later(ranged: tuple[str, ...], claim: Claim, test: Test, figure: FigureResult) -> bool:
    """Whether the test ranges over times behind the figure, so that it can have been other before than afterwards."""
    if ranged[-1]:
        return _year(ranged[-1]) > _year(figure.period)
    return str(claim.figures[test.figure].period) != "latest"


def _is_other_end(need: _Need, test: Test, figure: FigureResult, material: Material) -> bool:
    definition = material.definition(figure)
    sense = 1 if not need.is_judged else SENSE[definition.polarity] if definition is not None else 0
    return need.side * sense * (1 if test.is_ in HIGHEST else -1) < 0


def _year(period: str) -> int:
    return year_of(parse_period(period))
