"""What is said of all: of every district, of none, of all but two, or of year after year, and what ranges over them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.comparison_words import compared
from placewright.ledger.prose.directions import FELL, GAINS, LOSSES, MOVES, ROSE
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.number_words import SMALL
from placewright.ledger.prose.pairs import is_change
from placewright.ledger.prose.said_of_everybody import is_all_or_none, said_of_everybody
from placewright.records.claim import Claim, Comparison, Test, Threshold
from placewright.records.prose import NumberKind
from placewright.records.verdict import FigureResult

RULE = "said-of-all"
_find = finder(RULE)

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a handful|a few)"
_OF = r"(?: of)?(?: (?:the|its|our|their|these|those))?"
_NOT_THEIR_COUNCIL = (
    r"(?![ -](?:councils?|hospitals?|valuers?|plans?|centres?|councillors?|leaders?|heating|deals?|funds?|boards?|"
    r"halls?|clerks?|surveyors?)\b)(?!['’])"
)
_WHOLE = r"(?:the|our) (?:county|area|region)"
_PLACE = (
    rf"(?:(?:district|borough|local authority(?: area)?|town|county|region|(?:corner|part) of {_WHOLE})\b"
    rf"{_NOT_THEIR_COUNCIL})"
)
_PLACES = (
    rf"(?:(?:districts|boroughs|local authorities|local authority areas|towns|counties|regions|"
    rf"(?:corners|parts) of {_WHOLE})\b{_NOT_THEIR_COUNCIL})"
)
_EITHER = rf"(?:{_PLACES}|{_PLACE})"
_THEN = (
    r"(?= (?:was|were|is|are|has|have|had|did|do|does|lost|gained|grew|fell|rose|saw|stood|made|shrank|gave|added)\b)"
)
_EVERY = (
    rf"(?:every|each)(?: and every)?(?: single| one of{_OF})?(?: (?P<other>other))?(?: \w+)? {_EITHER}"
    rf"|all{_OF}(?: (?P<others>other))?(?: {_NUMBER})?(?: \w+)? {_PLACES}|all {_NUMBER}{_THEN}"
)
_NONE = (
    rf"(?:none|not one){_OF}(?: (?P<no_others>other))?(?: {_NUMBER})?(?: \w+)? {_PLACES}"
    rf"|no (?:single )?(?P<no_other>other )?{_EITHER}"
    r"|nowhere (?:else\b|(?=(?:in|across|among) (?:the|our|its|all) |"
    r"(?:below|above|under|over|less|more|fewer|worse|better)\b))"
)
_COUNT = (
    rf"(?:all but|all except|only|just) (?:one|{_NUMBER})"
    rf"(?:{_OF}(?: {_NUMBER})?(?: other)?(?: \w+)? {_EITHER}|(?: of (?:them|these|those|all|the {_NUMBER}))?{_THEN})"
    rf"|(?:nearly|almost) (?:(?:every|each) {_PLACE}|all{_OF}(?: {_NUMBER})? {_PLACES})"
    rf"|(?<!the )(?:most|half|few|majority|minority|{_NUMBER})(?: out)? of (?:(?:the|its|our|all) )?(?:{_NUMBER} )?"
    rf"(?:other )?{_PLACES}|most {_PLACES}"
)
_MANY = re.compile(rf"\b(?:(?P<every>{_EVERY})|(?P<none>{_NONE})|(?P<count>{_COUNT}))", re.IGNORECASE)
_TIMES = r"(?:years?|quarters?|months?|decades?|times|censuses)"
_STREAK = re.compile(
    rf"\b(?:\w+ (?:successive )?{_TIMES} (?:running|in a row|in succession)"
    rf"|(?:for|over|in) \w+ (?:consecutive|successive|straight) {_TIMES}"
    r"|year after year|decade after decade|(?:every|each) (?:single )?(?:year|decade) since"
    r"|in every (?:single )?(?:year|decade) (?:since|from|between|of)"
    r"|without (?:a (?:single )?|any )?(?:break|interruption|pause)|unbroken|uninterrupted(?:ly)?)\b",
    re.IGNORECASE,
)
_PARTS_OF_THE_LAND = re.compile(
    r"^(?: anywhere)? (?:in|of|across|throughout) (?:the (?:country|nation|land|UK|United Kingdom|region)|England|"
    r"(?:Great )?Britain|the (?:East|South|South East) of England)\b"
)
_WAY = LatePattern(rf"\b(?:(?P<down>{FELL}|{LOSSES})|(?:{ROSE}|{GAINS}))\b", re.IGNORECASE)
_TAKEN = re.compile(rf"\b(?:{GAINS}|{LOSSES})\b", re.IGNORECASE)
_ALIKE = LatePattern(
    r"\b(?:moved|moves|went|goes|headed|did|does|do|fared|fares|saw|sees|tells?|told) (?:in )?(?:just |exactly |"
    r"quite )?the "
    r"(?:opposite|other|same|reverse|contrary)\b",
    re.IGNORECASE,
)
"""That others went the same way, or the other."""
_WISHED = re.compile(
    r"\b(?:will|would|should|must|can|could|may|might|shall|cannot|if|whether|unless|aims?|aimed|wants?|wanted|needs?|"
    r"ought|to (?:be|become|have|make|give|reach|see|share|let|help|ensure)|so that|until|hopes?|proposes?|plans?|"
    r"intends?|how|why|asked?|said|told|says|tells|felt|thought|think|fear(?:s|ed)?|heard|argued?)\b|\?",
    re.IGNORECASE,
)
_BUT_HOW = re.compile(
    r"\b(?:can|could|cannot) (?:now |easily |hardly |barely )*(?:afford|get)\b|\b(?:needs?|wants?|felt)\b",
    re.IGNORECASE,
)
"""Words that wish or plan elsewhere, and here say how all of them fare."""
_BESIDE_OTHERS = re.compile(
    r"\b(?:than|as (?:many|much|high|low|few|little|well)|so (?:many|much|high|low|few))\b", re.I
)
_STOP = re.compile(r"[.;:](?= |$)|\b(?:while|whereas|although|though)\b")
_EXTREMES = frozenset({Comparison.HIGHEST_IN, Comparison.LOWEST_IN})
_END_OF = {
    Comparison.BELOW: Comparison.HIGHEST_IN,
    Comparison.FALLING: Comparison.HIGHEST_IN,
    Comparison.ABOVE: Comparison.LOWEST_IN,
    Comparison.RISING: Comparison.LOWEST_IN,
}
_PLACED = frozenset(
    re.findall(
        r"[a-z]+",
        "district districts borough boroughs authority authorities town towns county counties region regions corner "
        "corners part parts",
    )
)
_COUNTED = frozenset(
    re.findall(
        r"[a-z]+",
        "every each all none not no only just nearly almost most half few majority minority two three four five six "
        "seven eight nine ten eleven twelve handful",
    )
)
_ALONE = frozenset(
    re.findall(
        r"[a-z]+",
        "nowhere only just all row running succession consecutive successive straight break interruption pause "
        "unbroken uninterrupted uninterruptedly since after every",
    )
)
_BARE = frozenset({"nowhere", "only", "just", "all", "break", "interruption", "pause", "unbroken", "uninterrupted"})
_AFTER = frozenset(
    {"year", "years", "quarter", "quarters", "month", "months", "decade", "decades", "times", "censuses"}
)


def check(material: Material) -> Iterator[ProseIssue]:
    """Statements of every place, of none or of a number of them, and of a row of years, that nothing ranges over."""
    for sentence in material.sentences:
        if sentence.form in ("quote", "account"):
            continue
        yield from _of_everybody(sentence, material)
        if not _may_say(sentence.vocabulary):
            continue
        matches = [*_MANY.finditer(sentence.words)]
        is_streak = not matches
        if is_streak:
            matches = [*_STREAK.finditer(sentence.words)]
        if sentence.holds_kind(NumberKind.QUOTED) or sentence.holds_kind(NumberKind.DECIDED):
            continue
        match = next((one for one in matches if _is_measured(sentence, one, *_clause(sentence.words, one))), None)
        if match is None:
            continue
        claims = _claims_of(sentence, material)
        if any(_is_borne_out(sentence, match, claim, material, is_streak=is_streak) for claim in claims):
            continue
        yield _issue(sentence, match, is_streak=is_streak)


def _of_everybody(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """`Nobody in the county is badly paid`, which one resident can belie, and no average bears out."""
    match = said_of_everybody(sentence)
    if match is None or sentence.form == "plan" or _WISHED.search(_BUT_HOW.sub(" ", sentence.words)):
        return
    if any(span.number.kind in (NumberKind.QUOTED, NumberKind.DECIDED) for span in sentence.spans):
        return
    if any(is_all_or_none(claim) for claim in _claims_of(sentence, material)):
        return
    said = worded(
        "The sentence says '%(word)s', in '%(near)s', and no test is of all or of none of them.",
        word=match[0].strip(),
        near=excerpt(sentence.text, *match.span()),
    )
    fix = worded("Print the share of them that a claim tests, or quote who found it of all of them.")
    severity = Severity.ERROR if _is_said_by(sentence) else Severity.WARNING
    yield _find(sentence.record, sentence.where, said, fix, severity)


def _may_say(vocabulary: frozenset[str]) -> bool:
    """Whether words stand there without which nothing is said of all places or times."""
    if not vocabulary.isdisjoint(_COUNTED) and not vocabulary.isdisjoint(_PLACED):
        return True
    if vocabulary.isdisjoint(_ALONE):
        return False
    return not vocabulary.isdisjoint(_AFTER) or not vocabulary.isdisjoint(_BARE)


def _issue(sentence: Sentence, match: re.Match[str], *, is_streak: bool) -> ProseIssue:
    found = {"word": match[0].strip(), "near": excerpt(sentence.text, *match.span())}
    if is_streak:
        said = worded("The sentence says '%(word)s', in '%(near)s', and no test is of each of these times.", **found)
        fix = worded("Name two periods and test one against the other, or quote who found it.")
    else:
        said = worded("The sentence says '%(word)s', in '%(near)s', and no test ranges over these places.", **found)
        fix = worded(
            "Let a claim test it, by the lowest or highest of them against the limit or by a figure of each, "
            "or quote who found it."
        )
    return _find(
        sentence.record, sentence.where, said, fix, Severity.ERROR if _is_said_by(sentence) else Severity.WARNING
    )


def _is_said_by(sentence: Sentence) -> bool:
    return bool(sentence.claim) and sentence.form == "claim"


def _clause(words: str, match: re.Match[str]) -> tuple[int, int]:
    """From where to where the statement reaches that the words are part of."""
    start = max((one.end() for one in _STOP.finditer(words, 0, match.start())), default=0)
    stop = _STOP.search(words, match.end())
    return start, stop.start() if stop else len(words)


def _is_measured(sentence: Sentence, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the clause states what could be counted: a comparison, a movement, or a figure; and no wish or plan."""
    words = sentence.words
    if _WISHED.search(words, start, end):
        return False
    said = [one for one in compared(sentence) if start <= one.start() < end and one.start() not in range(*match.span())]
    if sentence.form == "plan":  # what should come about is no statement of fact; what has come about is
        return any(one.lastgroup in ("up", "down") for one in said)
    if said:
        return True
    if MOVES.search(words, start, end) is not None or _TAKEN.search(words, match.end(), end) is not None:
        return True
    return _ALIKE.search(words, match.end(), end) is not None


