"""The direction of ranks: a rank counted from one end said to be at the other, as `near the top` of the 20th of 22."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.number_words import SMALL
from placewright.ledger.prose.pairs import transformation
from placewright.ledger.prose.printed import is_negated
from placewright.records.indicator import Polarity
from placewright.records.verdict import FigureResult

RULE = "rank-turned-round"
_find = finder(RULE)

_HIGH = r"highest|largest|biggest|greatest|most|fastest|longest|dearest|densest|richest|oldest"
_LOW = r"lowest|smallest|fewest|least|slowest|shortest|cheapest|sparsest|poorest|youngest"
_GOOD = r"best|strongest|healthiest|leading|foremost|cleanest|safest|greenest|fittest|brightest"
_BAD = r"worst|weakest|laggards?|dirtiest|sickest|bleakest"
_TOP = r"top|head|summit|upper"
_BOTTOM = r"bottom|foot|tail|lower"
_END = (
    rf"(?:(?P<high{{0}}>{_HIGH})|(?P<low{{0}}>{_LOW})|(?P<good{{0}}>{_GOOD})|(?P<bad{{0}}>{_BAD})"
    rf"|(?P<top{{0}}>{_TOP})|(?P<bottom{{0}}>{_BOTTOM}))"
)
_COUNTED = re.compile(
    rf"\b(?:count(?:ed|ing)|starting|beginning|reckoned|ordered|sorted|ranked) from the {_END.format('')}\b",
    re.IGNORECASE,
)
_BEHIND_RANK = re.compile(
    rf"(?:,? from the {_END.format('1')}|[ -](?:place from the )?{_END.format('2')}(?! (?:half|third|quarter)\b))\b",
    re.IGNORECASE,
)
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "quartile": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_PARTS |= {"quintile": 1 / 5, "decile": 1 / 10}
_WITHIN = re.compile(
    rf"\b(?:(?P<top>{_TOP})|(?P<bottom>{_BOTTOM})) (?:(?P<part>{'|'.join(_PARTS)})|(?P<count>three|four|five|six|ten|"
    r"twenty|dozen))\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    rf"\b(?:near|at|towards?|close to|not far from) the (?:very )?(?:(?P<top>{_TOP})|(?P<bottom>{_BOTTOM}))\b"
    r"(?! (?:half|third|quarter|of the (?:page|road|hill|agenda|list of priorities)))"
    rf"|\b(?:among|amongst|one of|with) the (?:(?P<high>{_HIGH})|(?P<low>{_LOW})|(?P<good>{_GOOD})|(?P<bad>{_BAD})"
    r"|(?P<top1>top)|(?P<bottom1>bottom))\b"
    r"|\b(?:second|third|fourth|next)[- ](?:from|to)[- ](?:the )?(?P<bottom2>last|bottom|end)\b"
    r"|\b(?P<good2>few (?:other )?(?:places|districts|counties|regions|towns|areas|cities|boroughs)\b[^.;:■]{0,40}? "
    r"(?:match(?:es)?|rivals?|equals?|beats?|do better|come close|compete with)|unrivalled|unmatched|unequalled|"
    r"unparalleled|unsurpassed|second to none|envy of)\b"
    r"|\b(?:a|the|its) (?:(?P<good1>leading)|(?P<bad1>lagging)) (?:place|position|county|area|district|standing)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:leads|tops|heads)(?=[:;,.]| (?:the|its|all|every|England|Britain|the (?:table|list|field))\b)"
    r"|\b(?:first of all|number one|the front[- ]runner|the leader)\b",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"\b(?:(?P<ahead>ahead of|above|in front of)|(?:behind|below)) all but (?:a |the )?"
    r"(?P<count>one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_WORDS = frozenset(
    f"few|unrivalled|unmatched|unequalled|unparalleled|unsurpassed|none|envy|ahead|behind|above|below|front|last|end|"
    f"{_HIGH}|{_LOW}|{_GOOD}|worst|weakest|laggard|laggards|dirtiest|sickest|bleakest|{_TOP}|{_BOTTOM}|lagging|leads|"
    f"tops|heads|number|front|"
    "leader|first".split("|")
)


@dataclass(frozen=True, slots=True)
class _Rank:
    """A rank as a reader takes it: its place, of how many, and from which end it was counted.

    `high`, `good` and `top` are its places when counted from the highest, the best and the top; None where that end is
    not told.
    """

    name: str
    place: int
    of: int
    lowest_first: bool
    polarity: Polarity
    is_plain: bool

    @property
    def best_first(self) -> bool | None:
        """Whether it is counted from the best; None where neither end is better."""
        if self.polarity is Polarity.NEUTRAL:
            return None
        return self.lowest_first is (self.polarity is Polarity.LOWER)

    @property
    def top_first(self) -> bool | None:
        """Whether it is counted from what a table has at its top; None where that may be either end.

        A plain rank is counted from the best. One that names its end has the highest at the top, unless lower is
        better, where both may be meant.
        """
        if self.is_plain:
            return True
        return None if self.polarity is Polarity.LOWER else not self.lowest_first

    def starts_at(self, end: str) -> bool | None:
        """Whether it is counted from that end: `high`, `low`, `good`, `bad`, `top` or `bottom`."""
        known = {"high": not self.lowest_first, "good": self.best_first, "top": self.top_first}
        if end in known:
            return known[end]
        opposite = known[{"low": "high", "bad": "good", "bottom": "top"}[end]]
        return None if opposite is None else not opposite

    def place_from(self, end: str) -> int | None:
        """Its place when counted from that end; None where it is not told which end that is."""
        starts = self.starts_at(end)
        return None if starts is None else self.place if starts else self.of + 1 - self.place


def check(material: Material) -> Iterator[ProseIssue]:
    """Sentences with one rank that say which end it is at, where it is at the other."""
    for sentence in material.sentences:
        if sentence.vocabulary.isdisjoint(_WORDS):
            continue
        found = _rank_of(sentence, material)
        if found is None:
            continue
        rank, end_of_rank = found
        fault = next(_faults(sentence.words, rank, end_of_rank), None)
        if fault is not None:
            start, end, what = fault
            said = excerpt(sentence.text, start, end)
            word = sentence.words[start:end].strip(" ,-")
            what = worded("'%(word)s' is not so: %(what)s, in '%(near)s'.", word=word, what=what, near=said)
            yield _find(
                sentence.record, sentence.where, what, worded("Correct the word, or count the rank from the other end.")
            )


def _rank_of(sentence: Sentence, material: Material) -> tuple[_Rank, int] | None:
    """The one rank that a sentence prints, or that the claim of a title has, and where it ends in the words."""
    printed: dict[str, tuple[FigureResult, int]] = {}
    for span in sentence.spans:
        figure = material.figure(span.number)
        if figure is not None and _is_rank(figure) and span.number.part == "":
            printed[figure.name] = figure, span.end
    if not printed and sentence.form == "heading" and sentence.claim:
        ranks = [figure for figure in material.figures_of(sentence.claim).values() if _is_rank(figure)]
        printed = {figure.name: (figure, -1) for figure in ranks}
    if len(printed) != 1:
        return None
    figure, end = next(iter(printed.values()))
    definition = material.definition(figure)
    if definition is None or figure.value is None or not figure.of:
        return None
    kind = transformation(figure)
    lowest = kind == "rank-lowest" or (kind == "rank" and definition.polarity is Polarity.LOWER)
    return _Rank(figure.name, round(figure.value), figure.of, lowest, definition.polarity, kind == "rank"), end


def _is_rank(figure: FigureResult) -> bool:
    return transformation(figure) in ("rank", "rank-highest", "rank-lowest")


def _faults(words: str, rank: _Rank, end_of_rank: int) -> Iterator[tuple[int, int, str]]:
    counted = [*_COUNTED.finditer(words)]
    if end_of_rank >= 0 and (behind := _BEHIND_RANK.match(words, end_of_rank)) is not None:
        counted.append(behind)
    for match in counted:
        if rank.starts_at(_end(match)) is False:
            yield match.start(), match.end(), worded("'%(rank)s' is counted from the other end", rank=rank.name)
    place = worded("'%(rank)s' is %(place)s of %(of)s", rank=rank.name, place=rank.place, of=rank.of)
    for match in _NEAR.finditer(words):
        own = rank.place_from(_end(match))
        if own is not None and own > math.ceil(rank.of / 2) and not is_negated(words[: match.start()]):
            yield match.start(), match.end(), place
    for match in _WITHIN.finditer(words):
        own = rank.place_from(_end(match))
        if match["part"] is not None:
            most = math.ceil(rank.of * _PARTS[match["part"].lower()])
        else:
            most = 12 if match["count"].lower() == "dozen" else SMALL[match["count"].lower()]
        if own is not None and own > most and not is_negated(words[: match.start()]):
            yield match.start(), match.end(), place
    for match in _ALL_BUT.finditer(words):
        own = rank.place_from("top" if match["ahead"] is not None else "bottom")
        if own is not None and own != SMALL[match["count"].lower()] + 1 and not is_negated(words[: match.start()]):
            yield match.start(), match.end(), place
    for match in _FIRST.finditer(words):
        own = rank.place_from("top")
        if own is not None and own > 1 and not is_negated(words[: match.start()]):
            yield match.start(), match.end(), place


def _end(match: re.Match[str]) -> str:
    """The end that a match names: the group that matched, without its number."""
    return next(
        name.rstrip("12") for name, text in match.groupdict().items() if text is not None and name.rstrip("12") in _ENDS
    )


_ENDS = frozenset({"high", "low", "good", "bad", "top", "bottom"})
