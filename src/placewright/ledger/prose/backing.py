"""Backing: that residents, firms or all who took part support a plan, which only somebody who asked them can know."""

from __future__ import annotations

import re

from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import CLAIMED, Sentence
from placewright.records.prose import NumberKind

_MANY = (
    r"residents|inhabitants|locals|local people|people|(?:the )?(?:general )?public|voters|taxpayers|households|"
    r"families|"
    r"young people|communities|(?:the )?(?:local )?(?:community|electorate)|businesses|firms|companies|employers|"
    r"(?:the )?business community|stakeholders|everyone|everybody|participants|respondents"
)
"""Who are many and have no one voice: what a council or a board decided is on record, what these think is not."""
_PLAN = (
    r"(?:plans?|strateg(?:y|ies)|priorit(?:y|ies)|proposals?|draft|vision|actions?|approach|document|programme|scheme|"
    r"aims?|targets?|ambitions?|agenda)"
)
_THE_PLAN = rf"(?:the|this|these|our|its|such an?|what)(?: (?!of\b)[\w'’-]+){{0,2}}? {_PLAN}\b"
_BACKS = (
    r"(?:overwhelmingly |strongly |fully |broadly |warmly |widely |largely |all |now |firmly |also |clearly )*"
    r"(?:backs?|backed|supports?|supported|endorses?|endorsed|welcomes?|welcomed|approves? of|approved of|"
    r"agrees? with|agreed with|embraces?|embraced|rejects?|rejected|opposes?|opposed|"
    r"(?:is|are|was|were|stands?|stood|got|gets?) (?:firmly |fully |right |solidly |all )?(?:behind|in favour of|"
    r"against))"
)
_AGREES = (
    r"(?:overwhelmingly |strongly |broadly |all |clearly |unanimously )*(?:agrees?|agreed|demands?|demanded|"
    r"calls? for|called for|insists?|insisted|favours?|favoured)"
)
_BACKING = LatePattern(
    rf"\b(?P<who>{_MANY})(?: (?:of|in|from|across|throughout|who|that)\b[^.;:,■]{{0,60}}?)? (?:have |has |had )?"
    rf"(?:{_BACKS} {_THE_PLAN}|(?P<agrees>{_AGREES})\b(?! to (?:meet|pay|take part)\b))",
    re.IGNORECASE,
)
_APART = LatePattern(
    r"\b(?:no|not|none|nobody|never|neither|nor|few|whether|if|unless|until|will|would|should|could|may|might|must|can|"
    r"how|why|what if|wants?|needs?|hopes?|asks?|asked|so that|to)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
"""What marks the clause as a wish, a question, a denial or a condition."""
_OF_ALL = LatePattern(r"\b(?:all|every|everyone|everybody|unanimous\w*|across|throughout)\b", re.IGNORECASE)

WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        "back backs backed support supports supported endorse endorses endorsed welcome welcomes welcomed approve "
        "approves approved agree agrees agreed embrace embraces embraced reject rejects rejected oppose opposes "
        "opposed "
        "behind favour against demand demands demanded calls call called insist insists insisted favours favoured",
    )
)
"""The verbs of which one stands wherever backing is said."""


def backing(sentence: Sentence) -> re.Match[str] | None:
    """The words that say what many people think of a plan, where no number is quoted and no source named."""
    if sentence.form in ("heading", "quote", "account", "plan") or sentence.cited or CLAIMED in sentence.words:
        return None
    if sentence.holds_kind(NumberKind.QUOTED):
        return None
    match = _BACKING.search(sentence.words)
    if match is None or _APART.search(sentence.words, 0, match.end()):
        return None
    if match["agrees"] is not None and _OF_ALL.search(match[0]) is None:
        return None
    return match
