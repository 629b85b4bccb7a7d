"""Other years: a figure printed beside a year that it is not of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.behind import figures_behind, has_typed_company, printed_figures
from placewright.ledger.prose.extremes_over_time import years_tested
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.meanings import years_of
from placewright.ledger.prose.pairs import is_change, stretch_of
from placewright.ledger.prose.tables import headed_cells
from placewright.records.verdict import FigureResult

RULE = "other-year"
_find = finder(RULE)

_YEAR = re.compile(
    r"(?<![\w£€.,/:–])(?<!\d-)(?P<year>(?:19|20)\d\d)(?:[-–/](?P<until>(?:19|20)\d\d|\d\d)\b)?s?(?![\w%]|[,.]\d)"
)
_NAMED = (
    r"acts?|plans?|census|cit(?:y|ies)|towns?|villages?|papers?|strateg(?:y|ies)|prospectus|reviews?|surveys?|budgets?|prices|editions?|reports?|"
    r"consultations?|drafts?|frameworks?|boundaries|regulations?|codes?|stud(?:y|ies)|agreements?|deals?|conferences?|"
    r"schemes?|elections?|referendum|pandemic|lockdowns?|crisis|releases?|classification|index|base|money|terms"
)
_NAMED_BEFORE = re.compile(rf"(?:\b(?:{_NAMED})(?: (?:of|in|from|for|[-–])| \()? ?|[=(] ?)$", re.IGNORECASE)
_CAPITALISED_OF = re.compile(r"\b[A-Z][\w’'-]* of $")
_CAPITALISED = re.compile(r"\b(?P<word>[A-Z][\w’'-]*) $")
_NOT_NAMES = re.compile(
    r"In|By|Since|From|Until|Till|During|Before|After|To|And|Between|Through|Over|The|Of|Around|About|Already|Back|For|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter"
)
_NAMED_AFTER = re.compile(rf"^(?:['’]s)? (?:[\w-]+ )?(?:{_NAMED})\b", re.IGNORECASE)
_ACT = re.compile(
    r"\b(?:founded|built|opened|closed|published|adopted|agreed|signed|designated|created|established|revised|passed|"
    r"set up|wound up|merged|moved|came|began|ended|introduced|launched|released|made law|chosen|drawn|abolished|"
    r"joined|left)(?: \w+){0,2} (?:in|from|since|by) (?:(?:early|late|mid|\w+) )?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r" (?:in |\(in |\()(?P<year>(?:19|20)\d\d)(?![\w–/-])(?! (?:prices|boundaries|terms|money))")
_AHEAD = re.compile(
    r"\b(?:will|would|should|must|could|may|might|shall|aims?|targets?|plan(?:s|ned)?|expect(?:s|ed)?|ambition|"
    r"proposes?|due|until|(?:runs?|running|lasts?) (?:from|to))\b",
    re.IGNORECASE,
)
_CAN = re.compile(r"\b(?:can|could|may|might)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:today|nowadays|at present|currently|this year|now(?! that\b))\b(?! (?:and then|or never))", re.IGNORECASE
)
_ERAS = (
    (re.compile(r"\bsince (?:the )?(?:pandemic|covid(?:-19)?|(?:first )?lockdowns?)\b", re.IGNORECASE), (2019, 2022)),
    (re.compile(r"\bsince the (?:financial |banking |credit )?(?:crash|crisis|crunch)\b", re.IGNORECASE), (2006, 2010)),
    (re.compile(r"\bsince (?:the (?:Brexit )?referendum|Brexit|we left the EU)\b", re.IGNORECASE), (2015, 2021)),
)
"""Times that are called by what happened, with the years in which a figure may begin that is said to be since then."""

_IS_TODAY = re.compile(r" (?:today|nowadays|currently|at present)\b(?!['’])", re.IGNORECASE)
_BY_AND_BY = re.compile(r"(?<!\bthe )\b(?:this|last) year\b(?!['’]s)", re.IGNORECASE)
_OLD = 5
"""A figure more than this many years before the newest of its kind is not of today."""


def check(material: Material) -> Iterator[ProseIssue]:
    """Sentences whose years are all other than those of their figures, and old figures said to be of today."""
    newest = _newest(material)
    yield from _in_tables(material)
    for sentence in material.sentences:
        if not sentence.spans or sentence.form in ("heading", "cell") or has_typed_company(sentence):
            continue
        printed = printed_figures(sentence, material)
        if not printed:
            continue
        yield from _beside(sentence, material)
        yield from _today(sentence, material)
        yield from _since(sentence, printed, material)
        # a period that the sentence prints, or a claim in it, may be what a typed year is set beside
        if any(span.number.part in ("period", "from") for span in sentence.spans) or "□" in sentence.words:
            continue
        named = list(_years(sentence.words))
        if not named and (ages := _BY_AND_BY.search(sentence.words)) is not None:
            yield _that_ages(sentence, ages, printed[0])
            continue
        behind = figures_behind(sentence, material)
        spans = [span for figure in behind if (span := _years_of(figure)) is not None]
        if named and len(spans) == len(behind):
            spans += years_tested(sentence, material)
            bases = {
                int(year) for figure in behind for year in re.findall(r"\b(?:19|20)\d\d\b", _basis(figure, material))
            }
            is_ahead = _is_ahead(sentence, printed, material)
            last = max(end for _, end in spans)
            if not any(_fits(one, spans, bases) or (is_ahead and one[0] > last) for one, _ in named):
                (first, _), match = named[0]
                yield _issue(sentence, first, printed[0], match)
        elif not named and (today := _NOW.search(sentence.words)) is not None:
            old = [figure for figure in printed if _is_old(figure, newest)]
            if len(old) == len(printed):
                figure = old[0]
                what = worded(
                    "'%(today)s' is said of '%(name)s', of %(value)s, and a figure of %(newest)s is "
                    "known, in '%(excerpt)s'.",
                    today=today[0],
                    name=figure.name,
                    value=figure.period_label or figure.period,
                    newest=newest[figure.origin],
                    excerpt=excerpt(sentence.text, *today.span()),
                )
                fix = worded("Say of when it is, or take the latest.")
                yield _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _in_tables(material: Material) -> Iterator[ProseIssue]:
    """Cells whose row or column is headed by years, none of them a year of the figure."""
    for cell in headed_cells(material):
        named = list(_years(", ".join(cell.heads)))
        for figure in printed_figures(cell.sentence, material) if named else ():
            own = _years_of(figure)
            bases = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", _basis(figure, material))}
            # of two years in the heads the figure is of one or of what lies between
            between = (min(first for (first, _), _ in named), max(last for (_, last), _ in named))
            if own is not None and not _fits(between, [own], bases):
                (year, _), match = named[0]
                yield _issue(cell.sentence, year, figure, match)


def _since(sentence: Sentence, printed: Sequence[FigureResult], material: Material) -> Iterator[ProseIssue]:
    """`since the pandemic`, of a change that begins years before it."""
    starts = [(one, year) for one in printed if (year := _first_year(one, material)) is not None]
    for pattern, (first, last) in _ERAS if starts else ():
        match = pattern.search(sentence.words)
        if match is not None and not any(first <= year <= last for _, year in starts):
            figure, start = starts[0]
            what = worded(
                "'%(since)s' is said of '%(name)s', which begins with %(start)s, in '%(excerpt)s'.",
                since=match[0],
                name=figure.name,
                start=start,
                excerpt=excerpt(sentence.text, *match.span()),
            )
            yield _find(
                sentence.record, sentence.where, what, worded("Say since which year, or take the figure since then.")
            )


def _today(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """`{{ then }} in {{ then.period }} and {{ now }} today`, where nothing says of when the last is."""
    told = {span.number.figure for span in sentence.spans if span.number.part == "period"}
    for span in sentence.spans if told else ():
        figure = material.figure(span.number)
        match = _IS_TODAY.match(sentence.words, span.end)
        if figure is None or match is None or span.number.part not in ("", "abs"):
            continue
        periods = {
            own.period for one in sentence.spans if one.number.part == "period" and (own := material.figure(one.number))
        }
        if figure.period not in periods:
            yield _that_ages(sentence, match, figure)


def _that_ages(sentence: Sentence, match: re.Match[str], figure: FigureResult) -> ProseIssue:
    """`this year`, which is another one when the sentence is read."""
    what = worded(
        "'%(today)s' is said of '%(name)s', of %(value)s, in '%(excerpt)s'.",
        today=match[0],
        name=figure.name,
        value=figure.period_label or figure.period,
        excerpt=excerpt(sentence.text, *match.span()),
    )
    fix = worded("Print the year of the figure: '{{ %(name)s.period }}'.", name=_path(sentence, figure))
    return _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _first_year(figure: FigureResult, material: Material) -> int | None:
    """The year from which on a figure is of a change; None for one that is of no change."""
    if figure.from_period:
        stretch = stretch_of(figure.from_period)
        return None if stretch is None else stretch[0].year
    definition = material.definition(figure)
    years = years_of(figure, definition) if definition is not None and is_change(figure) else None
    return int(figure.period[:4]) - years if years is not None and figure.period[:4].isdecimal() else None


def _is_ahead(sentence: Sentence, printed: Sequence[FigureResult], material: Material) -> bool:
    """Whether it speaks of what is to come; `could be had`, of an indicator of what can be had, is of its day."""
    known = [definition for figure in printed if (definition := material.definition(figure)) is not None]
    is_of_what_can = any(_CAN.search(f"{one.name} {one.definition}") for one in known)
    return any(not (is_of_what_can and _CAN.fullmatch(match[0])) for match in _AHEAD.finditer(sentence.words))


def _beside(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """`{{ figure }} in 1999`: the year directly behind a figure is its own, though the sentence has others."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        match = _BEHIND.match(sentence.words, span.end)
        years = None if figure is None or span.number.part not in ("", "abs") else _years_of(figure)
        if figure is None or match is None or years is None:
            continue
        year = int(match["year"])
        if not years[0] <= year <= years[1] and str(year) not in _basis(figure, material):
            yield _issue(sentence, year, figure, match)