def _claims_of(sentence: Sentence, material: Material) -> Sequence[Claim]:
    """The claim that says it, or those whose figures the sentence prints or that stand in its paragraph."""
    said = (sentence.claim,) if sentence.claim else (*sentence.printed_claims, *sentence.beside)
    return material.claims(said)


def _is_borne_out(
    sentence: Sentence, match: re.Match[str], claim: Claim, material: Material, *, is_streak: bool
) -> bool:
    figures = material.figures_of(claim.id)
    if not claim.figures:
        return bool(claim.findings or claim.events)
    if is_streak:
        return _is_of_each_time(claim, figures)
    if (
        _is_counted_by_rank(match, claim, figures)
        or _is_of_each_place(claim, figures, material)
        or any(figure.unit in ("districts", "places", "neighbourhoods", "counties") for figure in figures.values())
    ):
        return True
    extremes = [test for test in claim.holds if test.is_ in _EXTREMES]
    if not extremes:
        return False
    if _PARTS_OF_THE_LAND.match(sentence.words[match.end() :]) and all(
        test.among == "members" or isinstance(test.among, tuple) for test in extremes
    ):
        return False
    if not sentence.claim:
        return not _is_of_the_other_end(sentence, match, extremes, figures)
    named = match.groupdict()
    if named["count"] is not None:
        return False
    is_beside_others = any(named[name] for name in ("other", "others", "no_other", "no_others"))
    if is_beside_others or (named["none"] is not None and _BESIDE_OTHERS.search(sentence.words, match.end())):
        return True
    # all are below what the highest of them is below, and above what the lowest of them is above
    ends = {(test.figure, test.is_) for test in extremes}
    return any((test.figure, _END_OF.get(test.is_)) in ends for test in claim.holds)


