"""What a chapter says again of the claims beside its words: that a place stands above or below another, or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.place_names import is_same_place
from placewright.ledger.prose.plain_words import stems_of
from placewright.ledger.prose.tested import Stand, stands_of

_OBJECT = (
    r" (?:in |across |for |that (?:of|in) |those (?:of|in) |what it is in )?(?:the rest of )?"
    r"(?:the )?"
    r"(?P<{0}>nation(?:al (?:average|rate|level|figure))?|country|average|(?-i:England|UK|United Kingdom|Great Britain|"
    r"Britain)(?! (?:and|or)\b)|regional (?:average|rate|level)|region|(?-i:[A-Z]\w+ of [A-Z]\w+))\b"
)
_SET = LatePattern(
    rf"\b(?:(?:(?P<ahead>leads?|beats?|outperforms?|outstrips?|outpaces?|outdoes|outdo|surpass(?:es)?|ahead of|"
    rf"better than)|(?:trails?|lags?(?: behind)?|behind|worse than))(?: that of)?{_OBJECT.format('first')}"
    rf"|(?:(?P<more>more|higher|larger|greater|bigger|faster|longer|above|exceeds?)|"
    rf"(?:fewer|less|lower|smaller|slower|shorter|below))(?:[^.;:,■]{{0,60}}? than)?{_OBJECT.format('other')})",
    re.IGNORECASE,
)
_OPEN = LatePattern(
    r"\b(?:need|needs|how|why|whether|must|should|could|would|may|might|towards?|to|not|no|nothing|never|nobody|without|"
    r"unless|if|neither|nor)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:,](?= )|\b(?:and|but|yet|while|though|although)\b", re.IGNORECASE)
_OF_A_NATION = frozenset({"England", "United Kingdom", "Great Britain"})
_NAMES = {"UK": "United Kingdom", "Britain": "Great Britain"}
_FORMS = frozenset({"heading", "summary", "paragraph", "item"})
WORDS = frozenset(
    """
    leads lead beats beat outperforms outperform outstrips outstrip outpaces outpace outdoes outdo surpass surpasses
    ahead better trails trail lags lag behind worse more higher larger greater bigger faster longer above exceeds exceed
    fewer less lower smaller slower shorter below
    """.split()  # noqa: SIM905
)
"""The words of which one stands wherever a place is set against another in a heading."""


def said_again(sentence: Sentence, material: Material, rule: str) -> Iterator[ProseIssue]:
    """A comparison with the nation or region that the claims beside it deny, or in a heading say nothing of."""
    if sentence.vocabulary.isdisjoint(WORDS) or sentence.spans or sentence.form not in _FORMS:
        return
    for match in _SET.finditer(sentence.words):
        start = max((one.end() for one in _CLAUSE.finditer(sentence.words, 0, match.start())), default=0)
        if _OPEN.search(sentence.words, start, match.end()) or "?" in sentence.words[match.end() :]:
            continue
        by_size = match["other"] is not None
        says = 1 if (match["more"] if by_size else match["ahead"]) is not None else -1
        about = stems_of(sentence.words[start : match.start("other" if by_size else "first")])
        found = _best(frozenset(about), match["first"] or match["other"], sentence, material)
        held = {stand.side if by_size else stand.is_good(by_size=True) for _, stand in found}
        told = {"word": match[0], "near": excerpt(sentence.text, *match.span())}
        if found and says not in held and 0 not in held:
            what = worded(
                "It says '%(word)s', in '%(near)s', and the claim '%(claim)s' tests the opposite.",
                claim=found[0][0],
                **told,
            )
            yield finder(rule)(sentence.record, sentence.where, what, worded("Correct the words, or the claim."))
        elif not found and sentence.form == "heading":
            what = worded("The heading says '%(word)s', in '%(near)s', and no claim under it is of that.", **told)
            fix = worded("Say it without comparing, or let a claim under it test it.")
            yield finder(rule)(sentence.record, sentence.where, what, fix, Severity.WARNING)
        else:
            continue
        return


def _best(about: frozenset[str], against: str, sentence: Sentence, material: Material) -> list[tuple[str, Stand]]:
    """Of the claims beside it that test such a comparison those whose figures are called most like the words."""
    found: list[tuple[int, str, Stand]] = []
    for claim in material.claims(sentence.beside):
        for stand in stands_of(claim, material.figures_of(claim.id), material):
            definition = material.definition(stand.own)
            if stand.over_time or definition is None or not _is_against(stand, against, material):
                continue
            called = (
                set(stems_of(f"{definition.name} {definition.short_name} {definition.id} {claim.title}")) - _NO_NAMES
            )
            if alike := len(about & called):
                found.append((alike, claim.id, stand))
    most = max((alike for alike, *_ in found), default=0)
    return [(id, stand) for alike, id, stand in found if alike == most]


def _is_against(stand: Stand, against: str, material: Material) -> bool:
    """Whether a test sets a figure against the place or the level that the words name."""
    other = stand.other or material.name_of(stand.own.as_.partition(":")[2])
    said = _NAMES.get(against, against)
    if said[:1].isupper():
        return is_same_place(said, other)
    return (other in _OF_A_NATION) is not said.lower().startswith("region")


_NO_NAMES = frozenset(
    stems_of("of the a an in for each every by to and or at on per than who that with people more less most few many")
)
"""Words of a name that are of no subject."""
