"""Words against figures: a sentence that says more, risen or highest where its own figures say the opposite."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from placewright.core.said import worded
from placewright.ledger.prose.comparatives import comparing
from placewright.ledger.prose.degrees import WORDS as DEGREE_WORDS
from placewright.ledger.prose.degrees import by_degrees, surely, untold_degrees
from placewright.ledger.prose.directions import WORDS
from placewright.ledger.prose.few_and_most import WORDS as FEW_WORDS
from placewright.ledger.prose.few_and_most import few_or_most
from placewright.ledger.prose.likeness import WORDS as LIKE_WORDS
from placewright.ledger.prose.likeness import unlike
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, claim_place, finder
from placewright.ledger.prose.moves import last_move, moved
from placewright.ledger.prose.number_words import SMALL, WordNumber, cardinals, relatives
from placewright.ledger.prose.pairs import is_change, transformation
from placewright.ledger.prose.parts_in_words import WORDS as PART_WORDS
from placewright.ledger.prose.parts_in_words import wrong_parts
from placewright.ledger.prose.printed import (
    MEND,
    Fault,
    Printed,
    about_each,
    clause_start,
    figure_is,
    figures_are,
    is_left_open,
    laid_together,
    near,
)
from placewright.ledger.prose.steepness import WORDS as STEEP_WORDS
from placewright.ledger.prose.steepness import steeper
from placewright.ledger.prose.unbound_numbers import claims_in_words, is_tested
from placewright.records.claim import EXTREMES, HIGHEST, Claim, Comparison, Test
from placewright.records.verdict import FigureResult

RULE = "words-against-figures"
_find = finder(RULE)
_OR_THE_TEST = worded("Correct the word, or the test.")

_MORE_WORDS = r"more|higher|greater|larger|bigger|longer|wider|older"
_LESS_WORDS = r"fewer|less|lower|smaller|shorter|narrower|younger"
_MORE, _LESS = comparing(_MORE_WORDS), comparing(_LESS_WORDS)
_DIRECTED = (
    WORDS
    | LIKE_WORDS
    | STEEP_WORDS
    | FEW_WORDS
    | DEGREE_WORDS
    | PART_WORDS
    | frozenset(
        f"{_MORE_WORDS}|{_LESS_WORDS}|above|below|over|under|faster|slower|highest|largest|biggest|greatest|most|longest|"
        "exceed|exceeds|exceeded|surpasses|surpassed|outstrip|outstrips|outstripped|dwarfs|outpace|outpaces|"
        "shy|adrift|clear|further|outpaced|outpacing|surpass|overtaken|beaten|short|reach|match|equal|scarcer|rarer|sparser|commoner|"
        "exceeding|surpassing|outstripping|dwarfing|outlast|outlasts|outlasted|outlasting|outlive|outlives|outlived|"
        "outliving|outnumber|outnumbers|outnumbered|outnumbering|overtake|overtakes|overtaking|overtook|topping|outearn|"
        "outearns|outearned|outearning|sooner|earlier|nowhere|"
        "dearest|lowest|smallest|fewest|least|shortest|cheapest|deprived|or".split("|")
    )
)
"""The words of which one stands wherever a direction is said; claims without any are passed over."""

_BESIDE = re.compile(rf"(?:,? (?:a|per) \w+)? (?:(?P<more>{_MORE})|(?:{_LESS}))\b(?! or (?:more|less))", re.IGNORECASE)
_THAN_BY = re.compile(
    rf"\b(?:(?P<more>{_MORE})|(?:{_LESS}))(?: \w+)? than [^.;,■]{{0,50}} by (?:about )?$", re.IGNORECASE
)
_OF_ITSELF = re.compile(
    r" than (?:it|they) (?!is\b|are\b|was\b|were\b|has\b|had\b|did\b|does\b|do\b)[a-z]+", re.IGNORECASE
)
_THE_PLACE = re.compile(r"\b(?:the (?:county|district|borough|town|area|place)|we|here)\b", re.IGNORECASE)
_FAR = r"(?:(?<=, )|(?<=well )|(?<=far )|(?<=just )|(?<=still )|(?<=way ))"
_SET_AGAINST = re.compile(
    rf"\b(?:(?:(?P<more>{_MORE}|further)|(?:{_LESS})|(?P<faster>faster)|(?P<slower>slower))"
    r"(?: [\w-]+){0,2}(?: \(■+\))? than"
    rf"|(?P<above>above|{_FAR}clear of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)|outstrip(?:s|ped|ping)?|"
    r"outpac(?:es?|ed|ing)|dwarfs|"
    r"dwarfing|outlast(?:s|ed|ing)?|outliv(?:es?|ed|ing)|outnumber(?:s|ed|ing)?|overtak(?:es?|ing)|overtook|topping|"
    r"out-?earn(?:s|ed|ing)?)(?! by\b)"
    r"|(?P<sooner>(?:die[ds]?|dying|clos(?:e|ed|ing)|fail(?:ed|ing|s)?|fold(?:ed|ing|s)?|went under) "
    r"(?:sooner|earlier|younger) than)"
    rf"|below|(?:fall|falls|fell|fallen) short of|{_FAR}(?:short|shy|adrift) of"
    r"|(?:do|does|did) not (?:reach|match|equal)"
    r"|(?:exceeded|surpassed|outstripped|outpaced|overtaken|beaten) by)\b",
    re.IGNORECASE,
)
_SCALED = re.compile(
    r"^\s*(?:(?:double|twice)(?P<double>)|half(?P<half>)|(?P<times>two|three|four|five|six|ten) times|"
    r"(?P<other>a (?:third|quarter|fifth|tenth)|(?:two|three) (?:thirds|quarters)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine)(?: \w+)? (?:in|out of)(?: every)? "
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)|"
    r"(?:ten|twenty|fifty|a hundred|two hundred and fifty|250|five) (?:or more )?(?:people|employees|staff|"
    r"workers)))\b",
    re.IGNORECASE,
)
_OF_LIVING = re.compile(r"surviv|life|living")
"""Indicators of how many live on, or how long: who dies sooner has less of it."""
_LAST_WORD = re.compile(
    rf"(?:[,:]|\bstood|\blies|\bwas|\bis) (?:(?:far|much|a little|slightly|rather|well|still|no longer) "
    rf")?(?:(?P<more>{_MORE})|(?:{_LESS}))(?:(?:, "
    rf"[\w ]+)?[.;,]| of (?:its|their|our|today|tomorrow)\b)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:against|compared with|set beside|as opposed to)[^■]{0,20}$", re.IGNORECASE)
_THAN_NUMBER = re.compile(rf"\b(?:(?P<more>{_MORE}|over|above)|(?:{_LESS}|under|below))(?: than)? $", re.IGNORECASE)
_COUNTED_BEHIND = re.compile(r" (?:times\b|years['’]|per cent\b|in a hundred\b|in every hundred\b)", re.IGNORECASE)
_NO_RANK = r"(?! (?:recent|of all|likely)| deprived(?! of))"
_OF_NONE = re.compile(r"\b(?:nowhere|no (?:other )?\w+|none of|not one|never|not)\b(?! doubt)", re.IGNORECASE)
_TOP = re.compile(rf"\b(?:highest|largest|biggest|greatest|the most|longest|dearest)\b{_NO_RANK}", re.IGNORECASE)
_BOTTOM = re.compile(rf"\b(?:lowest|smallest|fewest|the least|shortest|cheapest)\b{_NO_RANK}", re.IGNORECASE)
_LOST = re.compile(r"(?: \w+)? (?:loss|losses|fall|drop|decline|cut)\b", re.IGNORECASE)
_OF_LOSS = re.compile(r"\b(?:loss|fall|drop|decline|outflow|shrinkage)\b[^.;:]{0,90} (?:is|was) the $", re.IGNORECASE)
_OPPOSITES: tuple[tuple[str, str, str], ...] = (
    ("deprived", r"most[- ]deprived", r"least[- ]deprived"),
    ("or", r"\w+ or more\b", r"\w+ or (?:fewer|less)\b"),
    ("or", r"or (?:above|over|higher)\b", r"or (?:below|under|lower)\b"),
    ("at", r"at most\b", r"at least\b"),
    ("than", r"(?:fewer|less) than (?:ten|fifty|five)\b", r"more than (?:ten|fifty|five)\b"),
)
_OF_DEFINITIONS = tuple((word, (re.compile(one, re.I), re.compile(other, re.I))) for word, one, other in _OPPOSITES)


def check(material: Material) -> Iterator[ProseIssue]:
    """Words of direction against the signs and order of the figures beside them; in claims also against the tests."""
    claimed: dict[str, list[Sentence]] = {}
    for sentence in material.sentences:
        if sentence.claim and sentence.form == "claim":
            claimed.setdefault(sentence.claim, []).append(sentence)
        elif sentence.spans and not sentence.vocabulary.isdisjoint(_DIRECTED):
            words, said = laid_together([sentence], material)
            moves = () if sentence.vocabulary.isdisjoint(WORDS) else moved(words, said, {})
            parts = () if sentence.vocabulary.isdisjoint(PART_WORDS) else wrong_parts(words, said)
            for fault in (*moves, *parts, *_between_figures(words, said, material.name_of, sentence.vocabulary)):
                yield _issue(sentence.record, sentence.where, [sentence], fault)
        elif sentence.form == "heading" and not sentence.vocabulary.isdisjoint(PART_WORDS):
            yield from _over_tests(sentence, material)
    for claim, result, _ in material.claimed():
        own = claimed.get(claim.id, [])
        vocabulary = frozenset().union(*(sentence.vocabulary for sentence in own))
        if vocabulary.isdisjoint(_DIRECTED):
            continue
        words, said = laid_together(own, material)
        for fault in (
            *(moved(words, said, result.figures) if not vocabulary.isdisjoint(WORDS) else ()),
            *_between_figures(words, said, material.name_of, vocabulary),
            *(untold_degrees(words, claim, result.figures, said) if not vocabulary.isdisjoint(DEGREE_WORDS) else ()),
            *(surely(words, result) if not vocabulary.isdisjoint(DEGREE_WORDS) else ()),
            *_against_numbers(words, claim),
            *_extremes(words, said, claim, result.figures),
            *_against_definitions(words, claim, material, vocabulary),
        ):
            yield _issue(*claim_place(claim.id), own, fault)
        for sentence in own if not vocabulary.isdisjoint(PART_WORDS) else ():
            for fault in wrong_parts(
                *laid_together([sentence], material), result.figures, partial(is_tested, claim=claim)
            ):
                yield _issue(*claim_place(claim.id), [sentence], fault)


def _over_tests(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """`## More than half have it`, over claims that all test that fewer do."""
    numbers = relatives(sentence.words)
    tested = [one for one in claims_in_words(sentence, material) if any(is_tested(number, one) for number in numbers)]
    faults = [next(iter(_against_numbers(sentence.words, one, of_the_same=True)), None) for one in tested]
    if faults and faults[0] is not None and all(faults):
        yield _issue(sentence.record, sentence.where, [sentence], faults[0])


def _between_figures(
    words: str, said: Sequence[Printed], name_of: Callable[[str], str], vocabulary: frozenset[str]
) -> Iterator[Fault]:
    yield from _beside(words, said, name_of)
    yield from _set_against(words, said)
    yield from _last_word(words, said)
    yield from unlike(words, said, vocabulary)
    if not vocabulary.isdisjoint(STEEP_WORDS):
        yield from steeper(words, said)
    if not vocabulary.isdisjoint(FEW_WORDS):
        yield from few_or_most(words, said)
    if not vocabulary.isdisjoint(DEGREE_WORDS):
        yield from by_degrees(words, said)


def _issue(record: str, where: str, sentences: Sequence[Sentence], fault: Fault) -> ProseIssue:
    start, end, what, fix = fault
    word = "".join(f"{sentence.text} " for sentence in sentences)[start:end].strip(" ,.;:(")
    about = near(sentences, start, end)
    said = worded("'%(word)s' is not so: %(what)s, in '%(near)s'.", word=word, what=what, near=about)
    return _find(record, where, said, fix)


def _beside(words: str, said: Sequence[Printed], name_of: Callable[[str], str]) -> Iterator[Fault]:
    """`{{ difference }} more than`; of the other place of a difference another rule asks."""
    for one in said:
        kind = transformation(one.figure)
        by = _THAN_BY.search(words, max(0, one.start - 70), one.start) if kind == "difference-from" else None
        if by and one.value and (by["more"] is not None) != (one.value > 0):
            yield by.start(), one.end, figure_is(one), MEND
        match = _BESIDE.match(words, one.end)
        if match is None:
            continue
        other = name_of(one.figure.as_.partition(":")[2])
        if other and other in words[clause_start(words, one.start) : one.start]:
            continue
        # whose sign is left out, and who is no change, is less than what it is set against as well
        is_less = one.without_sign and one.value < 0 and (one.definition is None or one.definition.sides is None)
        if one.without_sign and _OF_ITSELF.match(words, match.end()) and not _is_own_subject(words, one):
            continue  # of another place's balance, as `the capital takes {{ net }} more than it sends`
        is_difference = kind == "difference-from" or is_change(one.figure) or is_less
        if is_difference and one.value and (match["more"] is not None) != (one.value > 0):
            yield match.start(), match.end(), figure_is(one), MEND


def _is_own_subject(words: str, one: Printed) -> bool:
    """Whether the clause before a figure names the figure's own place, or calls it the county and the like."""
    before = words[clause_start(words, one.start) : one.start]
    return one.figure.place_name in before or _THE_PLACE.search(before) is not None


