"""Own figures: what the record of an event says, against the numbers that the record itself holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from placewright.core.said import worded
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.number_words import cardinal_value
from placewright.records.stated import Stated

RULE = "own-figures"
_find = finder(RULE)

_DIGITS = re.compile(r"\d[\d,]*")


def check(material: Material) -> Iterator[ProseIssue]:
    """`All ten districts answered`, in the record of an event that holds eight of ten."""
    for sentence in material.sentences:
        for stated in sentence.stated:
            yield from _against(sentence, stated)


def _against(sentence: Sentence, stated: Stated) -> Iterator[ProseIssue]:
    noun = stated.unit.lower().rstrip("s")
    if not noun.isalpha() or stated.count_of is None:
        return
    for match in _how_many(noun).finditer(sentence.words):
        most, value = stated.count_of, stated.value
        if match["all"] is not None:
            is_wrong = value < most
        elif match["none"] is not None:
            is_wrong = value > 0
        else:
            said = _value(match["number"])
            is_wrong = said is not None and match["part"] is not None and said not in (value, most - value)
        if is_wrong:
            what = worded(
                "'%(word)s' is not so: of %(all)s %(unit)s the record has %(value)s, in '%(near)s'.",
                word=match[0],
                all=f"{most:g}",
                unit=stated.unit,
                value=f"{value:g}",
                near=excerpt(sentence.text, *match.span()),
            )
            yield _find(sentence.record, sentence.where, what, worded("Correct the text, or the figure of the record."))
            return


@lru_cache(maxsize=100)
def _how_many(noun: str) -> re.Pattern[str]:
    """Words that say how many of a thing there were."""
    return re.compile(
        r"\b(?:(?P<all>all|every|each)(?: of)?(?: the| our| its)?(?: [\w,]+)??"
        r"|(?P<none>none|not one) of(?: the| our| its)?(?: [\w,]+)??"
        rf"|(?P<number>\d[\d,]*|[a-z]+)(?P<part> (?:out )?of (?:the |our |its )?[\w,]+)?) {re.escape(noun)}s?\b",
        re.IGNORECASE,
    )


def _value(text: str) -> float | None:
    """The value of a number in digits or words; None where it is no number."""
    if _DIGITS.fullmatch(text):
        return float(text.replace(",", ""))
    return cardinal_value(text) or None
