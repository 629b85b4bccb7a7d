"""What belongs to a figure: its own period, place, level and unit beside it, and not those of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from placewright.core.said import worded
from placewright.ledger.prose.doers import done_otherwise
from placewright.ledger.prose.industries_said import of_another_industry, of_another_level
from placewright.ledger.prose.left_out import left_out
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, Span, excerpt, finder
from placewright.ledger.prose.meanings import Fault, meant_otherwise
from placewright.ledger.prose.narrowings import narrowed
from placewright.ledger.prose.pairs import is_plain_value, transformation
from placewright.ledger.prose.place_names import is_same_place
from placewright.ledger.prose.printed import clause_start
from placewright.ledger.prose.tables import HeadedCell, headed_cells
from placewright.ledger.prose.times_apart import of_another_time
from placewright.ledger.prose.wholes import of_whom_else
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
_FOREIGN = re.compile(r"^ ?(?:(?:million|billion|m|bn) )?(?P<unit>euros?|dollars?|pounds)\b", re.IGNORECASE)
_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}
_PER_CENT = re.compile(r" ?(?:%|per ?cent\b)(?! points?)", re.IGNORECASE)
_MEMBER_PLACE = re.compile(r"\bplace=([A-Z]\d{8})")
_CLAUSE_END = re.compile(r"[.;:,](?= |$)|\b(?:and|but|while|whereas)\b")
_ON_THE_WAY = re.compile(r"\b(?:from|to|with|for|near|by) $")


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
                if known is not None:
                    yield from _other_end(sentence, span, figure, material, known)
                yield from _currency(sentence, span, figure)
                yield from _sign(sentence, span, figure)
                yield from _ends(sentence, span, figure)
        yield from _of_another_time(sentence, material)
        if known is not None and len(sentence.spans) > 1:
            yield from _exchanged(sentence, material, known)
        for span, what in left_out(sentence, material):
            said = worded(
                "'%(figure)s' is of %(what)s, and the claim leaves that out, in '%(near)s'.",
                figure=span.number.figure,
                what=what,
                near=excerpt(sentence.text, span.start, span.end),
            )
            yield _find(sentence.record, sentence.where, said, worded("Say what it is of."))
        yield from _of_another(sentence, material)
    for cell in headed_cells(material):
        yield from _of_another(cell.sentence, material)
        yield from _under_another_place(cell, material, names)


def _of_another(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    fault: Fault | None = (
        meant_otherwise(sentence, material)
        or of_whom_else(sentence, material)
        or narrowed(sentence, material)
        or done_otherwise(sentence, material)
        or of_another_industry(sentence, material)
        or of_another_level(sentence, material)
    )
    if fault is not None:
        match, what, fix = fault
        said = worded(
            "'%(word)s' is not what the figure is of: %(what)s, in '%(near)s'.",
            word=match[0].strip(),
            what=what,
            near=excerpt(sentence.text, *match.span()),
        )
        yield _find(sentence.record, sentence.where, said, fix)


def _under_another_place(cell: HeadedCell, material: Material, names: tuple[str, ...]) -> Iterator[ProseIssue]:
    """A cell whose row or column is headed by the name of a place that its figure is not of."""
    if not names:
        return
    headed = {match["name"] for head in cell.heads if (match := _heads(names).match(head)) is not None}
    for span in cell.sentence.spans if headed else ():
        figure = material.figure(span.number)
        if figure is None or span.number.part not in ("", "abs"):
            continue
        own = {figure.place_name, *map(material.name_of, (figure.place, figure.as_.partition(":")[2]))}
        if set(map(_short, own)) & headed or material.name_of(figure.place) == figure.place:
            continue
        what = worded(
            "'%(figure)s' is of %(place)s, and stands under '%(head)s', in '%(near)s'.",
            figure=figure.name,
            place=figure.place_name,
            head=sorted(headed)[0],
            near=cell.sentence.text,
        )
        fix = worded(
            "Print the figure of %(head)s there, or head it with %(place)s.",
            head=sorted(headed)[0],
            place=figure.place_name,
        )
        yield _find(cell.sentence.record, cell.sentence.where, what, fix)


@lru_cache(maxsize=8)
def _heads(names: tuple[str, ...]) -> re.Pattern[str]:
    """What begins with the name of a place, and says nothing but what place that is, or of when."""
    return re.compile(rf"(?P<name>{'|'.join(map(re.escape, names))})(?=$|,| \(| (?:19|20)\d\d\b| as a whole$|['’]s? )")


def _period(sentence: Sentence, span: Span, figure: FigureResult, material: Material) -> Iterator[ProseIssue]:
    """`{{ now }} in {{ then.period }}`."""
    behind = next((one for one in sentence.spans if one.start >= span.end), None)
    if behind is None or behind.number.part != "period" or not is_plain_value(figure):
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


def _of_another_time(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """`In {{ then.period }} it was {{ now }}`, and `{{ then }}, and in the same year {{ now }}`."""
    for _, figure, other, start, end in of_another_time(sentence, material):
        what = worded(
            "'%(figure)s' is of %(own)s, and is told of %(other)s, in '%(near)s'.",
            figure=figure.name,
            own=figure.period_label,
            other=other.period_label,
            near=excerpt(sentence.text, start, end),
        )
        fix = worded("Print its own period, '{{ %(figure)s.period }}'.", figure=figure.name)
        yield _find(sentence.record, sentence.where, what, fix)


def _place(sentence: Sentence, span: Span, figure: FigureResult, names: tuple[str, ...]) -> Iterator[ProseIssue]:
    """`in England ({{ here }})`, in brackets right behind a name."""
    words = sentence.words
    if words[span.start - 2 : span.start] != " (" or words[span.end : span.end + 1] != ")":
        return
    if not is_plain_value(figure) or _is_of_a_member_place(figure):
        return
    before = words[: span.start - 2]
    name = next((name for name in names if before.endswith(name)), "") if before.endswith(names) else ""
    own = _short(figure.place_name)
    if not name or not own or is_same_place(name, own):
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


def _other_end(
    sentence: Sentence, span: Span, figure: FigureResult, material: Material, known: re.Pattern[str]
) -> Iterator[ProseIssue]:
    """`{{ to Enfield }} work in Barnet`: of a flow whose other end is a place that its clause does not name."""
    code = _end_of(figure)
    if not code:
        return
    end, own = material.name_of(code), {_short(figure.place_name), *map(material.name_of, material.places[:1])}
    stop = _CLAUSE_END.search(sentence.words, span.end)
    clause = (clause_start(sentence.words, span.start), stop.start() if stop is not None else len(sentence.words))
    named = [match for match in known.finditer(sentence.words, *clause) if match["name"] not in own]
    if end == code or not named or any(is_same_place(match["name"], end) for match in named):
        return
    what = worded(
        "'%(figure)s' is of %(place)s, and stands beside '%(other)s', in '%(near)s'.",
        figure=figure.name,
        place=end,
        other=named[0]["name"],
        near=excerpt(sentence.text, *named[0].span()),
    )
    yield _find(sentence.record, sentence.where, what, worded("Name %(place)s there.", place=end))


def _end_of(figure: FigureResult) -> str:
    """The place at the other end of a flow; empty for what is no flow, or one of several."""
    dimensions = figure.cells[0].dimensions if len(figure.cells) == 1 else ""
    match = _MEMBER_PLACE.search(dimensions) if "place=" in dimensions else None
    return match[1] if match is not None else ""


def _is_of_a_member_place(figure: FigureResult) -> bool:
    return any("place=" in cell.dimensions for cell in figure.cells)


def _names(material: Material) -> tuple[str, ...]:
    """The names of the places of all claims and of the workspace's own, the longest first."""
    codes = {figure.place for result in material.results.values() for figure in result.figures.values()}
    codes |= {
        code for result in material.results.values() for figure in result.figures.values() if (code := _end_of(figure))
    }
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