def _is_of_the_other_end(
    sentence: Sentence, match: re.Match[str], extremes: Sequence[Test], figures: Mapping[str, FigureResult]
) -> bool:
    """Whether all are said to have moved one way, and the claim beside shows only who moved furthest that way.

    The largest loss says nothing of the others: that all of them lost, the least loss or the largest gain would show.
    """
    if match["every"] is None:
        return False
    changes = [test for test in extremes if (figure := figures.get(test.figure)) is not None and is_change(figure)]
    move = _WAY.search(sentence.words, match.end())
    if move is None or not changes or len(changes) != len(extremes):
        return False
    end = Comparison.LOWEST_IN if move["down"] is not None else Comparison.HIGHEST_IN
    return all(test.is_ is end for test in changes)


def _tested(claim: Claim) -> Iterator[str]:
    for test in claim.holds:
        yield test.figure
        other = _other(test)
        if other:
            yield other


def _other(test: Test) -> str:
    than = test.than
    return than.figure if isinstance(than, Threshold) else than if isinstance(than, str) else ""


def _is_counted_by_rank(match: re.Match[str], claim: Claim, figures: Mapping[str, FigureResult]) -> bool:
    """Whether as many places stand before or behind a tested rank as the words say."""
    number = next((SMALL[word] for word in match[0].lower().split() if word in SMALL), None)
    for name in _tested(claim):
        rank = figures.get(name)
        if rank is None or not rank.as_.startswith("rank") or rank.value is None or rank.of is None:
            continue
        if number is None or number in (rank.value - 1, rank.of - rank.value):
            return True
    return False


def _is_of_each_place(claim: Claim, figures: Mapping[str, FigureResult], material: Material) -> bool:
    """Whether the tested figures are of each of the workspace's parts."""
    tested = {name: figures[name] for name in _tested(claim) if name in figures}
    places = {figure.place for figure in tested.values()}
    parts: Collection[str] = material.places[1:]
    return len(parts) > 1 and places.issuperset(parts)


def _is_of_each_time(claim: Claim, figures: Mapping[str, FigureResult]) -> bool:
    """Whether three or more periods of one series are tested."""
    series: dict[tuple[str, str], set[str]] = {}
    for name in _tested(claim):
        if name in figures:
            one = figures[name]
            series.setdefault((one.origin, one.place), set()).add(one.period)
    return any(len(periods) >= 3 for periods in series.values())