def _issue(sentence: Sentence, year: int, figure: FigureResult, match: re.Match[str]) -> ProseIssue:
    what = worded(
        "The sentence names %(year)s, and '%(name)s' is of %(value)s, in '%(excerpt)s'.",
        year=year,
        name=figure.name,
        value=figure.period_label or figure.period,
        excerpt=excerpt(sentence.text, *match.span()),
    )
    fix = worded(
        "Print the year of the figure: '{{ %(name)s.period }}', or take the figure of that year.",
        name=_path(sentence, figure),
    )
    return _find(sentence.record, sentence.where, what, fix)


def _path(sentence: Sentence, figure: FigureResult) -> str:
    """The figure as a placeholder calls it there: by its own name in its claim, and by the claim's too elsewhere."""
    records = (span.number.record for span in sentence.spans if span.number.figure == figure.name)
    claim = next(records, "").partition(":")[2]
    return figure.name if sentence.claim or not claim else f"{claim}.{figure.name}"


def _years(words: str) -> Iterator[tuple[tuple[int, int], re.Match[str]]]:
    """The years that say when, with the last of each; not those of names and of acts."""
    for match in _YEAR.finditer(words):
        before, after = words[: match.start()], words[match.end() :]
        capitalised = _CAPITALISED.search(before)
        if (
            _NAMED_BEFORE.search(before)
            or _CAPITALISED_OF.search(before)
            or (capitalised is not None and _NOT_NAMES.fullmatch(capitalised["word"]) is None)
            or _NAMED_AFTER.match(after)
            or _ACT.search(before)
        ):
            continue
        first = int(match["year"])
        until = match["until"]
        last = first if until is None else int(until) if len(until) == 4 else first - first % 100 + int(until)
        if match[0].endswith("s"):
            last = first + 9
        yield (first, max(first, last)), match


