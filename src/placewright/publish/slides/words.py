"""What slides say: which claims are shown, and each claim's verdict, figures, source and trace in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from placewright.core.words import gettext as _
from placewright.core.words import ngettext, spoken
from placewright.publish.document import (
    ClaimChart,
    Document,
    DocumentBlock,
    DocumentChapter,
    Figures,
    FigureTrace,
    Grid,
    LedgerRow,
    Line,
    Picture,
)
from placewright.publish.slides.charts import can_be_drawn, with_room

VERDICTS: Mapping[str, str] = spoken(
    {
        "holds": "The evidence bears this out.",
        "fails": "The evidence speaks against this.",
        "cannot tell": "The evidence cannot tell.",
        "unmeasured": "This is not measured.",
    }
)
"""A claim's verdict as a sentence."""

_MOST_SLIDES = 30
_GOOD = frozenset({"strength", "opportunity"})
_LONGEST_SOURCE = 230
_MOST_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A run of slides under one heading: a chapter or what stands at a glance, with the claims shown in it."""

    title: str
    rows: tuple[LedgerRow, ...]
    chapter: DocumentChapter | None = None


def parts(document: Document) -> Iterator[Part]:
    """The headline claims, then each chapter that is the first to say a claim that no slide has shown yet.

    What the evidence cannot decide has slides of its own.
    """
    if document.headline:
        yield Part(_("At a glance"), document.headline)
    shown = {row.id for row in (*document.headline, *open_claims(document))}
    seen = {figure.indicator for row in document.headline for figure in row.figures}
    each = 3 if len(document.headline) + 3 * len(document.chapters) <= _MOST_SLIDES else 2
    for chapter in document.chapters:
        own = [row for row in document.ledger if row.chapters[:1] == (chapter.id,) and row.id not in shown]
        rows = _unlike(own, each, seen)
        seen |= {figure.indicator for row in rows for figure in row.figures}
        if rows:
            yield Part(chapter.title, rows, chapter)


def for_slides(document: Document) -> Document:
    """What slides are made of, and no more: a claim that none of them shows changes them only where it is chosen among.

    Texts of chapters are left out, and of the claims that no slide shows all but what says which claims are shown.
    """
    shown = {row.id for part in parts(document) for row in part.rows} | {row.id for row in open_claims(document)}
    return replace(
        document,
        chapters=tuple(
            replace(chapter, blocks=tuple(block for block in chapter.blocks if isinstance(block, Picture | Grid)))
            for chapter in document.chapters
        ),
        ledger=tuple(row if row.id in shown else _as_chosen_among(row) for row in document.ledger),
        references=(),
        charts={id: chart for id, chart in document.charts.items() if id in shown},
    )


def _as_chosen_among(row: LedgerRow) -> LedgerRow:
    figures = tuple(FigureTrace("", "", "", "", "", "", "", indicator=figure.indicator) for figure in row.figures)
    return LedgerRow(row.id, "", "", row.stance, row.foundation, row.verdict, figures=figures, chapters=row.chapters)


def _unlike(rows: Sequence[LedgerRow], most: int, seen: Collection[str]) -> tuple[LedgerRow, ...]:
    """So many claims as are unlike each other: of other indicators than were shown, what is good and what is not.

    They stay in the chapter's order.
    """
    left, taken, known = list(rows), list[LedgerRow](), set(seen) - {""}
    while left and len(taken) < most:
        told = {row.stance in _GOOD for row in taken}
        best = min(
            left, key=lambda row: (any(f.indicator in known for f in row.figures), (row.stance in _GOOD) in told)
        )
        left.remove(best)
        taken.append(best)
        known |= {figure.indicator for figure in best.figures} - {""}
    return tuple(row for row in rows if row in taken)


def chart_of(row: LedgerRow, document: Document) -> Picture | None:
    """The picture of one of the claim's indicators that a native chart can show, with the lines that it has room for.

    It must show the place that the claim speaks of first. Of several the one that shows most of the claim's places
    goes first, then one over time where the claim compares periods, then the one with the fewest other lines, then one
    of the claim's own chapter.
    """
    own = sorted(document.chapters, key=lambda chapter: chapter.id not in row.chapters)
    pictures = [block for chapter in own for block in chapter.blocks if isinstance(block, Picture)]
    best: tuple[tuple[int, bool, int], Picture] | None = None
    for indicator in dict.fromkeys(figure.indicator for figure in row.figures if figure.indicator):
        figures = [figure for figure in row.figures if figure.indicator == indicator]
        places = tuple(dict.fromkeys(figure.place for figure in figures))
        is_over_time = len({figure.period for figure in figures}) > 1 or any(each.is_change for each in figures)
        for picture in pictures:
            shown = None if picture.figures is None else with_room(picture.figures, places)
            if shown is None or not can_be_drawn(shown) or not _is_of(picture, indicator):
                continue
            count = sum(_shows(shown, place) for place in places)
            others = sum(line.name not in places for line in shown.lines) if shown.form == "line" else 0
            rank = (count, (shown.form == "line") is is_over_time, -others)
            if _shows(shown, places[0]) and (best is None or rank > best[0]):
                best = rank, replace(picture, figures=shown)
    return None if best is None else best[1]


def claim_chart(row: LedgerRow, document: Document) -> ClaimChart | None:
    """The chart that the claim's figures suggest, else a picture of its chapter that a native chart can show."""
    own = document.charts.get(row.id)
    if own is not None and can_be_drawn(own.figures):
        return own
    picture = chart_of(row, document)
    if picture is None or picture.figures is None:
        return None
    places = tuple(dict.fromkeys(figure.place for figure in row.figures))
    return ClaimChart(picture.title, picture.alt, picture.figures, places)


