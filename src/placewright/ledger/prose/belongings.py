"""What belongs to a figure: its own period, place, group, level, span of years and unit of time beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from placewright.core.said import worded
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, Span, excerpt, finder
from placewright.ledger.prose.number_words import SMALL
from placewright.ledger.prose.pairs import transformation
from placewright.ledger.prose.printed import clause_start
from placewright.records.indicator import Indicator
from placewright.records.prose import NumberKind
from placewright.records.verdict import FigureResult

RULE = "figure-of-another"
_find = finder(RULE)

_OF_PERIOD = re.compile(r"^(?: (?:jobs|people|firms|businesses|homes|residents))? (?:in|at|on|of|for|during|by) $")
_LEVEL = re.compile(
    r"^,? (?:the )?(?:\w+ )?(?P<noun>counties|districts|boroughs|local authorities|regions|nations|countries)\b", re.I
)
_LEVELS = {
    "county": frozenset({"counties"}),
    "lad": frozenset({"districts", "boroughs", "local authorities"}),
    "region": frozenset({"regions"}),
    "country": frozenset({"nations", "countries"}),
}
_AGES = re.compile(
    r"\b(?:aged|ages) (?P<low>\d+)(?:(?: to |-|–|\u2013)(?P<high>\d+)| and (?:over|above)| or (?:over|above|older))",
    re.I,
)
_UNDER = re.compile(r"\b(?P<side>under|over)[- ](?:the age of )?(?P<age>\d+)s?\b", re.IGNORECASE)
_GROUPS = (
    (r"women|woman|girls?|females?", r"men|man|boys?|males?"),
    (r"part[- ]time", r"full[- ]time"),
    (r"closed|failed|died|ceased trading|gone under", r"surviv\w+"),
    (r"demolish\w*|pulled down|torn down", r"additional|added|built"),
    (r"births?|born", r"deaths?"),
    (r"imports?", r"exports?"),
)
_OF_GROUPS = tuple(
    tuple(re.compile(rf"(?<![\w-])(?:{one})(?![\w-])", re.IGNORECASE) for one in pair) for pair in _GROUPS
)
_GROUP_WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        "women woman girl girls female females men man boy boys male males part full closed failed died "
        "ceased gone demolished pulled torn "
        "births birth born deaths death imports import exports export",
    )
)
_CLAUSE_END = re.compile(r"[.;:,](?= |$)|\b(?:and|but|while|whereas)\b")
_DENIED = re.compile(
    r" of (?:[\w'’-]+ ){1,6}?(?:lack(?:s|ed)?|(?:have|has|had) (?:no|not|never)|(?:do|does|did|are|is|were|was) "
    r"(?:not|never)|never|cannot|fail(?:s|ed)? to|without)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:without|no|not|lack|lacking|never|fail|non)\b", re.IGNORECASE)
_EACH = r"hour|day|week|month|year"
_PER = re.compile(
    rf"\b(?:an|a|each|every|per) (?P<a>{_EACH})(?! (?:ago|before|earlier|later|after|or|round|long|on year)\b)"
    rf"|\b(?P<of>{_EACH})['’]s (?:work|pay|wage)"
    r"|\b(?P<ly>hourly|daily|weekly|monthly|yearly|annual)\b",
    re.IGNORECASE,
)
_LY = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year"}
_FOREIGN = re.compile(r"^ ?(?:(?:million|billion|m|bn) )?(?P<unit>euros?|dollars?|pounds)\b", re.IGNORECASE)
_ON_THE_WAY = re.compile(r"\b(?:from|to|with|for|near|by) $")
_SPAN = re.compile(
    r"\b(?:in|over|during|within) (?:the|these|those) (?:last |past )?(?P<to>\w+) years (?:to|up to|until|before)\b"
    r"|\b(?P<before>\w+) years (?:before|earlier|later|ago)\b",
    re.IGNORECASE,
)
_YEARS = {**SMALL, "thirty": 30, "fifty": 50}
_DEFINED = re.compile(r"\b(?:over|of|after) (?:the )?(?P<count>\w+) years\b|,? (?P<alone>\w+) years?$", re.IGNORECASE)


_MEANT = _GROUP_WORDS | frozenset(
    re.findall(
        r"[a-z]+",
        "aged ages under over lack lacks lacked no not never cannot fail fails failed without years "
        "hour day week month year hourly daily weekly monthly yearly annual",
    )
)
"""The words of which one stands in each sentence that says of whom, over how long or for how long a figure is."""


def check(material: Material) -> Iterator[ProseIssue]:
    """Figures that stand beside the period, place, level, group, span or unit of another."""
    names = _names(material)
    known = _anywhere(names) if names else None
    for sentence in material.sentences:
        if not sentence.spans or sentence.form == "heading":
            continue
        for span in sentence.spans:
            figure = material.figure(span.number)
            if figure is None or figure.is_missing:
                continue
            if span.number.part == "of":
                yield from _level(sentence, span, figure, material)
            elif span.number.part in ("", "abs"):
                yield from _period(sentence, span, figure, material)
                yield from _place(sentence, span, figure, names)
                yield from _currency(sentence, span, figure)
                yield from _ends(sentence, span, figure)
        if known is not None and len(sentence.spans) > 1:
            yield from _exchanged(sentence, material, known)
        if not sentence.vocabulary.isdisjoint(_MEANT):
            yield from _meanings(sentence, material)


def _period(sentence: Sentence, span: Span, figure: FigureResult, material: Material) -> Iterator[ProseIssue]:
    """`{{ now }} in {{ then.period }}`."""
    behind = next((one for one in sentence.spans if one.start >= span.end), None)
    if behind is None or behind.number.part != "period" or transformation(figure) not in ("", "value"):
        return
    other = material.figure(behind.number)
    between = sentence.words[span.end : behind.start]
    if other is None or other.period == figure.period or not _OF_PERIOD.match(between):
        return
    what = worded(
        "'%(figure)s' is of %(own)s, and stands beside %(other)s, in '%(near)s'.",
        figure=figure.name,
        own=figure.period_label,
        other=other.period_label,
        near=excerpt(sentence.text, span.start, behind.end),
    )
    fix = worded("Print its own period, '{{ %(figure)s.period }}'.", figure=figure.name)
    yield _find(sentence.record, sentence.where, what, fix)


def _place(sentence: Sentence, span: Span, figure: FigureResult, names: tuple[str, ...]) -> Iterator[ProseIssue]:
    """`in England ({{ here }})`, in brackets right behind a name."""
    words = sentence.words
    if words[span.start - 2 : span.start] != " (" or words[span.end : span.end + 1] != ")":
        return
    if transformation(figure) not in ("", "value") or _is_of_a_member_place(figure):
        return
    before = words[: span.start - 2]
    name = next((name for name in names if before.endswith(name)), "") if before.endswith(names) else ""
    own = _short(figure.place_name)
    if not name or not own or own in name or name in own:
        return
    start = len(before) - len(name)
    if _ON_THE_WAY.search(before[:start]):
        return
    what = worded(
        "'%(figure)s' is of %(own)s, and stands in brackets behind %(other)s, in '%(near)s'.",
        figure=figure.name,
        own=own,
        other=name,
        near=excerpt(sentence.text, start, span.end),
    )
    fix = worded("Put the figure of %(place)s there.", place=name)
    yield _find(sentence.record, sentence.where, what, fix)


def _is_of_a_member_place(figure: FigureResult) -> bool:
    return any("place=" in cell.dimensions for cell in figure.cells)


def _names(material: Material) -> tuple[str, ...]:
    """The names of the places of all claims and of the workspace's own, the longest first."""
    codes = {figure.place for result in material.results.values() for figure in result.figures.values()}
    named = {material.name_of(code) for code in (*codes, *material.places)} - {*codes, ""}
    return tuple(sorted(map(_short, named), key=lambda name: (-len(name), name)))


