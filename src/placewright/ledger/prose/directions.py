"""Words of direction: the verbs and nouns of gain and loss, and which way each of them points."""

from __future__ import annotations

import re

from placewright.records.indicator import Indicator, Polarity

ROSE = (
    r"rose|risen|rises|grew|grown|grows|increased|increases|climbed|climbs|gained|expanded|widened|"
    r"rebounded|rebounds|surged|surges|soared|soars|jumped|jumps|leapt|advanced|swelled|swollen|"
    r"strengthened|regained|bounced back|picked up|doubled|trebled|tripled|quadrupled|"
    r"quickened|accelerated|sped up|gathered pace|mushroomed|ballooned|multiplied|mounted|"
    r"(?:edged|crept|inched|ticked|nudged|went|gone|goes|came|come|moved|shot|was|were|is|are|been|stands?|stood) up"
)
"""What went up: verbs that stand before `by`, `to` or `from`."""

FELL = (
    r"fell|fallen|falls|shrank|shrunk|shrinks|decreased|decreases|declined|declines|dropped|drops|narrowed|contracted|"
    r"lost|slipped|slips|slid|slides|sank|sunk|sinks|slumped|plunged|plummeted|tumbled|dipped|eased|dwindled|ebbed|"
    r"weakened|receded|retreated|slowed|slackened|decelerated|lost pace|waned|thinned|halved|"
    r"(?:edged|crept|inched|ticked|nudged|went|gone|goes|came|come|moved|was|were|is|are|been|stands?|stood) down"
)
"""What went down."""

BETTERED = r"improved|improves|recovered|recovers"
"""What went the way that is better for its indicator."""

WORSENED = r"worsened|worsens|deteriorated|deteriorates"
"""What went the other way."""

MOVES = re.compile(
    rf"\b(?:(?P<up>{ROSE})|(?P<down>{FELL})|(?P<better>{BETTERED})|(?P<worse>{WORSENED}))\b", re.IGNORECASE
)

PACE = frozenset({"quickened", "accelerated", "sped", "gathered", "slowed", "slackened", "decelerated"})
"""What they say of growth they do not say of a level: the first words of verbs of pace."""

GAINS = (
    r"gained|gains?|added|adds?|won|attracted|drew in|draws in|drawn in|took on|created|recruited|regained|recovered|"
    r"welcomed|brought in"
)
LOSSES = r"lost|loses?|shed|sheds|cut|gave up|gives up|parted with|saw off"

ARRIVED = (
    r"joined|arrived|moved in|moved here|came in|come in|settled|opened|started up|set up|emerged|appeared|returned|"
    r"added|created|gained|won|born|recruited|attracted|registered anew"
)
LEFT = (
    r"left(?! (?:over|in the|on the|to\b))|leave|departed|moved out|moved away|moved on|emigrated|vanished|disappeared|"
    r"quit|closed|shut|folded|ceased|lost|shed|cut|axed|destroyed|removed|gone|went"
)
RISES = (
    r"gains?|rises?|increases?|growth|additions?|influx|surge|jump|recovery|rebound|expansion|inflow|uplift|boost|"
    r"upturn|advance"
)
FALLS = (
    r"loss(?:es)?|falls?|drops?|declines?|decreases?|reductions?|cuts?|slump|outflow|exodus|contraction|dip|shrinkage|"
    r"slide|downturn|setback"
)
BETTER = r"improvements?"
WORSE = r"deterioration|worsening"


def way(match: re.Match[str], definition: Indicator | None) -> int:
    """1 where the word says up, -1 where it says down; 0 where it says better or worse of what is neither."""
    found = match.groupdict()
    if found.get("up") is not None:
        return 1
    if found.get("better") is None and found.get("worse") is None:
        return -1
    polarity = definition.polarity if definition is not None else Polarity.NEUTRAL
    sense = {Polarity.HIGHER: 1, Polarity.LOWER: -1}.get(polarity, 0)
    return sense if found.get("better") is not None else -sense


def _single_words(*patterns: str) -> frozenset[str]:
    """The words that a sentence must hold for one of the patterns to match, small everyday words left out."""
    found: set[str] = set()
    for pattern in patterns:
        plain = re.sub(r"\(\?[!<=][^)]*\)|\\b", " ", pattern).replace("(?:es)?", "?")
        for word, may_end in re.findall(r"([a-z]+)(\??)", plain):
            found |= {word, word[:-1], f"{word}es"} if may_end else {word}
    return frozenset(found - {"in", "on", "out", "off", "here", "with", "anew", "is", "are", "was", "were", "been", ""})


WORDS = _single_words(ROSE, FELL, BETTERED, WORSENED, GAINS, LOSSES, ARRIVED, LEFT, RISES, FALLS, BETTER, WORSE) | {
    "take",
    "takes",
    "took",
}
"""The words of which one stands wherever a movement is said."""
