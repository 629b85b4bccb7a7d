"""The figures behind a sentence: those that it prints, and those that a test or a transformation sets beside them."""

from __future__ import annotations

from collections.abc import Iterator

from placewright.ledger.prose.material import Material, Sentence
from placewright.ledger.prose.pairs import compared_pairs
from placewright.records.prose import NumberKind
from placewright.records.verdict import FigureResult


def printed_figures(sentence: Sentence, material: Material) -> list[FigureResult]:
    """The computed figures whose values the sentence prints."""
    figures = (material.figure(span.number) for span in sentence.spans if span.number.part in ("", "abs"))
    return [figure for figure in figures if figure is not None]


def figures_behind(sentence: Sentence, material: Material) -> list[FigureResult]:
    """The printed figures, and those of their claims that they are compared with or computed from."""
    found = {id(figure): figure for figure in _behind(sentence, material)}
    return list(found.values())


def _behind(sentence: Sentence, material: Material) -> Iterator[FigureResult]:
    for span in sentence.spans:
        figure = material.figure(span.number)
        if figure is None:
            continue
        yield figure
        record = span.number.record.partition(":")[2]
        claim = material.claim(record)
        if claim is None:
            continue
        for pair in compared_pairs(claim, material.figures_of(record)):
            if figure.name in (pair.one.name, pair.other.name):
                yield pair.one
                yield pair.other


def has_typed_company(sentence: Sentence) -> bool:
    """Whether a quoted or decided number stands in it, of which a year or place may be."""
    return any(span.number.kind is not NumberKind.COMPUTED for span in sentence.spans)
