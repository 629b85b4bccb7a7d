"""Beyond its source: a quoted or decided number told of others, of another place or time, or as more than it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.backing import WORDS as BACKING
from placewright.ledger.prose.backing import backing
from placewright.ledger.prose.late_patterns import LatePattern
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
_OF_IT_SPENT = LatePattern(
    r"^[^.;:■]{0,40}?,? (?:and |with |which (?:was|is|has been) )*(?:(?:all|every (?:penny|pound)|the (?:lot|"
    r"whole)|most|"
    r"half|much|the rest|none)(?: of (?:it|them|this|that|which|the money|the sum))? "
    r"(?:(?:has|have|is|was|were|been|now|already|long) )*|(?:in full|fully|wholly|entirely) )"
    r"(?:spent|paid out|used(?: up)?|invested|gone|drawn down)\b",
    re.IGNORECASE,
)
"""Behind a comma: `a deal of {{ quoted }}, all of it spent`."""
_WHO_DID = LatePattern(
    r"^[^.;:■□]{0,40}?"
    rf"\b(?:{'|'.join(f'(?P<k{at}>(?:{stems})[a-z]*)' for at, stems in enumerate(_STEMS))})"
    r"(?: (?:of|in|from|across) [^.;:,■]{0,30}?)?(?: too| also)? (?:answered|responded|replied|took part|wrote in|"
    r"commented|came|attended|joined|were asked|voted|said)\b",
    re.IGNORECASE,
)
"""Who is said to have answered or come, before the number of those who did."""
_WIDER = LatePattern(
    r"\b(?:(?:the rest of |across |throughout |in )?(?:the|its|our) (?P<wide>county|region|nation|country)|"
    r"(?P<name>England|Britain|the United Kingdom|the UK))\b[^.;:■]{0,60}?$",
    re.IGNORECASE,
)
"""A wider place of which a number behind it is told."""
_WIDE_WORDS = {
    "region": r"region|East of England|South East|Midlands|North (?:East|West)",
    "nation": r"nation|national|England|Britain|United Kingdom|UK|country",
}
_WIDE_WORDS["country"] = _WIDE_WORDS["nation"]
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
_NONE = LatePattern(r"\b(?:no|none|not|nobody|neither|few|how (?:many|much)|what part|whether)\b", re.IGNORECASE)
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
        yield from _backing(sentence)


def _backing(sentence: Sentence) -> Iterator[ProseIssue]:
    """`Residents back the plan`, where nobody is quoted whom they told."""
    match = None if sentence.vocabulary.isdisjoint(BACKING) else backing(sentence)
    if match is not None:
        said = worded(
            "'%(word)s' says what people think, in '%(near)s', and nobody is quoted who asked them.",
            word=match[0].strip(),
            near=excerpt(sentence.text, *match.span()),
        )
        fix = worded("Quote who asked them ('{{ quoted:ID }}'), or say who they were and how many.")
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
        or (_of_a_wider_place(sentence, span, record, material) if isinstance(record, Finding) else None)
        or (_elsewhere(sentence, record, material) if isinstance(record, Finding) else None)
        or _at_another_time(sentence, span, material)
        or (_as_more_money(sentence, span, record) if isinstance(record, FundingStream) else None)
    )


def _of_others(sentence: Sentence, span: Span, record: Any, material: Material) -> Beyond | None:
    """`{{ quoted:consultation }} residents`, of a record that has organisations."""
    match = _COUNTED.match(sentence.words[span.end :]) or _who_did(sentence, span)
    stated = material.stated(span.number)
    if match is None or stated is None:
        return None
    kind = next(name for name, word in match.groupdict().items() if word is not None)
    parts = (record.id, *(getattr(record, name, "") for name in ("title", "text", "scope")))
    told = " ".join((*parts, stated.unit, stated.words, stated.scope))
    if re.search(rf"\b(?:{_STEMS[int(kind[1:])]})", told.replace("-", " "), re.IGNORECASE):
        return None
    return match, worded("its record does not speak of them"), worded("Call it as its record does.")


def _who_did(sentence: Sentence, span: Span) -> re.Match[str] | None:
    """`Residents answered, {{ quoted:consultation }} in all`."""
    match = _WHO_DID.search(sentence.words[: span.start])
    return None if match is None or _NONE.search(match[0]) or is_negated(match[0]) else match


def _of_a_wider_place(sentence: Sentence, span: Span, record: Finding, material: Material) -> Beyond | None:
    """`while the county gained {{ quoted }}`, of a finding on a district that sets it beside the region."""
    match = _WIDER.search(sentence.words[clause_start(sentence.words, span.start) : span.start])
    if match is None or not record.places:
        return None
    own = {material.name_of(code) for code in record.places}
    stated = material.stated(span.number)
    told = " ".join((record.text, record.scope, stated.scope if stated else "", stated.words if stated else ""))
    wide = (match["wide"] or "nation").lower()
    levels = {material.level_of(code) for code in record.places}
    area = material.name_of(material.places[0]) if material.places else ""
    is_own = wide == "county" and (area in own or "county" in levels or re.search(r"\bcounty\b", told) is not None)
    if is_own or (wide != "county" and re.search(rf"\b(?:{_WIDE_WORDS[wide]})", told) is not None):
        return None
    return match, worded("its record does not speak of it"), worded("Name the place that it is of.")


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
    behind = _OF_IT_SPENT.match(words[span.end :])
    stop = _CLAUSE_END.search(words, span.end)
    end = stop.start() if stop is not None else len(words)
    spent = _SPENT.search(words, start, end) or (
        behind if behind is not None and " none" not in behind[0].lower() else None
    )
    if (
        spent is not None
        and not (
            spent is not behind
            and (is_negated(words[start : spent.start()]) or _NONE.search(words, start, spent.start()))
        )
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