def verdict_words(row: LedgerRow) -> tuple[str, str]:
    """The verdict as a sentence, and what must be known beside it."""
    marks = ", ".join(_(mark) for mark in row.marks)
    tests = f"{_('Test')}: {'; '.join(row.tests)}." if row.tests else ""
    beside = [f"{marks[:1].upper()}{marks[1:]}." if marks else "", tests, row.why]
    return VERDICTS.get(row.verdict, row.verdict), " ".join(part for part in beside if part)


def source_words(row: LedgerRow) -> str:
    """The claim's sources in a line; the rest is in the notes."""
    sources = list(row.sources) or list(dict.fromkeys(figure.source for figure in row.figures if figure.source))
    if not sources:
        return ""
    words = "; ".join(sources)
    if len(words) <= _LONGEST_SOURCE:
        return f"{ngettext('Source', 'Sources', len(sources))}: {words}"
    short, more = sources[0][:_LONGEST_SOURCE], len(sources) - 1
    if not more:
        return f"{_('Source')}: {short} …"
    rest = ngettext("and %(count)s more, named in the notes", "and %(count)s more, named in the notes", more)
    return f"{_('Source')}: {short}; {rest % {'count': more}}"


def about_figure(figure: FigureTrace) -> str:
    """What a figure is of: its place and period."""
    return ", ".join(part for part in (figure.place, figure.period) if part)


def number_and_unit(value: str) -> tuple[str, str]:
    """A printed value as the number, with what belongs to it, and the words behind it.

    >>> number_and_unit("about £43.70 an hour"), number_and_unit("34th of 38")
    (('about £43.70', ' an hour'), ('34th', ' of 38'))
    """
    found = re.match(r"\D*\S+", value)
    return (value, "") if found is None else (found[0], value[found.end() :])


def beside(row: LedgerRow) -> tuple[str, ...]:
    """The claim's other figures, a line each."""
    others = row.figures[1 : 1 + _MOST_BESIDE]
    lines = [f"{figure.value}: {_what(figure, row.figures[0])}" for figure in others]
    return tuple(dict.fromkeys(lines))


def trace_words(row: LedgerRow, document: Document, code: str) -> Iterator[str]:
    """The notes below a slide: the sentence, its verdict and tests, and where each figure comes from."""
    yield row.text
    marks = f" {_('Marks')}: {', '.join(_(mark) for mark in row.marks)}." if row.marks else ""
    yield f"{_('Verdict')}: {_(row.verdict)}.{marks}"
    if row.why:
        yield row.why
    yield from (f"{_('Test')}: {test}." for test in row.tests)
    yield from (_figure_words(figure) for figure in row.figures)
    yield from (f"{_('Source')}: {source}." for source in row.sources)
    titles = {chapter.id: chapter.title for chapter in document.chapters}
    said = [titles[id] for id in row.chapters if id in titles]
    entry = _("Claim %(id)s") % {"id": row.id}
    where = _("annex entry %(code)s of the strategy") % {"code": code} if code else ""
    told = _("said in: %(chapters)s") % {"chapters": "; ".join(said)} if said else ""
    yield f"{', '.join(part for part in (entry, where, told) if part)}."


