"""Titles of claims: a word of size, movement or judgement in one that the claim's tests deny."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from placewright.ledger.prose.comparatives import comparing
from placewright.ledger.prose.material import Material, Sentence
from placewright.ledger.prose.pairs import is_plain_value
from placewright.ledger.prose.plain_words import stems_of
from placewright.ledger.prose.tested import Stand, stands_of
from placewright.records.claim import EXTREMES, HIGHEST, Claim

_SIZE = re.compile(
    comparing(
        r"^(?:The |A |An )?(?:(?P<more>more|higher|larger|bigger|longer|greater)|"
        r"(?:fewer|less|lower|smaller|shorter))\b"
    ),
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"\b(?:(?P<more>rises|rising|grows|growing|widens|widening|climbs|climbing|gains ground|gained|"
    r"on the (?:rise|up|increase))|(?:falls|falling|shrinks|shrinking|slides|sliding|slips|slipping|narrows|narrowing|"
    r"declines|declining|loses ground|lost|on the (?:wane|decline|slide)|in decline))\b"
    r"(?! (?:need|demand|case|concern|interest|pressure|pains|up|on|in)\b)",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"^(?:Very |Too |So )?(?:(?P<more>many|much|high|fast)|(?:few|little|low|slow)) (?P<of>[\w-]+(?: [\w-]+)??)"
    r"(?: \w+ing)?(?: (?:in|at|near|for|of|by|here|where|among|on)\b.*)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\{\{ ?[\w-]+ ?\}\}((?: [\w-]+){1,2})")
_JUDGED = re.compile(
    r"^(?:A |The |Still |Far |Well |Now )?(?:(?P<ahead>ahead)|(?P<behind>behind)|(?P<good>better|good)|"
    r"(?:worse|poor|poorer|bad))\b(?! (?:closed|time|schedule|the (?:scenes|figures|numbers|wheel)))",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"\?|\b(?:need|needs|needed|case|how|why|whether|or|must|should|could|would|towards?|to|not|no|nothing|never|"
    r"without|unless|if)\b",
    re.IGNORECASE,
)
VOCABULARY = frozenset(
    re.findall(
        r"[a-z]+",
        "more higher larger bigger longer greater fewer less lower smaller shorter rises rising grows growing widens "
        "widening climbs climbing gains gained falls falling shrinks shrinking slides sliding slips slipping narrows "
        "narrowing declines declining loses lost rise up increase wane decline slide many much high fast few little "
        "low slow ahead behind better good worse poor poorer bad",
    )
)
"""The words of which one stands in every title that may be denied."""


def denied_word(sentence: Sentence, claim: Claim, material: Material) -> str:
    """The word of a title that all the claim's tests of its kind say the opposite of; empty where there is none."""
    words = sentence.words
    if _LEFT_OPEN.search(words):
        return ""
    stands = list(stands_of(claim, material.figures_of(claim.id), material))
    sides = [stand.side for stand in stands]
    over_time = [stand.side for stand in stands if stand.over_time]
    of_places = [stand.side for stand in stands if not stand.over_time]
    found = (
        _denied([*_SIZE.finditer(words)], sides)
        or _denied([*_MOVE.finditer(words)], over_time)
        or _denied(_counted(words, claim, material), of_places or sides or [*_ends(claim, material)])
    )
    return found or _misjudged(words, stands, claim, material)


def _denied(matches: Sequence[re.Match[str]], sides: Sequence[int]) -> str:
    said = {1 if match["more"] is not None else -1 for match in matches}
    if len(said) == 1 and len(set(sides)) == 1 and said != set(sides):
        return _word(matches[0])
    return ""


def _word(match: re.Match[str]) -> str:
    """What is to be corrected: the words, up to what they count."""
    return match[0][: match.end("of") - match.start()] if "of" in match.groupdict() else match[0]


def _counted(words: str, claim: Claim, material: Material) -> list[re.Match[str]]:
    """`Few survive`, where the figure is of those who survive: of nothing else do its tests say how many there are."""
    match = _MANY.match(words)
    if match is None or not _beginnings(stems_of(match["of"])) <= _beginnings(_stems(claim, material)):
        return []
    return [match]


def _beginnings(stems: Iterable[str]) -> set[str]:
    """So much of the stems that `survive` and `survival` are one."""
    return {one[:6] for one in stems}


def _stems(claim: Claim, material: Material) -> set[str]:
    """What the claim's figures are called, and what its sentence counts with them."""
    found = {one for spec in claim.figures.values() for one in stems_of(f"{spec.indicator} {spec.result} {spec.as_}")}
    for behind in _COUNTED.finditer(claim.text):
        found |= set(stems_of(behind[1]))
    for figure in material.figures_of(claim.id).values():
        definition = material.definition(figure)
        if definition is not None:
            found |= set(stems_of(f"{definition.name} {definition.short_name} {definition.definition}"))
    return found


def _ends(claim: Claim, material: Material) -> Iterator[int]:
    """The sides of tests of the highest and the lowest; of what may be a loss neither is more."""
    figures = material.figures_of(claim.id)
    for test in claim.holds:
        own = figures.get(test.figure)
        if own is None or not is_plain_value(own) or (own.value or 0.0) < 0:
            continue
        if test.is_ in EXTREMES:
            yield 1 if test.is_ in HIGHEST else -1


def _misjudged(words: str, stands: Sequence[Stand], claim: Claim, material: Material) -> str:
    match = _JUDGED.match(words)
    if match is None:
        return ""
    by_size = match["ahead"] is not None or match["behind"] is not None
    # `good` may be part of what the figure is called, as schools that are good or outstanding
    if match["good"] is not None and set(stems_of(match["good"])) & _stems(claim, material):
        return ""
    says = 1 if match["ahead"] is not None or match["good"] is not None else -1
    found = {stand.is_good(by_size=by_size) for stand in stands}
    return match[0] if len(found) == 1 and 0 not in found and says not in found else ""
