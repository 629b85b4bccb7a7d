"""Piled comparisons: several in one sentence, of which the tests of its claim bear out but one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from placewright.core.issues import Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.ledger.prose.comparison_words import harmless_spans
from placewright.ledger.prose.extremes_over_time import said_over_time
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.pairs import OVER_TIME, transformation
from placewright.ledger.prose.place_names import is_same_place
from placewright.ledger.prose.printed import clause_start, is_negated
from placewright.ledger.prose.said_again import said_again
from placewright.ledger.prose.tested import is_of_time, stands_of
from placewright.ledger.prose.titles import VOCABULARY, denied_word
from placewright.ledger.prose.untested_comparisons import speaks_of_tests
from placewright.records.claim import Claim, Comparison
from placewright.records.prose import NumberKind
from placewright.records.verdict import FigureResult

RULE = "piled-comparison"
_find = finder(RULE)

_ROSE = r"risen|rose|grew|grown|surged|soared|climbed|doubled|trebled|tripled"
_FELL = r"fallen|fell|shrank|shrunk|plunged|slumped|halved|plummeted|slid|slipped|dwindled"
_ROSE_HAVING = r"increased|expanded|widened|gained|recovered|rebounded"
_FELL_HAVING = r"decreased|declined|dropped|narrowed|contracted|stalled|stagnated"
_RISES = r"rises|grows|increases|climbs|widens"
_FALLS = r"falls|decreases|declines|drops|shrinks|narrows"
_RISING = (
    r"rising|growing|increasing|climbing|widening|soaring|recovering|on the rise|on the up|going up|gaining ground"
)
_FALLING = (
    r"falling|decreasing|declining|shrinking|narrowing|slipping|sliding|dwindling|ebbing|eroding|in decline|"
    r"on the wane|going down|losing ground"
)
_NOT_A_NOUN_NEXT = (
    r"(?=[.,;:)]|$| (?:and|but|or|since|from|by|faster|fast|slowly|quickly|in|over|to|again|every|each|year|more|less|"
    r"still|sharply|steadily|for|as|there|here|too|than|at|while|with|below|above)\b)"
)
_MOVES = re.compile(
    rf"\b(?:(?P<rose>{_ROSE})|(?P<fell>{_FELL})"
    rf"|(?<=\bhas )(?:still |also |since |now )?(?:(?P<rose1>{_ROSE_HAVING})|(?P<fell1>{_FELL_HAVING}))"
    rf"|(?<=\bhave )(?:still |also |since |now )?(?:(?P<rose2>{_ROSE_HAVING})|(?P<fell2>{_FELL_HAVING}))"
    rf"|(?<=\bit )(?:still |also |now )?(?:(?P<rose3>{_RISES})|(?P<fell3>{_FALLS}))"
    rf"|(?:(?P<rose4>{_RISING})|(?P<fell4>{_FALLING})){_NOT_A_NOUN_NEXT})\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:highest|lowest|largest|smallest|biggest|greatest|most|fewest|least|best|worst|fastest|slowest|strongest|"
    r"weakest|longest|shortest|cheapest|dearest)\b(?:(?!districts|counties|areas|members)[^.;,]){0,80}? "
    r"(?:in|of|across|anywhere in|throughout) (?:all |the whole of )?(?:(?:the )?(?:country|nation|world|land)|"
    r"(?-i:England|Britain|Great Britain|the UK|the United Kingdom|Europe))\b",
    re.IGNORECASE,
)
_TO_A_NUMBER = re.compile(r"[^.;,■]{0,40}? to (?:about |only |just |some |nearly )?■")
_ATTRIBUTE = re.compile(r"\b(?:a|an|the|its|their|our|of|with|for|by|from|through|after|before|when|while) $", re.I)
_PAST_TIME = (
    r"(?:(?:in|at|on|it was in|it was at|they were in|it had in) )?(?:■|(?:it|they) (?:was|were|had|did)|before\b|"
    r"ever\b|"
    r"previously|in the past|last (?:year|decade)|(?:a|one) (?:decade|generation|year) (?:ago|before|earlier)|"
    r"(?:\w+) years (?:ago|before|earlier))"
)
_THAN_BEFORE = re.compile(rf"\bthan {_PAST_TIME}", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(?:than|below|above|ahead of|behind|exceeds?|exceeded|outperforms?|underperforms?|lags?(?: behind)?|trails?|"
    r"outstrips?|beats?|overtakes?|surpass(?:es)?) (?P<what>(?:in |at |on |for |that (?:of|in) |those (?:of|in) )?"
    r"(?P<name>(?:the )?[\w'’-]+(?: (?:of|and|in|the|on)? ?[\w'’-]+){0,3}))"
)
_AND_ANOTHER = re.compile(
    r"\bthan (?:in |at |that (?:of|in) )?(?:the )?[A-Z][\w'’-]+(?: [\w'’-]+){0,3}(?: \(■+\))?,? (?:and|or|nor) "
    r"(?:in |of )?"
    r"(?P<name>(?:the )?[A-Z][\w-]+(?: (?:(?:of|and|the|on) )*[A-Z][\w-]+)*)(?=[.,;:(]| \(|$)"
)
_MANY = re.compile(
    r"^(?:(?:any|every|each|all|most)(?: of)?(?: (?:its|the))? (?:other )?|"
    r"(?:its|the|other) (?:\w+ )?(?=neighbours|peers)|"
    r"(?:all |the )?others?\b|elsewhere|anywhere|neighbours|neighbouring|peers|its (?:statistical )?neighbours)",
    re.IGNORECASE,
)
_NOT_A_PLACE = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Level|GVA|GDP|A-levels|"
    r"GCSEs?|T|I|We|It|The|Covid|Q\d)\b"
)
_WIDER = {
    "country": re.compile(r"^the (?:nation(?:al)?|country(?!side))\b|^national", re.IGNORECASE),
    "region": re.compile(r"^the region(?:al)?\b|^regional", re.IGNORECASE),
}
_NO_LEVEL = {
    "country": worded("and no figure is of the country."),
    "region": worded("and no figure is of the region."),
}
_LEVELS = {"country": frozenset({"country", "nations", ""}), "region": frozenset({"region", "itl1", ""})}
_CAPITAL = re.compile(r"^(?:the )?(?P<name>[A-Z][\w-]+(?: (?:(?:of|and|the|on) )*[A-Z][\w-]+)*)")
_SAME = {"UK": "United Kingdom", "Britain": "Great Britain", "GB": "Great Britain", "the East": "East of England"}
_OF_GROWTH = re.compile(
    r"\b(?:growth|growing|grow|grew|grown|change|changes|faster|trend|peak|highest year)\b", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")
_SET_AGAINST = frozenset(
    _WORD.findall(
        "than below above ahead behind exceed exceeds exceeded outperform outperforms underperform underperforms lag "
        "lags trail trails outstrip outstrips beat beats overtake overtakes surpass surpasses"
    )
)
_MOVING = frozenset(
    _WORD.findall(
        f"{_ROSE}|{_FELL}|{_ROSE_HAVING}|{_FELL_HAVING}|{_RISES}|{_FALLS}|rising|growing|increasing|climbing|widening|"
        "soaring|recovering|rise|up|gaining|falling|decreasing|declining|shrinking|narrowing|slipping|sliding|dwindling|"
        "ebbing|eroding|decline|wane|down|losing"
    )
)
_SCOPES = frozenset({"country", "nation", "world", "land", "england", "britain", "uk", "kingdom", "europe"})
_OF_TITLES = _SCOPES | VOCABULARY
_ANY = _SET_AGAINST | _MOVING | _SCOPES


@dataclass(frozen=True, slots=True)
class _Borne:
    """What the figures and tests of a claim can bear out: movement over time, places by name, and an order of many."""

    over_time: bool
    ways: frozenset[int]
    places: frozenset[str]
    levels: frozenset[str]
    many: bool
    ranked: bool


def check(material: Material) -> Iterator[ProseIssue]:
    """Comparisons in a claim of which no figure or test of it speaks, beside one that is tested."""
    for sentence in material.sentences:
        if sentence.form == "heading" and not sentence.vocabulary.isdisjoint(_OF_TITLES):
            yield from _of_title(sentence, material)
        if not sentence.claim and sentence.record.startswith("chapter:"):
            yield from said_again(sentence, material, RULE)
        if sentence.form != "claim" or not sentence.claim or not sentence.vocabulary & _ANY:
            continue
        claim = material.claim(sentence.claim)
        quoted = any(span.number.kind is NumberKind.QUOTED for span in sentence.spans)
        # what rests on findings or events alone, or quotes its number, is not the tests' to bear out
        if claim is None or quoted or not claim.figures:
            continue
        # where no test compares at all, or none is of the sentence, the rule of untested comparisons says so
        if all(test.is_ is Comparison.EQUALS for test in claim.holds) or not speaks_of_tests(sentence, claim):
            continue
        yield from _of_sentence(sentence, claim, material)


def _of_title(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """A heading that says highest in the country without a test, or a claim's title that its tests deny."""
    claim = material.claim(sentence.claim) if sentence.claim else None
    scope = _SCOPE.search(sentence.words)
    if scope is not None and (claim is None or not _is_ordered(claim)):
        said = worded("The heading says '%(word)s', and no test is of the highest or lowest.", word=scope[0])
        fix = worded("Say it without comparing, or let a claim under it test it.")
        yield _find(sentence.record, sentence.where, said, fix, Severity.WARNING)
    if claim is None:
        return
    word = denied_word(sentence, claim, material)
    if word:
        said = worded(
            "The title says '%(word)s', in '%(title)s', and the claim's tests the opposite.",
            word=word,
            title=sentence.text,
        )
        yield _find(sentence.record, sentence.where, said, worded("Correct the title, or the test."))