def _set_against(words: str, said: Sequence[Printed]) -> Iterator[Fault]:
    """`{{ a }}, more than in England ({{ b }})`."""
    if len(said) < 2:
        return
    for match in _SET_AGAINST.finditer(words):
        behind = [one for one in said if one.start >= match.end()]
        scaled = _SCALED.match(words[match.end() :])
        if not behind or (scaled and scaled["other"]):
            continue
        factor = _factor(scaled)
        other = behind[0]
        between = words[match.end() : other.start]
        if len(between) > 60 or re.search(r"[.;]|,(?! (?:by|at|with) )|\bthan\b", between):
            continue
        own = _subject(said, match.end(), other)
        if match["sooner"] is not None and (own is None or _OF_LIVING.search(own.figure.origin) is None):
            continue
        if own is None or own.value == factor * other.value:
            continue
        if match["faster"] or match["slower"]:
            says_more, is_more = match["faster"] is not None, abs(own.value) > abs(other.value)
        else:
            says_more = match["more"] is not None or match["above"] is not None
            left, right = (abs(one.value) if one.without_sign else one.value for one in (own, other))
            is_more = left > factor * right
        if says_more != is_more:
            yield match.start(), match.end(), figures_are(own, other), MEND


def _factor(scaled: re.Match[str] | None) -> float:
    if scaled is None:
        return 1.0
    if scaled["times"]:
        return float(SMALL[scaled["times"].lower()])
    return 2.0 if scaled["double"] is not None else 0.5