def _short(name: str) -> str:
    """A place's name as sentences say it, without what is left out of it: `United Kingdom`."""
    return name.partition(" less ")[0]


@lru_cache(maxsize=8)
def _anywhere(names: tuple[str, ...]) -> re.Pattern[str]:
    """A place's name."""
    return re.compile(rf"\b(?P<name>{'|'.join(map(re.escape, names))})\b")


def _level(sentence: Sentence, span: Span, figure: FigureResult, material: Material) -> Iterator[ProseIssue]:
    """`20th of 22 districts`, of a county."""
    match = _LEVEL.match(sentence.words[span.end :])
    own = _LEVELS.get(material.level_of(figure.place))
    if match is None or own is None or match["noun"].lower() in own:
        return
    said = excerpt(sentence.text, span.start, span.end + match.end())
    what = worded(
        "'%(figure)s' ranks %(own)s, and the text says %(other)s, in '%(near)s'.",
        figure=figure.name,
        own=sorted(own)[0],
        other=match["noun"],
        near=said,
    )
    yield _find(sentence.record, sentence.where, what, worded("Say %(own)s.", own=sorted(own)[0]))


def _currency(sentence: Sentence, span: Span, figure: FigureResult) -> Iterator[ProseIssue]:
    """`£28,308 euros`."""
    match = _FOREIGN.match(sentence.words[span.end :])
    if match is None or figure.unit[:3] not in ("GBP", "EUR", "USD"):
        return
    own = {"GBP": "pound", "EUR": "euro", "USD": "dollar"}[figure.unit[:3]]
    if not match["unit"].lower().startswith(own):
        what = worded(
            "'%(figure)s' is in %(own)s, and the text says %(other)s, in '%(near)s'.",
            figure=figure.name,
            own=figure.unit[:3],
            other=match["unit"],
            near=excerpt(sentence.text, span.start, span.end + match.end()),
        )
        fix = worded("Leave '%(unit)s' out: the figure prints its unit.", unit=match["unit"])
        yield _find(sentence.record, sentence.where, what, fix)


