"""Shares and counts: a percentage of a base that is not the count given beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from placewright.core.said import worded
from placewright.ledger.prose.amounts import COUNT, PERCENT, Amount, amounts, rounding_half
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, finder
from placewright.ledger.prose.number_words import SMALL
from placewright.records.stated import Stated

RULE = "share-and-count"
_find = finder(RULE)

_OF_BASE = re.compile(r"\b(?:of|out of|among)(?: (?:the|all|its|our|their|some|about|over|nearly|county's))*\s*$", re.I)
_PER_CENT = re.compile(r"%|per ?cent\b")
_NUMBER = re.compile(r"\d[\d,.]*")
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(SMALL)})(?= per ?cent\b)", re.IGNORECASE)
_NOT_THE_COUNT = re.compile(r"\b(?:from|against|since|compared with|than|while|whereas)\b", re.IGNORECASE)


def check(material: Material) -> Iterator[ProseIssue]:
    """A share of a base against the count that findings, events and sentences give with it."""
    for kind, records in (("finding", material.authored.findings), ("event", material.authored.events)):
        for id, record in records.items():
            yield from _of_record(f"{kind}:{id}", f"{kind}s/{id}.md", record.figures)
    for sentence in material.sentences:
        yield from _of_sentence(sentence)


def _of_record(record: str, where: str, figures: Mapping[str, Stated]) -> Iterator[ProseIssue]:
    for name, share in figures.items():
        if share.count_of is None or share.unit not in ("%", "share"):
            continue
        percent = share.value * (100 if share.unit == "share" else 1)
        for other, count in _counts(name, share, figures):
            half = rounding_half(f"{count.value:.10g}")
            if not _agree(percent, _half_of(percent), share.count_of, 0.0, count.value, half):
                yield _find(
                    record, where, _what(f"{percent:g} %", share.count_of, percent, f"{other} = {count.value:,g}"), _FIX
                )


def _counts(name: str, share: Stated, figures: Mapping[str, Stated]) -> list[tuple[str, Stated]]:
    """The counts that the share is the share of: those with its base, or its question, else the only count there is."""
    others = [
        (other, stated)
        for other, stated in figures.items()
        if other != name
        and stated.unit not in ("%", "share", "percentage points")
        and not stated.unit.startswith("GBP")
        and share.count_of is not None
        and stated.value < share.count_of
    ]
    shares = [stated for stated in figures.values() if stated.unit in ("%", "share")]
    based = [pair for pair in others if pair[1].count_of == share.count_of and pair[1].answers_to == share.answers_to]
    if based:
        return based if len(shares) == 1 else []
    asked = [pair for pair in others if share.answers_to and pair[1].answers_to == share.answers_to]
    if asked:
        return asked if len(shares) == 1 else []
    return others if len(others) == 1 and len(shares) == 1 else []


def _of_sentence(sentence: Sentence) -> Iterator[ProseIssue]:
    if not _PER_CENT.search(sentence.text):
        return
    # `one per cent`, with each letter where it was
    text = _IN_WORDS.sub(lambda match: str(SMALL[match[0].lower()]).rjust(len(match[0])), sentence.text)
    if len(_NUMBER.findall(text)) < 3:
        return
    if not any(_OF_BASE.search(text[: one.start()]) for one in _NUMBER.finditer(text)):
        return
    found = list(amounts(text))
    percents = [one for one in found if one.unit == PERCENT]
    counts = [one for one in found if one.unit == COUNT]
    if len(percents) != 1 or len(counts) != 2:
        return
    share = percents[0]
    bases = [one for one in counts if _OF_BASE.search(text[: one.start])]
    if len(bases) != 1:
        return
    base = bases[0]
    count = counts[0] if counts[1] is base else counts[1]
    if _ORDINAL.match(text, count.end):
        return  # a rank, as in `37th of 167`
    first, last = min(share.start, base.start, count.start), max(share.end, base.end, count.end)
    if count.value >= base.value or last - first > 120 or _NOT_THE_COUNT.search(text[first:last]):
        return
    if not _agree(share.value, share.half, base.value, _half_in(base), count.value, count.half):
        what = _what(share.text, base.value, share.value, count.text)
        yield _find(sentence.record, sentence.where, what, _FIX)


_FIX = worded("Correct the share, the base or the count, or give the share more finely.")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_SLACK = 0.1
"""A small share must be right to this part of itself: who prints 1 % where it is 0.7 % misleads by a third."""


def _what(share: str, base: float, percent: float, given: str) -> str:
    return worded(
        "%(share)s of %(base)s is %(value)s, and the count given is %(given)s.",
        share=share,
        base=f"{base:,g}",
        value=f"{base * percent / 100:,.0f}",
        given=given,
    )


def _agree(percent: float, half: float, base: float, base_half: float, count: float, count_half: float) -> bool:
    half = min(half, _SLACK * percent)
    low = max(0.0, percent - half) / 100 * (base - base_half)
    high = (percent + half) / 100 * (base + base_half)
    return low - count_half - 1e-6 <= count <= high + count_half + 1e-6


def _half_in(base: Amount) -> float:
    return base.half if base.value % 10 == 0 else 0.0


def _half_of(percent: float) -> float:
    return float(0.5 * 10 ** -len(f"{percent:.4f}".rstrip("0").partition(".")[2]))