def _subject(said: Sequence[Printed], before: int, other: Printed) -> Printed | None:
    """The figure before the word that is like the one behind it: of its period elsewhere, or of its place at "
    "another time."""
    alike = [one for one in said if one.end <= before and one.key == other.key and one.figure.name != other.figure.name]
    same_period = [
        one for one in alike if one.figure.place != other.figure.place and one.figure.period == other.figure.period
    ]
    same_place = [one for one in alike if one.figure.place == other.figure.place]
    return next(iter((*same_period, *same_place, *alike)), None)


def _last_word(words: str, said: Sequence[Printed]) -> Iterator[Fault]:
    """`{{ a }} then and {{ b }} now: fewer`."""
    if len(said) < 2:
        return
    for match in _LAST_WORD.finditer(words):
        if is_left_open(words[: match.start()]):
            continue
        before = [one for one in said if one.end <= match.start()]
        if len(before) < 2 or before[-1].key != before[-2].key:
            continue
        first, last = before[-2], before[-1]
        if _AGAINST.search(words[: last.start]) and not words[: match.end()].rpartition(",")[2].startswith(" which"):
            first, last = last, first
        left, right = (abs(one.value) if one.without_sign else one.value for one in (last, first))
        if left != right and (match["more"] is not None) != (left > right):
            yield match.start(), match.end(), figures_are(last, first), MEND