def _ends(sentence: Sentence, span: Span, figure: FigureResult) -> Iterator[ProseIssue]:
    """`{{ rise }} more in {{ rise.from }} than in {{ rise.period }}`."""
    own = [one for one in sentence.spans if one.start >= span.end and one.number.figure == figure.name][:2]
    if [one.number.part for one in own] != ["from", "period"]:
        return
    if re.fullmatch(r"[^.;]{0,12}\bthan (?:in |on |at )?", sentence.words[own[0].end : own[1].start]):
        near = excerpt(sentence.text, span.start, own[1].end)
        what = worded("The two ends of '%(figure)s' are exchanged, in '%(near)s'.", figure=figure.name, near=near)
        yield _find(sentence.record, sentence.where, what, worded("Set the later period against the earlier."))


def _exchanged(sentence: Sentence, material: Material, known: re.Pattern[str]) -> Iterator[ProseIssue]:
    """`A has {{ b }} and B has {{ a }}`: two figures of two places, each beside the name of the other."""
    printed = [
        (span, figure)
        for span in sentence.spans
        if span.number.part in ("", "abs") and (figure := material.figure(span.number)) is not None
    ]
    for (one, first), (other, second) in pairwise(printed):
        if first.as_ != second.as_ or first.origin != second.origin or first.place_name == second.place_name:
            continue
        if _is_of_a_member_place(first) or transformation(first) not in (
            "",
            "value",
            "growth-per-year",
            "change-percent",
        ):
            continue
        found = [(match.start(), match["name"]) for match in known.finditer(sentence.words)]
        before = [name for at, name in found if at < one.start]
        between = [name for at, name in found if one.end <= at < other.start]
        behind = [name for at, name in found if at >= other.end]
        turned = _short(second.place_name), _short(first.place_name)
        in_front = before and between and (before[-1], between[-1]) == turned and not behind
        after = not before and between and behind and (between[0], behind[0]) == turned
        if in_front or after:
            what = worded(
                "'%(one)s' is of %(first)s and '%(other)s' of %(second)s, and each stands beside the other's name, in "
                "'%(near)s'.",
                one=first.name,
                first=first.place_name,
                other=second.name,
                second=second.place_name,
                near=excerpt(sentence.text, one.start, other.end),
            )
            yield _find(sentence.record, sentence.where, what, worded("Exchange the two figures, or the two names."))
            return