def _is_ordered(claim: Claim) -> bool:
    is_extreme = any(test.is_ in (Comparison.HIGHEST_IN, Comparison.LOWEST_IN) for test in claim.holds)
    return is_extreme or any(spec.as_.startswith("rank") for spec in claim.figures.values())


def _of_sentence(sentence: Sentence, claim: Claim, material: Material) -> Iterator[ProseIssue]:
    words = sentence.words
    moves = [] if sentence.vocabulary.isdisjoint(_MOVING) else [*_MOVES.finditer(words)]
    objects = [] if sentence.vocabulary.isdisjoint(_SET_AGAINST) else [*_OBJECT.finditer(words)]
    scoped = sentence.vocabulary & _SCOPES and _SCOPE.search(words) is not None
    if not moves and not objects and not scoped:
        return
    borne = _borne_out(claim, material)
    harmless = harmless_spans(words)
    for match in moves:
        if _is_idle(match, words, harmless) or _ATTRIBUTE.search(words[: match.start()]):
            continue
        up = 1 if any(name.startswith("rose") and text for name, text in match.groupdict().items()) else -1
        found = {"word": match[0], "near": excerpt(sentence.text, *match.span())}
        if not borne.over_time:
            if _TO_A_NUMBER.match(words, match.end()):
                continue  # as of `fell to {{ figure }}`
            said = worded("The sentence says '%(word)s', in '%(near)s', and no figure or test is over time.", **found)
            fix = worded("Add a figure of another period and a test against it, or leave the word out.")
            yield _find(sentence.record, sentence.where, said, fix)
            return
        if len(borne.ways) == 1 and up not in borne.ways and not _has_number(words, match):
            said = worded(
                "The sentence says '%(word)s', in '%(near)s', and its tests over time say the opposite.", **found
            )
            yield _find(sentence.record, sentence.where, said, worded("Correct the word, or the test."))
            return
    yield from _out_of_scope(sentence, claim, borne, harmless)
    over_time = said_over_time(sentence) if objects else None
    for match in (*objects, *(_AND_ANOTHER.finditer(words) if objects else ())):
        if over_time is not None and over_time.start() < match.end() and match.start() < over_time.end():
            continue  # `than in any year since`, of which another rule asks for a test over these years
        fault = _unknown_object(match["name"], borne, material)
        if fault is None or _is_idle(match, words, harmless):
            continue
        what, severity = fault
        said = worded(
            "The sentence says '%(word)s', in '%(near)s', %(what)s",
            word=match[0].strip(" ()■"),
            near=excerpt(sentence.text, *match.span()),
            what=what,
        )
        fix = worded("Add the figure and a test against it, or leave the comparison out.")
        yield _find(sentence.record, sentence.where, said, fix, severity)
        return
    before = _THAN_BEFORE.search(words) if objects else None
    if (
        before is not None
        and over_time is None
        and not borne.over_time
        and not _is_idle(before, words, harmless)
        and _is_time(before, sentence)
    ):
        near = excerpt(sentence.text, *before.span())
        said = worded("The sentence says '%(near)s', and no figure or test is over time.", near=near)
        fix = worded("Add a figure of that time and a test against it, or leave the comparison out.")
        yield _find(sentence.record, sentence.where, said, fix)