def _against_numbers(words: str, claim: Claim, *, of_the_same: bool = False) -> Iterator[Fault]:
    """`fewer than two in three`, where the test says above.

    `of_the_same` is for words that are of what the test is of, and not of the rest: half is half of both.
    """
    tested = [(test.is_, abs(float(test.than))) for test in claim.holds if isinstance(test.than, int | float)]
    if not any(is_ in _OTHER_SIDE for is_, _ in tested):
        return
    for one in (*relatives(words), *cardinals(words)):
        match = _THAN_NUMBER.search(words[: one.start])
        if match is None:
            continue
        if _holds_another(one, words, tested):
            near = ", ".join(dict.fromkeys(f"{number:g}" for is_, number in tested if is_ in _OTHER_SIDE))
            yield match.start(), one.end, worded("the test is of %(number)s", number=near), _OR_THE_TEST
            continue
        is_denied = _OF_NONE.search(words[clause_start(words, match.start()) : match.start()]) is not None
        says = Comparison.ABOVE if (match["more"] is not None) is not is_denied else Comparison.BELOW
        for is_, number in tested:
            if is_ not in _OTHER_SIDE:
                continue
            direct = any(_near_to(number, each) for each in (one.value, 100 * one.value))
            rest = not of_the_same and one.relative and one.value < 1 and _near_to(number, 100 * (1 - one.value))
            wanted = is_ if direct else _OTHER_SIDE[is_]
            if direct != rest and says is not wanted:
                yield match.start(), one.end, worded("the test says %(comparison)s", comparison=is_), _OR_THE_TEST