def _meanings(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """What a sentence says of ages, sex, hours and years, against the definitions of the figures that it prints."""
    figures = [
        figure
        for span in sentence.spans
        if span.number.kind is NumberKind.COMPUTED
        and span.number.part in ("", "abs")
        and (figure := material.figure(span.number)) is not None
    ]
    pairs = [(figure, known) for figure in figures if (known := material.definition(figure)) is not None]
    if not pairs or len(pairs) != len(figures):
        return
    for fault in (
        _groups(sentence, material),
        _denied(sentence, material),
        _ages(sentence, [known for _, known in pairs]),
        _spans(sentence, pairs),
        _times(sentence, pairs),
    ):
        if fault is not None:
            match, what, fix = fault
            said = worded(
                "'%(word)s' is not what the figure is of: %(what)s, in '%(near)s'.",
                word=match[0].strip(),
                what=what,
                near=excerpt(sentence.text, *match.span()),
            )
            yield _find(sentence.record, sentence.where, said, fix)
            return


_Fault = tuple[re.Match[str], str, str]
_AS_DEFINED = worded("Call it as its indicator does, or take another indicator.")
_HOW_LONG = worded("Say for how long it is.")


def _words_of(definition: Indicator) -> str:
    return f"{definition.name}. {definition.short_name}. {definition.definition}"


def _groups(sentence: Sentence, material: Material) -> _Fault | None:
    """`a girl`, in the clause of a figure whose indicator is of men."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        definition = material.definition(figure) if figure is not None else None
        if definition is None or span.number.part not in ("", "abs") or sentence.vocabulary.isdisjoint(_GROUP_WORDS):
            continue
        start, stop = clause_start(sentence.words, span.start), _CLAUSE_END.search(sentence.words, span.end)
        end = stop.start() if stop else len(sentence.words)
        defined = _words_of(definition)
        for pair in _OF_GROUPS:
            for said, meant in (pair, pair[::-1]):
                match = said.search(sentence.words, start, end)
                if match is None or meant.search(sentence.words) or said.search(defined):
                    continue
                if (other := meant.search(defined)) is not None:
                    return match, worded("the indicator is of '%(word)s'", word=other[0]), _AS_DEFINED
    return None


def _denied(sentence: Sentence, material: Material) -> _Fault | None:
    """`{{ share }} of young people lack passes`, of the share that has them."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        match = _DENIED.match(sentence.words, span.end)
        definition = material.definition(figure) if figure is not None and match is not None else None
        if figure is None or match is None or definition is None or figure.unit != "%":
            continue
        if transformation(figure) in ("", "value") and not _DENIAL.search(_words_of(definition)):
            return match, worded("the indicator is of those who do"), _AS_DEFINED
    return None


def _ages(sentence: Sentence, definitions: list[Indicator]) -> _Fault | None:
    """`aged 50 to 64`, of an indicator of people aged 16 to 64."""
    said = [*_AGES.finditer(sentence.words), *_UNDER.finditer(sentence.words)]
    if not said:
        return None
    defined = " ".join(map(_words_of, definitions))
    meant = {_age(match) for pattern in (_AGES, _UNDER) for match in pattern.finditer(defined)}
    if not meant:
        return None
    wrong = next((match for match in said if _age(match) not in meant), None)
    if wrong is None:
        return None
    return wrong, worded("the indicator is of ages %(ages)s", ages=", ".join(sorted(meant))), _AS_DEFINED


def _age(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found.get("age"):
        return f"{found['side'].lower()} {found['age']}"
    return f"{found['low']} to {found['high']}" if found["high"] else f"{found['low']} and over"


def _spans(sentence: Sentence, pairs: list[tuple[FigureResult, Indicator]]) -> _Fault | None:
    """`in the five years to`, of a change over ten."""
    said = [(match, _YEARS.get((match["to"] or match["before"]).lower())) for match in _SPAN.finditer(sentence.words)]
    meant = {years for figure, known in pairs if (years := _years_of(figure, known))}
    if not meant:
        return None
    for match, years in said:
        if years is not None and years not in meant:
            spans = ", ".join(f"{each:g}" for each in sorted(meant))
            what = worded("the figure is over %(years)s years", years=spans)
            return match, what, worded("Say the years that the figure is over.")
    return None


def _years_of(figure: FigureResult, definition: Indicator) -> int | None:
    """Over how many years a figure is: by its ends, or by the name of its indicator."""
    if figure.from_period and figure.from_period[:4].isdecimal() and figure.period[:4].isdecimal():
        return int(figure.period[:4]) - int(figure.from_period[:4])
    match = _DEFINED.search(definition.name)
    return None if match is None else _YEARS.get((match["count"] or match["alone"]).lower())


def _times(sentence: Sentence, pairs: list[tuple[FigureResult, Indicator]]) -> _Fault | None:
    """`a week's work`, of pounds an hour."""
    own = {unit for figure, _ in pairs if (unit := figure.unit.partition("/")[2]) in _EACH.split("|")}
    money = [figure for figure, _ in pairs if figure.unit.startswith("GBP")]
    if not money or any(transformation(figure) in ("growth-per-year",) for figure, _ in pairs):
        return None
    said = {match: _each(match) for match in _PER.finditer(sentence.words)}
    if not said:
        return None
    if own:
        if own & set(said.values()):
            return None
        match = next(iter(said))
        return match, worded("it is for each %(unit)s", unit=", ".join(sorted(own))), _HOW_LONG
    wrong = next((match for match, each in said.items() if each in ("hour", "day", "week", "month")), None)
    defined = " ".join(_words_of(known) for _, known in pairs).lower()
    if wrong is None or said[wrong] in defined or said[wrong] + "ly" in defined:
        return None
    return wrong, worded("it is for a year"), _HOW_LONG


def _each(match: re.Match[str]) -> str:
    """The time that a word of measure is of: `week` for `weekly` and `a week`."""
    return _LY[match["ly"].lower()] if match["ly"] else (match["a"] or match["of"]).lower()