def _out_of_scope(
    sentence: Sentence, claim: Claim, borne: _Borne, harmless: tuple[tuple[int, int], ...]
) -> Iterator[ProseIssue]:
    """`the highest in England`, where the test is among the workspace's own parts."""
    extremes = [test for test in claim.holds if test.is_ in (Comparison.HIGHEST_IN, Comparison.LOWEST_IN)]
    if (
        borne.ranked
        or not extremes
        or not all(test.among == "members" or isinstance(test.among, tuple) for test in extremes)
    ):
        return
    for match in _SCOPE.finditer(sentence.words):
        if not _is_idle(match, sentence.words, harmless):
            said = worded(
                "The sentence says '%(word)s', in '%(near)s', and its tests are among a few places.",
                word=match[0],
                near=excerpt(sentence.text, *match.span()),
            )
            fix = worded('Say among whom it is, or test it among a level, as in `among = "lad"`.')
            yield _find(sentence.record, sentence.where, said, fix)
            return


def _is_time(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether what stands behind `than` is a time: words of one, or the period of a figure."""
    if not match[0].endswith("■"):
        return True
    number = sentence.number_at(match.end() - 1)
    return number is not None and number.part in ("period", "from")


def _is_idle(match: re.Match[str], words: str, harmless: tuple[tuple[int, int], ...]) -> bool:
    """Whether the word is part of a phrase that compares nothing, or is denied, wished or asked."""
    if any(first < match.end() and match.start() < last for first, last in harmless):
        return True
    return is_negated(words[clause_start(words, match.start()) : match.start()])


def _has_number(words: str, match: re.Match[str]) -> bool:
    """Whether a number stands right behind the word, which another rule holds against it."""
    return re.match(r"[^.;,]{0,30}?\b(?:by|to|from)\b[^.;,]{0,12}■", words[match.end() :]) is not None


def _unknown_object(name: str, borne: _Borne, material: Material) -> tuple[str, Severity] | None:
    """What is wrong with what something is set against, where no figure of the claim is of it."""
    if _MANY.match(name):
        if borne.many or len(borne.places) > 2:
            return None
        none = worded("and no test is of more than one other place, nor of the highest or lowest.")
        return none, Severity.WARNING
    for level, pattern in _WIDER.items():
        if pattern.match(name):
            if borne.levels & _LEVELS[level] or borne.many:
                return None
            return _NO_LEVEL[level], Severity.WARNING
    capital = _CAPITAL.match(name)
    if capital is None or _NOT_A_PLACE.match(capital["name"]):
        return None
    place = capital["name"]
    same = _SAME.get(place, place)
    if any(is_same_place(same, known) for known in borne.places if known):
        return None
    is_known = any(place == one or place == one.removesuffix("shire") for one in material.names())
    # the East of England is known where England is
    is_part = any(re.search(rf"\b{re.escape(known)}\b", same) for known in borne.places if known)
    severity = Severity.ERROR if is_known or is_part else Severity.WARNING
    return worded("and no figure is of %(place)s.", place=place), severity


def _borne_out(claim: Claim, material: Material) -> _Borne:
    figures = material.figures_of(claim.id)
    stands = [stand for stand in stands_of(claim, figures, material) if stand.over_time]
    one_series: dict[tuple[object, ...], set[str]] = {}
    for figure in figures.values():
        one_series.setdefault((figure.origin, figure.place, figure.as_), set()).add(figure.period)
    over_time = bool(stands) or any(_is_over_time(figure, material) for figure in figures.values())
    over_time = over_time or any(len(periods) > 1 for periods in one_series.values())
    operands = {figure.as_.partition(":")[2] for figure in figures.values()} - {""}
    codes = {figure.place for figure in figures.values()} | operands
    bases = {
        definition.index_base
        for figure in figures.values()
        if (definition := material.definition(figure)) is not None and definition.index_base
    }
    names = {figure.place_name for figure in figures.values()} | {material.name_of(code) for code in operands}
    names |= {_SAME.get(base, base) for base in bases}
    for figure in figures.values():
        sides = definition.sides if (definition := material.definition(figure)) is not None else None
        names |= {word for word in (*sides.more, *sides.less) if word[:1].isupper()} if sides is not None else set()
    levels = {material.level_of(code) for code in codes} - {""} | ({"country"} if bases else set())
    many = any(test.is_ in (Comparison.HIGHEST_IN, Comparison.LOWEST_IN) for test in claim.holds)
    ranked = any(transformation(figure).startswith("rank") for figure in figures.values())
    return _Borne(
        over_time,
        frozenset(stand.side for stand in stands),
        frozenset(names),
        frozenset(levels),
        many or ranked,
        ranked,
    )


def _is_over_time(figure: FigureResult, material: Material) -> bool:
    """Whether a figure speaks of two times: by what is done to it, by its span, or by what its indicator is of."""
    if transformation(figure) in OVER_TIME or is_of_time(figure) or figure.from_period or ".." in figure.period:
        return True
    definition = material.definition(figure)
    return definition is not None and _tells_of_growth(definition.name, definition.definition)


@lru_cache(maxsize=2_000)
def _tells_of_growth(name: str, definition: str) -> bool:
    return _OF_GROWTH.search(f"{name} {definition}") is not None
