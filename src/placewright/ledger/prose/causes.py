"""Causes: what made a figure rise or fall, which no test of figures can bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.comparison_words import compared
from placewright.ledger.prose.directions import MOVES
from placewright.ledger.prose.material import CLAIMED, Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.printed import is_negated
from placewright.records.prose import NumberKind

RULE = "untested-cause"
_find = finder(RULE)

_CAUSED = re.compile(
    r"\b(?:because(?: of)?|owing to|thanks to|on account of|"
    r"due to(?! (?:begin|start|open|report|be|end|close|come|take|run|meet|go)\b)|"
    r"as a (?:direct )?(?:result|consequence) of|(?:caused|driven|brought about|brought on|fuelled|explained) by|"
    r"(?:has|have) (?:led to|caused|brought about|pushed|driven)|led to|leads to|"
    r"resulted in|results in|(?:which|that) (?:caused|explains|drove|drives|pushed)"
    r"|(?P<it>(?:it|what) (?:is|was) [^.;:,■]{2,60}? (?:that|which|who) (?:has |have |had )?(?:lift(?:s|ed)|drags?|"
    r"dragged|pull(?:s|ed)|push(?:es|ed)|brought|held|kept|rais(?:es|ed)|cut|boost(?:s|ed)|fuel(?:s|led)|sank|saved)))\b",
    re.IGNORECASE,
)
_WORDS = frozenset(
    {
        "because", "owing", "thanks", "due", "result", "consequence", "caused", "driven", "brought", "fuelled",
        "explained", "explains", "lifts", "lifted", "drag", "drags", "dragged", "pulls", "pulled", "pushes", "pushed",
        "held", "kept", "raises", "raised", "cut", "boosts", "boosted", "fuels", "fueled", "sank", "saved", "account",
        "led", "leads", "resulted", "results", "drove", "drives",
    }
)  # fmt: skip
_OWN_REASON = re.compile(
    r"\b(?:we|it matters|matters?|counts? for|measure[sd]?|stands? out|is used|are used|is shown|are shown|misleads?|"
    r"chosen|chose|rest|called|count(?:ed)?|publish\w*|survey)\b|\?",
    re.IGNORECASE,
)


_IS_PART = re.compile(r"\bpart of the (?:gap|change)\b")
"""Names of figures that are themselves what something brought, as an industry mix brings part of a gap."""


def check(material: Material) -> Iterator[ProseIssue]:
    """Sentences that say why a computed figure moved or differs, without anybody quoted who found it. They warn."""
    for sentence in material.sentences:
        if sentence.vocabulary.isdisjoint(_WORDS) or sentence.form in ("heading", "quote"):
            continue
        match = _CAUSED.search(sentence.words)
        if match is None or not _speaks_of_figures(sentence) or _is_explained(sentence, material):
            continue
        if is_negated(sentence.words[: match.start()]) or _OWN_REASON.search(sentence.words):
            continue
        if match["it"] is None and not compared(sentence) and MOVES.search(sentence.words) is None:
            continue
        what = worded(
            "The sentence gives a cause, '%(word)s', in '%(near)s', and nobody is quoted who found it.",
            word=match[0],
            near=excerpt(sentence.text, *match.span()),
        )
        fix = worded("Rest the claim on a finding, quote it ('{{ quoted:ID }}'), or say what is so without saying why.")
        yield _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _speaks_of_figures(sentence: Sentence) -> bool:
    """Whether a computed figure stands in it, or a claim says it."""
    return (bool(sentence.claim) and sentence.form == "claim") or sentence.holds_kind(NumberKind.COMPUTED)


def _is_explained(sentence: Sentence, material: Material) -> bool:
    """Whether somebody is quoted in it or for its claim, or a figure of it says by itself what brought how much."""
    if sentence.holds_kind(NumberKind.QUOTED) or CLAIMED in sentence.words:
        return True
    for span in sentence.spans:
        figure = material.figure(span.number)
        definition = material.definition(figure) if figure is not None else None
        if definition is not None and _IS_PART.search(definition.name):
            return True
    claim = material.claim(sentence.claim) if sentence.claim else None
    return claim is not None and bool(claim.findings or claim.events)