def open_claims(document: Document) -> tuple[LedgerRow, ...]:
    """The claims that the evidence cannot decide."""
    return tuple(row for row in document.ledger if row.verdict in ("cannot tell", "unmeasured"))


def action_lines(document: Document) -> list[str]:
    """The actions, a line each: its name, what it costs and who pays; none where the document lists none."""
    grid = next((block for block in _blocks(document) if isinstance(block, Grid) and block.id == "actions"), None)
    heads = (_("Action"), _("Cost"), _("Money"))
    if grid is None or not set(heads) <= set(grid.heads):
        return []
    name, cost, money = (grid.heads.index(head) for head in heads)
    return [f"{row[name]}: {row[cost]}; {row[money]}" for row in grid.rows]


def with_lines_gathered(figures: Figures, most: int, *, name: str) -> Figures:
    """Stacked figures with at most so many lines: the last stays, and the least of the others are one of that name."""
    if len(figures.lines) <= most:
        return figures
    *others, last = figures.lines
    ranked = sorted(others, key=lambda line: -sum(value or 0.0 for value in line.values))
    kept = ranked[: most - 2]
    rest = [line for line in others if line not in kept]
    sums = tuple(sum(value or 0.0 for value in values) for values in zip(*(line.values for line in rest), strict=True))
    return replace(figures, lines=(*(line for line in others if line in kept), Line(name, sums), last))


def in_millions(figures: Figures) -> Figures:
    """Amounts of pounds as millions of pounds, where the largest has at least one."""
    largest = max((abs(value) for line in figures.lines for value in line.values if value is not None), default=0.0)
    if figures.unit != "GBP" or largest < 1e6:
        return figures
    scaled = (
        replace(line, values=tuple(None if value is None else value / 1e6 for value in line.values))
        for line in figures.lines
    )
    return replace(figures, lines=tuple(scaled), unit="GBP million")


def picture_of_kind(document: Document, kind: str) -> Picture | None:
    """The first picture of a kind."""
    return next((picture for picture in _pictures(document) if picture.kind == kind), None)


def _pictures(document: Document) -> Iterable[Picture]:
    return (block for block in _blocks(document) if isinstance(block, Picture))


def _blocks(document: Document) -> Iterable[DocumentBlock]:
    return (block for chapter in document.chapters for block in chapter.blocks)


def chosen_in_order(picture: Picture) -> list[str]:
    """The chosen priorities as the picture's table ranks them, a line each; without such columns none."""
    table = picture.table
    if table is None or not {_("Priority"), _("Rank")} <= set(table.heads):
        return []
    name, rank = table.heads.index(_("Priority")), table.heads.index(_("Rank"))
    chosen = table.heads.index(_("Chosen")) if _("Chosen") in table.heads else None
    rows = [row for row in table.rows if chosen is None or row[chosen] == _("yes")]
    return [f"{row[rank]}. {row[name]}" for row in rows]


def _shows(figures: Figures, place: str) -> bool:
    """Whether a chart has a line or a bar of a place."""
    names = (*(line.name for line in figures.lines), *(figures.labels if figures.form != "line" else ()))
    return any(name == place or name.startswith((f"{place},", f"{place} (")) for name in names)


def _is_of(picture: Picture, indicator: str) -> bool:
    page = picture.href.rpartition("/")[2].partition("#")[0].removesuffix(".html")
    return indicator in (page, picture.id, *(picture.id.removeprefix(f"{kind}-") for kind in (picture.kind, "chart")))


def _what(figure: FigureTrace, first: FigureTrace) -> str:
    about = about_figure(figure)
    return about if figure.what == first.what and about else ", ".join(part for part in (figure.what, about) if part)


def _figure_words(figure: FigureTrace) -> str:
    interval = figure.interval.rstrip(". ")
    head = f"{figure.value}" + (f" ({interval})" if interval else "")
    about = ". ".join(
        part.rstrip(". ")
        for part in (figure.what, about_figure(figure), figure.steps, figure.note, figure.source)
        if part
    )
    return f"{head}: {about}."
