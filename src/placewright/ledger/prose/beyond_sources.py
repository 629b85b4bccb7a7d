"""Beyond its source: a quoted or decided number told of others, of another place or time, or as more than it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, Span, excerpt, finder
from placewright.ledger.prose.printed import clause_start, is_negated
from placewright.records.decision import Decision, DecisionKind
from placewright.records.finding import Finding
from placewright.records.funding import FundingStream
from placewright.records.prose import NumberKind

RULE = "beyond-its-source"
_find = finder(RULE)

Beyond = tuple[re.Match[str], str, str]
"""The words that say more, what the record has, and the mend."""

_STEMS = (
    "resident|inhabitant",
    "business|firm|compan|employer|enterprise",
    "household|home|dwelling|house",
    "job|employee|worker",
    "office",
    "pupil|child|student",
)
"""Who and what is counted, by the stems of the words that may stand for one another."""

_COUNTED = re.compile(
    r"^(?: of)?(?: (?:the|all|its|our|local|small))* "
    rf"(?:{'|'.join(f'(?P<k{at}>{stems})' for at, stems in enumerate(_STEMS))})\w*",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:is|are) (?:\w+ly |still )?(?:losing|falling|shrinking|gaining|rising|growing|declining|lost|gained)\b|"
    r"\b(?:every|each) (?:decade|year)\b|\b(?:today|nowadays|currently|at present)\b",
    re.IGNORECASE,
)
_SPENT = re.compile(r"\b(?:spent|paid out|(?:has|have|was|were|been) invested)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.;:,](?= |$)")
_A_YEAR = re.compile(r"\b(?:(?:every|each|per) year|yearly|annually)\b|^ a year\b", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:from|between) (?P<from>(?:19|20)\d\d) (?:to|and|until) (?P<to>(?:19|20)\d\d)\b", re.IGNORECASE
)
_DONE = re.compile(r"\b(?:has|have|had|was|were)\b", re.IGNORECASE)
_MEANT = re.compile(
    r"\b(?:targets?|aims?|goals?|plan(?:s|ned)?|by|should|will|would|to be|wants?|hopes?|expect\w*|intend\w*|seeks?|"
    r"decided|decision|if|set)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"^(?P<from>\d{4})\.\.(?P<to>\d{4})$")


def check(material: Material) -> Iterator[ProseIssue]:
    """What is said of quoted and decided numbers, against the records that they are of. It warns."""
    for sentence in material.sentences:
        for span in sentence.spans:
            if span.number.kind is NumberKind.COMPUTED or sentence.form in ("heading", "account"):
                continue
            found = _beyond(sentence, span, material)
            if found is not None:
                match, what, fix = found
                said = worded(
                    "'%(word)s' goes beyond '%(id)s': %(what)s, in '%(near)s'.",
                    word=match[0].strip(),
                    id=span.number.record.partition(":")[2],
                    what=what,
                    near=excerpt(sentence.text, span.start, span.end),
                )
                yield _find(sentence.record, sentence.where, said, fix, Severity.WARNING)


def _beyond(sentence: Sentence, span: Span, material: Material) -> Beyond | None:
    kind, _, id = span.number.record.partition(":")
    record = material.authored.decisions.get(id) if kind == "decision" else material.authored.of_kind(kind).get(id)
    if record is None:
        return None
    if isinstance(record, Decision):
        return _as_done(sentence, record)
    return (
        _of_others(sentence, span, record, material)
        or (_elsewhere(sentence, record, material) if isinstance(record, Finding) else None)
        or _at_another_time(sentence, span, material)
        or (_as_more_money(sentence, span, record) if isinstance(record, FundingStream) else None)
    )


def _of_others(sentence: Sentence, span: Span, record: Any, material: Material) -> Beyond | None:
    """`{{ quoted:consultation }} residents`, of a record that has organisations."""
    match = _COUNTED.match(sentence.words[span.end :])
    stated = material.stated(span.number)
    if match is None or stated is None:
        return None
    kind = next(name for name, word in match.groupdict().items() if word is not None)
    parts = (record.id, *(getattr(record, name, "") for name in ("title", "text", "scope")))
    told = " ".join((*parts, stated.unit, stated.words, stated.scope))
    if re.search(rf"\b(?:{_STEMS[int(kind[1:])]})", told.replace("-", " "), re.IGNORECASE):
        return None
    return match, worded("its record does not speak of them"), worded("Call it as its record does.")


def _elsewhere(sentence: Sentence, record: Finding, material: Material) -> Beyond | None:
    """`Jobs in Hertfordshire fell by {{ quoted }}`, of a finding on one district."""
    own = [name for code in record.places if (name := material.name_of(code)) != code]
    if not own or any(re.search(rf"\b{re.escape(name)}\b", sentence.words) for name in own):
        return None
    names = sorted(name for code in material.places if (name := material.name_of(code)) != code)
    match = re.search(rf"\b(?:{'|'.join(map(re.escape, names))})\b", sentence.words) if names else None
    if match is None:
        return None
    return match, worded("it is of %(place)s", place=", ".join(own)), worded("Name the place that it is of.")


def _at_another_time(sentence: Sentence, span: Span, material: Material) -> Beyond | None:
    """`every decade it loses {{ quoted }}`, of one decade that is past."""
    stated = material.stated(span.number)
    years = _SPAN.match(stated.period) if stated is not None else None
    match = _NOW.search(sentence.words) if years is not None else None
    if years is None or match is None or years["to"] in sentence.words:
        return None
    of = worded("%(first)s to %(last)s", first=years["from"], last=years["to"])
    return match, worded("it is of %(period)s", period=of), worded("Say of when it is.")


def _as_more_money(sentence: Sentence, span: Span, record: FundingStream) -> Beyond | None:
    """`has spent {{ quoted:fund }}`, `{{ quoted:fund }} each year`: what a fund holds in all."""
    words, start = sentence.words, clause_start(sentence.words, span.start)
    stop = _CLAUSE_END.search(words, span.end)
    end = stop.start() if stop is not None else len(words)
    spent = _SPENT.search(words, start, end)
    if (
        spent is not None
        and not is_negated(words[start : spent.start()])
        and "spent" not in f"{record.text} {record.scope}"
    ):
        what = worded("its record says what the fund holds, and not what was spent")
        return spent, what, worded("Say what was set aside, or quote a source on what was spent.")
    years = [day.year for day in (record.opened, record.closed) if day is not None]
    if not span.number.figure and len(years) == 2 and years[1] - years[0] > 1:
        yearly = _A_YEAR.search(words, start, span.start) or _A_YEAR.search(words[span.end : end])
        if yearly is not None:
            over = worded("it is for %(first)s to %(last)s together", first=years[0], last=years[1])
            return yearly, over, worded("Say the years that it is for.")
    match = _FROM_TO.search(words) if len(years) == 2 else None
    if match is not None and not all(years[0] - 1 <= int(match[end]) <= years[1] + 1 for end in ("from", "to")):
        of = worded("it is for %(first)s to %(last)s", first=years[0], last=years[1])
        return match, of, worded("Say the years that it is for.")
    return None


def _as_done(sentence: Sentence, record: Decision) -> Beyond | None:
    """`{{ decided:target }} have been trained`: a target told as reached."""
    if record.kind is not DecisionKind.TARGET or sentence.form == "plan" or _MEANT.search(sentence.words):
        return None
    match = _DONE.search(sentence.words)
    if match is None or is_negated(sentence.words[: match.end() + 6]):
        return None
    return match, worded("it is a target, and no record says that it was reached"), worded("Say that it is a target.")
