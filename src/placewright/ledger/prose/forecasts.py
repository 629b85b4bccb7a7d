"""Forecasts: what a figure will be, told as if it were known, which no figure of the past can bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.records.prose import NumberKind

RULE = "untested-forecast"
_find = finder(RULE)

_MEASURED = (
    r"output|productivity|gva|gdp|economy|economies|growth|population|employment|unemployment|worklessness|jobs|"
    r"vacancies|"
    r"wages?|pay|earnings|incomes?|salaries|prices?|rents?|homes|floorspace|offices|lead|gaps?|distance|shares?|rates?|"
    r"numbers?|demand|supply|exports?|investment|businesses|firms|enterprises|residents|commuters|commuting|"
    r"deprivation|"
    r"poverty|inequality|skills|figures?|trends?|pace|decline|losses|recovery|district|county|town|rise|fall|sectors?|"
    r"industry"
)
"""What may be measured and moves: its future is a forecast, while a plan's or a building's is a decision."""
_WILL = (
    r"(?:will|shall|(?:is|are) (?:set|bound|sure|certain|destined|poised|on course|on track|expected|forecast|"
    r"projected|"
    r"predicted|likely) to|(?:is|are) going to|(?:can|may) (?:safely )?be (?:expected|relied (?:on|upon)|"
    r"counted (?:on|upon)) "
    r"to)"
)
_MOVE = (
    r"rise|fall|grow|shrink|gain|lose|double|treble|halve|climb|drop|decline|increase|decrease|recover|rebound|widen|"
    r"narrow|close|catch up|overtake|outpace|outgrow|exceed|surpass|lead|lag|improve|worsen|deteriorate|"
    r"accelerate|slow|"
    r"stay|remain|reach|return|vanish|disappear|collapse|boom|soar|plunge|be (?:higher|lower|larger|smaller|wider|"
    r"narrower|twice|double|half|more|fewer|less|gone|back|the (?:highest|lowest|largest|smallest|most|fewest|first))|"
    r"(?:keep|go on|start|begin|stop) (?:on )?(?:rising|falling|growing|shrinking|climbing|declining|increasing|"
    r"decreasing|widening|narrowing|losing|gaining|improving)|hold|last|persist|endure|go on|continue|"
    r"(?:be|become|turn into) (?:the|a|an) (?:country|county|nation|region|world|economy)['’]s? (?:\w+est|leading|top)|"
    r"risen|fallen|grown|shrunk|gained|lost|doubled|trebled|halved|climbed|dropped|declined|recovered|widened|narrowed|"
    r"closed|caught up|overtaken|outgrown|exceeded|surpassed|improved|worsened|reached|returned|vanished|disappeared"
)
_FORECAST = LatePattern(
    rf"\b(?P<of>{_MEASURED})\b(?:['’]s [\w'’-]+| (?:of|in|for|at|from|between|across)\b[^.;:,■]{{0,40}}?| besides "
    rf"[^.;:,■]{{0,30}}?)?"
    rf" {_WILL} (?:(?:not|soon|also|then|still|only|just|\w+ly|ever|once more|again|have|continue to|even) "
    rf")*(?:{_MOVE})\b",
    re.IGNORECASE,
)
_IT_WILL = LatePattern(
    rf"\b(?:it|they|this|that|these|which) (?:{_WILL}) (?:(?:soon|also|then|still|\w+ly|again|have|continue to) "
    rf")*(?:{_MOVE})\b",
    re.IGNORECASE,
)
"""Of something that the sentence before measured."""
_APART = LatePattern(
    r"\b(?:if|unless|whether|where|wherever|when|whenever|once|until(?! the (?:end|middle|close) of| at least\b|"
    r" (?:19|20)\d\d|  ?■)|as long as|provided|should|would|could|may|might|"
    r"can|cannot|how|why|nobody|no one|nothing|whoever|targets?|aims?|plans?|planned|goals?|wants?|hopes?|asks?|"
    r"so that|"
    r"means? that|assum\w+|scenario|suppose|expects?|fears?|says?|said|thinks?|believes?|according to|budget|decided|"
    r"members|pages?|chapters?|tables?|editions?|document|text|register|lists?|measures?)\b|\?",
    re.IGNORECASE,
)
"""What marks a condition, a wish, a target, somebody's own word, or what is said of the document."""
_CAN = re.compile(r"\b(?:can|may) (?=(?:safely )?be )", re.IGNORECASE)
_VERBS = frozenset(
    {"will", "shall", "set", "bound", "sure", "certain", "destined", "poised", "course", "track", "going"}
)
_VERBS |= {"expected", "forecast", "projected", "predicted", "likely", "relied", "counted"}


def check(material: Material) -> Iterator[ProseIssue]:
    """Sentences that say what something measured will do, without a condition, a source or a target. They warn."""
    for sentence in material.sentences:
        if sentence.vocabulary.isdisjoint(_VERBS) or sentence.form in ("heading", "quote", "plan", "account"):
            continue
        match = _FORECAST.search(sentence.words)
        if match is None and (sentence.beside or sentence.spans):
            match = _IT_WILL.search(sentence.words)
        if match is None or _is_apart(sentence, match):
            continue
        what = worded(
            "'%(word)s' tells what is to come, in '%(near)s', and no source is quoted that forecasts it.",
            word=match[0].strip(),
            near=excerpt(sentence.text, *match.span()),
        )
        fix = worded("Quote the forecast ('{{ quoted:ID }}'), say on what it depends, or say what is so today.")
        yield _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _is_apart(sentence: Sentence, match: re.Match[str]) -> bool:
    if sentence.cited or sentence.holds_kind(NumberKind.QUOTED) or sentence.holds_kind(NumberKind.DECIDED):
        return True
    before, after = sentence.words[: match.start()], sentence.words[match.end() :]
    # the `can` of `can be expected to` is no condition; in `the plan is expected to` the subject stands in the match
    said = f"{before} {_CAN.sub(' ', match[0])} {after}"
    return _APART.search(said) is not None