def _sign(sentence: Sentence, span: Span, figure: FigureResult) -> Iterator[ProseIssue]:
    """`£{{ index }}`, `{{ pounds }} per cent`: a sign beside a figure that is not its unit, or is printed with it."""
    before = sentence.words[max(0, span.start - 1) : span.start]
    behind = _PER_CENT.match(sentence.words, span.end)
    if before in _SIGNS and span.number.part in ("", "abs"):
        is_own = figure.unit.startswith(_SIGNS[before]) and transformation(figure) in ("", "value", "change")
        sign, start, end = before, span.start - 1, span.end
    elif behind is not None and "points" not in figure.unit:  # of these another rule says more
        is_own, sign, start, end = figure.unit == "%", behind[0].strip(), span.start, behind.end()
    else:
        return
    near = excerpt(sentence.text, start, end)
    if not is_own:
        unit = figure.unit or worded("a plain number")
        what = worded(
            "'%(figure)s' is in %(unit)s, and '%(sign)s' stands beside it, in '%(near)s'.",
            figure=figure.name,
            unit=unit,
            sign=sign,
            near=near,
        )
    elif sign in span.number.text or (behind is not None and "%" in span.number.text):
        what = worded("'%(sign)s' is printed twice, in '%(near)s'.", sign=sign, near=near)
    else:
        return
    yield _find(
        sentence.record, sentence.where, what, worded("Leave '%(unit)s' out: the figure prints its unit.", unit=sign)
    )


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
