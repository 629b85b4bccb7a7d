"""Shares of a question: percentages of one question that do not add to a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.amounts import PERCENT, Amount, amounts
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, finder
from placewright.records.stated import Stated
from placewright.records.summary import Summary

RULE = "shares-of-a-question"
_find = finder(RULE)

_FIX = worded("Correct the shares, or say that several answers were allowed (`several = true`).")
_EXCLUSIVE = tuple(
    tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in kinds)
    for kinds in (
        (
            r"up|increased?|rise|rose|risen|grew|grown|growth|higher|more|better|improved",
            r"same|unchanged|stable|flat|level|steady|no change|stayed|neither|as (?:much|many)|as before",
            r"down|decreased?|fall|fell|fallen|shrank|shrunk|dropped|lower|less|fewer|worse|declined?",
        ),
        (
            r"agreed?|support(?:ed)?|for|yes|satisfied",
            r"neither|neutral|unsure|don't know|no view|undecided",
            r"disagreed?|opposed?|against|no|dissatisfied",
        ),
    )
)
_BETWEEN = re.compile(r"[,;] (?:and )?| and ")
_PER_CENT = re.compile(r"%|per ?cent\b")
_REST = re.compile(r"\b(?:the rest|the remainder|the remaining|the others?)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:several answers|more than one answer|more than one|multiple answers|could choose)\b", re.I)


def check(material: Material) -> Iterator[ProseIssue]:
    """Shares of one question in findings, events and summaries, and those that a sentence lists."""
    for kind, records in (("finding", material.authored.findings), ("event", material.authored.events)):
        folder = f"{kind}s"
        for id, record in records.items():
            yield from _of_record(f"{kind}:{id}", f"{folder}/{id}.md", record.figures.values())
    for id, summary in material.authored.summaries.items():
        yield from _of_summary(f"summary:{id}", f"summaries/{id}.toml", summary)
    for sentence in material.sentences:
        yield from _of_sentence(sentence, material)


def _of_record(record: str, where: str, figures: Iterable[Stated]) -> Iterator[ProseIssue]:
    questions: dict[str, list[Stated]] = {}
    for stated in figures:
        if stated.answers_to and stated.unit in ("%", "share") and not stated.several:
            questions.setdefault(stated.answers_to, []).append(stated)
    for question, shares in questions.items():
        factor = 100 if shares[0].unit == "share" else 1
        total = sum(stated.value * factor for stated in shares)
        slack = sum(_half(stated.value * factor) for stated in shares)
        listed = " + ".join(f"{stated.value * factor:g}" for stated in shares)
        what = worded(
            "The shares of '%(question)s' add to %(total)s %% (%(listed)s).",
            question=question,
            total=f"{total:g}",
            listed=listed,
        )
        if total > 100 + slack + 1e-9:
            yield _find(record, where, what, _FIX)
        elif len(shares) > 1 and total < 100 - slack - 1e-9:
            fix = worded("Add the answers that are left out, or name the question in `answers_to` of none.")
            yield _find(record, where, what, fix, Severity.WARNING)


def _of_summary(record: str, where: str, summary: Summary) -> Iterator[ProseIssue]:
    if summary.several or not summary.rows:
        return
    shares = [row.share for row in summary.rows if row.share is not None]
    counts = [row.count for row in summary.rows if row.count is not None]
    whole = len(summary.rows)
    total = 100 * sum(shares)
    slack = sum(_half(100 * share) for share in shares)
    if total > 100 + slack + 1e-9 or (len(shares) == whole and total < 100 - slack - 1e-9):
        yield _find(
            record,
            where,
            worded("The shares of '%(question)s' add to %(total)s %%.", question=summary.question, total=f"{total:g}"),
            _FIX,
        )
    if sum(counts) > summary.base or (len(counts) == whole and sum(counts) != summary.base):
        what = worded(
            "The answers to '%(question)s' add to %(sum)s, and %(base)s answered.",
            question=summary.question,
            sum=f"{sum(counts):,}",
            base=f"{summary.base:,}",
        )
        yield _find(record, where, what, _FIX)


def _of_sentence(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    if ("%" not in sentence.text and "cent" not in sentence.text) or len(_PER_CENT.findall(sentence.text)) < 2:
        return
    if not any(sum(kind.search(sentence.text) is not None for kind in kinds) >= 2 for kinds in _EXCLUSIVE):
        return
    found = [one for one in amounts(sentence.text) if one.unit == PERCENT]
    if len(found) < 2 or _SEVERAL.search(sentence.text):
        return
    for span in sentence.spans:
        stated = material.stated(span.number)
        if stated is not None and stated.several:
            return
    shares = _options(sentence.text, found)
    if not shares:
        return
    total = sum(one.value for one in shares)
    slack = sum(one.half for one in shares)
    is_rest = _REST.search(sentence.text) is not None
    if total > 100 + slack or (not is_rest and total < 100 - slack):
        listed = " + ".join(one.text for one in shares)
        what = worded(
            "Shares that leave out one another add to %(total)s %% (%(listed)s).", total=f"{total:g}", listed=listed
        )
        yield _find(sentence.record, sentence.where, what, _FIX)


def _options(text: str, found: Sequence[Amount]) -> Sequence[Amount]:
    """The percentages that stand each beside another of the answers that leave out one another."""
    ends = [*(one.start for one in found[1:]), len(text)]
    behind = [text[one.end : end] for one, end in zip(found, ends, strict=True)]
    starts = [0, *(one.end for one in found[:-1])]
    before = [text[start : one.start] for one, start in zip(found, starts, strict=True)]
    stops = [0, *(stop.end() for stop in _BETWEEN.finditer(text)), len(text)]
    own = [text[max(at for at in stops if at <= one.start) : min(at for at in stops if at >= one.end)] for one in found]
    for kinds in _EXCLUSIVE:
        for stretches in (behind, before, own):
            chosen: list[Amount] = []
            for kind in kinds:
                fits = [one for one, words in zip(found, stretches, strict=True) if kind.search(words)]
                if len(fits) != 1 or fits[0] in chosen:
                    break
                chosen.append(fits[0])
            if len(chosen) == len(kinds):
                return chosen
            if len(chosen) == 2 and _REST.search(text):
                return chosen
    return ()


def _half(value: float) -> float:
    decimals = len(f"{value:.4f}".rstrip("0").partition(".")[2])
    return float(0.5 * 10**-decimals)