def _fits(named: tuple[int, int], spans: Sequence[tuple[int, int]], bases: set[int]) -> bool:
    return named[0] in bases or any(start <= named[1] and named[0] <= end for start, end in spans)


def _basis(figure: FigureResult, material: Material) -> str:
    """Where the years stand on which a figure is based: those of an index and of constant prices."""
    definition = material.definition(figure)
    return f"{figure.as_} {figure.unit} {'' if definition is None else f'{definition.unit} {definition.index_base}'}"


def _years_of(figure: FigureResult) -> tuple[int, int] | None:
    """The first and last year that a figure covers; a year's end on its first days belongs to the year before."""
    stretch = stretch_of(figure.period)
    if stretch is None:
        return None
    start = stretch_of(figure.from_period) if figure.from_period else None
    return (stretch if start is None else min(start, stretch))[0].year, stretch[1].year


def _newest(material: Material) -> Mapping[str, int]:
    """The newest year of each indicator among the figures of all claims."""
    newest: dict[str, int] = {}
    for result in material.results.values():
        for figure in result.figures.values():
            years = _years_of(figure)
            if years is not None:
                newest[figure.origin] = max(newest.get(figure.origin, 0), years[1])
    return newest


def _is_old(figure: FigureResult, newest: Mapping[str, int]) -> bool:
    years = _years_of(figure)
    return years is not None and newest[figure.origin] - years[1] > _OLD