def _holds_another(one: WordNumber, words: str, tested: Sequence[tuple[Comparison, float]]) -> bool:
    """`more than ten years' earnings`, where the only number that a test holds a figure against is eight."""
    if one.relative or one.value < 2 or not _COUNTED_BEHIND.match(words, one.end):
        return False
    numbers = [number for is_, number in tested if is_ in _OTHER_SIDE]
    same_size = [number for number in numbers if number and 0.25 <= number / one.value <= 4]
    return len(numbers) == len(same_size) == 1 and not _near_to(same_size[0], one.value)


def _near_to(number: float, other: float) -> bool:
    return abs(number - other) <= 0.01 * max(number, other)


def _extremes(
    words: str, printed: Sequence[Printed], claim: Claim, figures: Mapping[str, FigureResult]
) -> Iterator[Fault]:
    """`the highest`, where the test is of the lowest."""
    extremes = [test for test in claim.holds if test.is_ in EXTREMES]
    tested = [_end(test) for test in extremes]
    if not tested:
        return
    falling = any((figures[test.figure].value or 0.0) < 0 for test in extremes if test.figure in figures)
    said: list[tuple[re.Match[str], Comparison]] = []
    for pattern, kind in ((_TOP, Comparison.HIGHEST_IN), (_BOTTOM, Comparison.LOWEST_IN)):
        for match in pattern.finditer(words):
            is_fall = falling and _is_of_a_fall(words, match)
            other = Comparison.LOWEST_IN if kind is Comparison.HIGHEST_IN else Comparison.HIGHEST_IN
            said.append((match, other if is_fall else kind))
    kinds = [kind for _, kind in said]
    own = [one for one in printed if any(test.figure == one.figure.name for test in extremes)]
    said.sort(key=lambda one: one[0].start())
    for (match, kind), beside in zip(said, about_each(words, [match for match, _ in said], own), strict=True):
        of_beside = {_end(test) for test in extremes for one in beside if test.figure == one.figure.name}
        alone = kind not in (of_beside or tested)
        twice = len(said) >= 2 and len(set(kinds)) == 1 and len(said) == len(tested) and len(set(tested)) == 2
        if alone or twice:
            lowest, highest = worded("a test is of the lowest"), worded("a test is of the highest")
            lost = _LOST.match(words, match.end())
            end = lost.end() if lost is not None else match.end()
            yield match.start(), end, lowest if kind is Comparison.HIGHEST_IN else highest, _OR_THE_TEST


def _end(test: Test) -> Comparison:
    """Which end the test is of, whether of places or of periods."""
    return Comparison.HIGHEST_IN if test.is_ in HIGHEST else Comparison.LOWEST_IN


def _is_of_a_fall(words: str, match: re.Match[str]) -> bool:
    """Whether it is the largest loss, or what was lost the most."""
    if _OF_LOSS.search(words[max(0, match.start() - 100) : match.start()]):
        return True
    if _LOST.match(words, match.end()):
        return True
    move = last_move(words[: match.start()].replace("■", "-"))
    return match[0].lower().endswith(("most", "least")) and move is not None and move["down"] is not None


def _against_definitions(words: str, claim: Claim, material: Material, vocabulary: frozenset[str]) -> Iterator[Fault]:
    """`the least deprived fifth`, of an indicator of the most deprived fifth."""
    pairs = [pair for word, pair in _OF_DEFINITIONS if word in vocabulary]
    if not any(one.search(words) or other.search(words) for one, other in pairs):
        return
    definitions = [material.definitions.get(figure.indicator or figure.result) for figure in claim.figures.values()]
    defined = " ".join(f"{one.name}. {one.short_name}. {one.definition}" for one in definitions if one is not None)
    for pair in pairs:
        for said, meant in (pair, pair[::-1]):
            match = said.search(words)
            opposite = meant.search(defined)
            if match and opposite and not said.search(defined) and not meant.search(words):
                yield (
                    match.start(),
                    match.end(),
                    worded("the indicator is of '%(word)s'", word=opposite[0]),
                    worded("Call it as its indicator does."),
                )


_OTHER_SIDE = {Comparison.ABOVE: Comparison.BELOW, Comparison.BELOW: Comparison.ABOVE}
