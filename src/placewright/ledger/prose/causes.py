"""Causes: what made a figure rise or fall, which no test of figures can bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.comparison_words import compared
from placewright.ledger.prose.directions import MOVES
from placewright.ledger.prose.late_patterns import LatePattern
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
    r"dragged|pull(?:s|ed)|push(?:es|ed)|brought|held|kept|rais(?:es|ed)|cut|boost(?:s|ed)|fuel(?:s|led)|sank|"
    r"saved)))\b",
    re.IGNORECASE,
)
_BLAMED = LatePattern(
    r"\b(?:declines?|rises?|falls?|growth(?! (?:deals?|plans?|funds?|boards?|hubs?|strateg\w+|sectors?|"
    r"programmes?)\b)|loss(?:es)?|slump|slide|success|failures?|lead|gaps?|slowdown|recovery|"
    r"poverty|"
    r"deprivation|unemployment|wealth|riches|prosperity|boom|productivity|strength|weakness|shortages?)\b"
    r"(?: (?!(?:may|might|could|will|would|should|whether|if|not|never)\b)[\w'’()-]+){0,7}? "
    r"(?:(?:is|are|was|were) (?:\w+ly |in large part |above all |mostly |all )?(?:down to (?!■|\d|about )|due to|"
    r"because of|"
    r"owing to|thanks to|the (?:result|consequence|fault|work|legacy|price) of|caused by|explained by|driven by|"
    r"rooted in)"
    r"|(?:comes?|came|stems?|stemmed|results?|resulted|springs?|sprang) from\b)",
    re.IGNORECASE,
)
"""A cause that is given to what went up or down, in words that are of nothing else."""
_BLAMING = frozenset(
    {
        "down", "due", "because", "owing", "thanks", "result", "consequence", "fault", "work", "legacy", "price",
        "caused", "explained", "driven", "rooted", "comes", "come", "came", "stem", "stems", "stemmed", "results",
        "resulted", "spring", "springs", "sprang",
    }
)  # fmt: skip
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
    """Sentences that say why something moved or differs, without anybody quoted who found it. They warn."""
    for sentence in material.sentences:
        match = _cause(sentence)
        if match is None or _is_explained(sentence, material):
            continue
        if is_negated(sentence.words[: match.start()]) or _OWN_REASON.search(sentence.words):
            continue
        what = worded(
            "The sentence gives a cause, '%(word)s', in '%(near)s', and nobody is quoted who found it.",
            word=match[0],
            near=excerpt(sentence.text, *match.span()),
        )
        fix = worded("Rest the claim on a finding, quote it ('{{ quoted:ID }}'), or say what is so without saying why.")
        yield _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _cause(sentence: Sentence) -> re.Match[str] | None:
    """Where it gives a cause: of a computed figure, or in words that give one to what rose or fell."""
    if sentence.form in ("heading", "quote"):
        return None
    vocabulary = sentence.vocabulary
    if not vocabulary.isdisjoint(_WORDS) and _speaks_of_figures(sentence):
        match = _CAUSED.search(sentence.words)
        if match is not None and (match["it"] or compared(sentence) or MOVES.search(sentence.words)):
            return match
    if vocabulary.isdisjoint(_BLAMING) or sentence.form in ("plan", "account") or sentence.cited:
        return None
    return _BLAMED.search(sentence.words)


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
