"""Ranks: a place in an order without of how many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.said import worded
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, finder
from placewright.ledger.prose.pairs import transformation
from placewright.records.prose import NumberKind

RULE = "rank-without-of"
_find = finder(RULE)

_OF = re.compile(r"\b(?:of|out of|among|amongst|in)\b[^.]{0,40}?[■\d]|\b(?:last|first) of\b", re.IGNORECASE)
_ORDINAL = re.compile(r"^(?:about )?\d+(?:st|nd|rd|th)$")


def check(material: Material) -> Iterator[ProseIssue]:
    """A rank, computed or quoted, in a sentence that does not say of how many."""
    for sentence in material.sentences:
        printed = {(span.number.record, span.number.figure) for span in sentence.spans if span.number.part == "of"}
        for span in sentence.spans:
            number = span.number
            if number.part or re.search(r"\bof\b", number.text):
                continue
            figure = material.figure(number)
            is_rank = figure is not None and (transformation(figure) == "rank" or figure.unit == "rank")
            is_quoted = number.kind is not NumberKind.COMPUTED and _ORDINAL.match(number.text) is not None
            if not (is_rank or is_quoted):
                continue
            if is_rank and ((number.record, number.figure) in printed or _same_order(sentence, printed)):
                continue
            if is_quoted and _OF.search(sentence.words[span.end :]):
                continue
            if figure is not None and figure.is_missing:
                continue
            name = number.figure or number.text
            fix = (
                worded("Write 'of {{ %(figure)s.of }}' behind it.", figure=number.figure)
                if is_rank
                else worded("Say of how many.")
            )
            what = worded("The rank '%(name)s' stands without of how many.", name=name)
            yield _find(sentence.record, sentence.where, what, fix)


def _same_order(sentence: Sentence, printed: set[tuple[str, str]]) -> bool:
    """Whether another rank of the same claim says of how many in the sentence, as in `3rd and 12th of 38`."""
    records = {span.number.record for span in sentence.spans}
    return any(record in records for record, _ in printed)
