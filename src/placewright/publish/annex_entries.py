"""What an entry of the annexes says beside its sentence, in as few words as can be: codes stand for what recurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.publish.document import Document, FigureTrace, LedgerRow

HEADS = (marked("Figure"), marked("Place and period"), marked("Value"), marked("Interval"), marked("Source"))
"""The heads of a table of figures; the last only where figures of one claim rest on different releases."""

VALUE = 2
"""The column that holds numbers."""

_SHORT, _LONG_PLACE = 24, 60
_MAY_BE_AS_ABOVE = (0, 3)


@dataclass(frozen=True, slots=True)
class AnnexCodes:
    """The codes of releases (`S1`) and of caveats (`C1`), by their words, in the order in which they are printed."""

    sources: Mapping[str, str]
    caveats: Mapping[str, str]


def annex_codes(document: Document) -> AnnexCodes:
    """A code for each release that the document lists, and for each caveat that a figure of its ledger carries."""
    caveats = dict.fromkeys(words for row in document.ledger for figure in row.figures for words in figure.caveats)
    return AnnexCodes(
        {source: f"S{n}" for n, source in enumerate(dict.fromkeys(document.sources), 1)},
        {words: f"C{n}" for n, words in enumerate(caveats, 1)},
    )


def sources_of(figure: FigureTrace, row: LedgerRow, codes: AnnexCodes) -> tuple[str, ...]:
    """The codes of the releases that a figure rests on."""
    named = (source for source in row.sources if source in figure.source)
    return tuple(dict.fromkeys(codes.sources[source] for source in named if source in codes.sources))


def caveats_of(row: LedgerRow, codes: AnnexCodes) -> tuple[str, ...]:
    """The codes of the caveats that a claim's figures carry, each once."""
    return tuple(dict.fromkeys(codes.caveats[words] for figure in row.figures for words in figure.caveats))


def rests_on(row: LedgerRow, codes: AnnexCodes) -> tuple[tuple[str, str], ...]:
    """Each release or study that a claim rests on: its code, or its words where it has none."""
    studies = [f.source for f in row.figures if f.source and not any(source in f.source for source in row.sources)]
    coded = ((codes.sources.get(source, ""), source) for source in dict.fromkeys([*row.sources, *studies]))
    return tuple((code, "" if code else words) for code, words in coded)


def figure_rows(row: LedgerRow, codes: AnnexCodes) -> list[tuple[str, ...]]:
    """The table of a claim's figures as texts, without its heads: as many columns as it needs.

    What is said of the figure above is not said again.
    """
    own = [sources_of(figure, row, codes) for figure in row.figures]
    has_sources = len(set(own)) > 1
    whole = [
        (*_cells(figure), *([", ".join(names)] if has_sources else []))
        for figure, names in zip(row.figures, own, strict=True)
    ]
    return [
        tuple(_briefly(n, text, whole[index - 1][n] if index else "") for n, text in enumerate(cells))
        for index, cells in enumerate(whole)
    ]


def methods_of(row: LedgerRow) -> tuple[str, ...]:
    """How the figures of a claim are made, each method once; with what is made so where there are several."""
    made = dict.fromkeys((figure.what, figure.method) for figure in row.figures if figure.method)
    if len({method for _what, method in made}) == 1:
        return tuple(dict.fromkeys(method for _what, method in made))
    return tuple(_("%(what)s: %(method)s") % {"what": what, "method": method} for what, method in made)


def column_heads(rows: Sequence[Sequence[str]]) -> list[str]:
    """The heads of such a table."""
    return [_(head) for head in HEADS[: len(rows[0]) if rows else 0]]


def _cells(figure: FigureTrace) -> tuple[str, str, str, str]:
    place, names = _place(figure.place)
    done = figure.steps.removesuffix(figure.method)
    what = ". ".join(part.strip(". ") for part in (figure.what, done, figure.remark, names) if part.strip())
    where = ", ".join(part for part in (place, figure.period) if part)
    return what or figure.name, where, figure.value, figure.interval or "–"


def _place(words: str) -> tuple[str, str]:
    """A place; of a long list that counts as one, how many they are, and which."""
    count, colon, names = words.partition(": ")
    return (count, names) if colon and len(words) > _LONG_PLACE else (words, "")


def _briefly(column: int, text: str, above: str) -> str:
    is_said = column in _MAY_BE_AS_ABOVE and text == above and len(text) > _SHORT
    return _("as above") if is_said else text
