"""Words of comparison: more, fewer, fallen, highest, in a sentence that no test makes true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.comparatives import comparing
from placewright.ledger.prose.comparison_words import compared
from placewright.ledger.prose.exemptions import SIZE_OF_FIRM
from placewright.ledger.prose.extremes_over_time import said_over_time
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import HIDDEN, Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.pairs import is_change, is_plain_value
from placewright.ledger.prose.printed import clause_start, is_left_open
from placewright.records.claim import AMONG_PLACES, EXTREMES, Claim, Comparison, FigureSpec, Test, Threshold
from placewright.records.prose import NumberKind
from placewright.records.verdict import FigureResult

RULE = "untested-comparison"
_find = finder(RULE)

_MODAL = (
    r"expected|forecast|projected|fears?|feared|worr(?:y|ies|ied)|will|would|should|must|could|may|might|can|cannot|"
    r"shall|if|whether|unless|how|why"
)
_INTENT = re.compile(
    rf"\b(?:{_MODAL}|wants?|wanted|wish(?:es)?|calls? for|called for|"
    r"press(?:es|ed)? for|argue[sd]? for|case for|favours?|in favour of|bids? for|"
    r"aims?|aimed|seeks?|needs?|needed|asks?|asked|helps?|so that|until|"
    r"supports?|encourages?|hopes?|proposes?|intends?|commits?|ambition|towards?|to (?:be|become|have|make|do|get|give|"
    r"provide|offer|create|build|attract|bring|keep|find|use|put|spend|raise|reach|win|take|grow|see|show|know|"
    r"understand|say|learn|let|hear|involve|include|share))\b[^.,;:]{0,60}$",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:wants?|calls? for|called for|asks? for|asked for|press(?:es|ed)? for|argue[sd]? for|would like|"
    r"prefers?|favours?)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_OF_CHANGE = re.compile(r"change|growth|trend")
_TO_A_FIGURE = re.compile(r" to (?:about |only |just |some |nearly )?$")
_CONDITION = re.compile(rf"\b(?P<modal>{_MODAL})\b(?P<on>[^.,;:]{{0,60}})$", re.IGNORECASE)
_DOES = re.compile(r"(?:can|could|may|might|will|would|should|must|shall)", re.IGNORECASE)
_GOES_ON = re.compile(
    r" (?!have\b|be\b|not\b|also\b|well\b|still\b|never\b|yet\b)[\w'’-]+ [^.,;:]*\b(?:has|have|is|are|was|were) "
)
"""What follows the verb of a clause within, as in `what people can expect has fallen`, is no part of its condition."""
_THAN_A_PLACE = re.compile(
    r"(?: [\w'’-]+){0,3} than (?:(?:that|those|the one|it does|they do|is|are) )?(?:of |in |at |for )?[A-Z][a-z]"
)
"""Behind a graded word, what two places are held against each other by."""
_LEFT_OPEN = re.compile(
    r"(?: [\w'’-]+){0,6}?,? (?:cannot|can ?not|could not|is open|nobody knows|"
    r"is (?:not|un)(?: yet)? ?(?:known|shown|proved|clear|told))\b|(?: [\w'’-]+){0,2} (?:when|whenever|if|unless)\b",
    re.IGNORECASE,
)
"""What stands behind a comparison that is not made: it cannot be told, or it is so only when something else is."""
_SUPPOSED = re.compile(
    r"(?:If|Unless|Should|Were|Had)\b[^.;:]{4,80}, [^.;:]*\b(?:will|would|may|might|could|can|must|should)\b"
)
_HEDGED = re.compile(
    r"[\"“‘'(]?(?:(?:And |But |So |Yet )?it (?:may|might|could) (?:well |also )?be (?:so )?that|"
    r"(?:it is|it['’]s) (?:possible|conceivable|likely) that|perhaps|maybe|possibly)\b",
    re.IGNORECASE,
)
"""How a sentence begins that only says what may be so."""
_WOULD_DO = re.compile(
    r"\s*(?:an?|the)? ?(?:more|fewer|less|higher|lower|greater|better|larger|smaller|shorter|longer)\b"
    r"(?:(?! (?:is|are|was|were|has|have|had|than)\b)[^.,;:]){1,60} (?:would|could|may|might)\b(?! have\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\?\s*[\"”’')]*$")
_FIRST_OF = re.compile(
    r"\b(?:first|only) (?:county|council|area|place|authority|district|partnership) (?:in|of) (?:the )?"
    r"(?:England|Britain|Europe|UK|United Kingdom|country|nation|world|region)\b",
    re.IGNORECASE,
)
_MAJORITY = re.compile(
    r"most (?:of|\w+s\b|survive|work|live|stay|remain|commute|travel|are|were|have|had)|(?:the )?majority",
    re.IGNORECASE,
)
_ORDERS = frozenset(set(Comparison) - {Comparison.EQUALS})
_NEVER_NEGATIVE = frozenset(
    {
        "people", "jobs", "employees", "full-time equivalents", "enterprises", "local units", "start-ups",
        "applications", "dwellings", "minutes", "years", "hours/week", "Mbit/s", "m2", "thousand m2",
        "GBP", "GBP/year", "GBP/week", "GBP/hour", "GBP/job", "EUR",
    }
)  # fmt: skip
"""Units of what is counted or measured from nothing upwards; a balance, an index or a change may be below zero."""
_SIDED = re.compile(
    comparing(r"\b(?:(?P<more>more|higher|greater|larger|bigger)|(?:fewer|less|lower|smaller))(?: \w+)? than\b"),
    re.IGNORECASE,
)
_THAN_A_NUMBER = re.compile(
    r" (?:half|twice|double|an? |one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d)", re.IGNORECASE
)
_THAN_EARLIER = LatePattern(
    r"\w[^,.;]{0,40}? than (?:before|then|earlier|it (?:was|had been)|"
    r"(?:\w+ ){0,2}(?:years?|decades?|months?) (?:before|earlier|ago))\b",
    re.IGNORECASE,
)
_IN_MARKS = re.compile(r"[\"“][^\"“”]{3,200}[\"”]")
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|wrote|writes|called|calls|described|describes|argued|argues|asked for|asks for|"
    r"(?:in the )?words of|put it|warned|warns|replied|according to)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(r" (?:town|city|village|settlement|park|wood|river|lake|hamlet|suburb|parish)s?\b", re.IGNORECASE)
"""What is called the largest as a matter of the map."""
_STRONG = ("superlative", "up", "down", "standing")
_POINTS_BACK = re.compile(
    r"(?:That|This|These|Those|It|They|Both|Neither|The (?:first|second|latter|former|two|gap|lead|difference|distance|"
    r"rise|fall|drop|change|rate|share|number|figure|average|trend))\b"
)
_SIDES = tuple(
    frozenset(words.split())
    for words in (
        "more higher greater larger bigger above exceeds risen rose grew grown increased",
        "fewer less lower smaller below fallen fell shrank shrunk declined decreased",
        "highest largest biggest most greatest",
        "lowest smallest fewest least",
    )
)
"""Words of comparison that say the same."""
_WORD = re.compile(r"[a-z]+")
_STEM = 7
_JUDGED = ("best", "worst", "strongest", "weakest", "greatest")
"""Words that judge as often as they measure; in a chapter's own words they only warn."""


def check(material: Material) -> Iterator[ProseIssue]:
    """Words of comparison in a claim without a test that compares, and in a chapter's own words outside any claim."""
    for sentence in material.sentences:
        if sentence.form in ("heading", "account"):
            continue
        claim = material.claim(sentence.claim) if sentence.claim else None
        if claim is not None:
            yield from _in_claim(sentence, claim, material.figures_of(claim.id))
        elif not sentence.claim:
            yield from _in_chapter(sentence, material)


def _in_claim(sentence: Sentence, claim: Claim, figures: Mapping[str, FigureResult]) -> Iterator[ProseIssue]:
    yield from _opposite(sentence, claim, figures)
    tests = {test.is_ for test in claim.holds if not _is_sure(test, claim, figures.get(test.figure))}
    quoted = sentence.holds_kind(NumberKind.QUOTED) or (bool(claim.findings or claim.events) and not claim.figures)
    is_apart = not speaks_of_tests(sentence, claim)
    ranked = any(figure.as_.startswith("rank") for figure in claim.figures.values())
    over_time = said_over_time(sentence)
    for match in compared(sentence):
        before = sentence.words[: match.start()]
        if is_left_open(before) or (match.lastgroup in ("graded", "sized") and _WISHED.search(before)):
            continue
        amid = excerpt(sentence.text, *match.span())
        said = worded("The sentence says '%(match)s', in '%(amid)s',", match=match[0], amid=amid)
        if not tests & _ORDERS:
            if quoted:
                continue
            fix = worded("Add a [[holds]] that makes it true: above, below, rising, falling, highest-in or lowest-in.")
            yield _find(sentence.record, sentence.where, worded("%(said)s and no test compares.", said=said), fix)
            return
        if is_apart and not quoted:
            fix = worded("Test a figure of this sentence, or leave the comparison out.")
            yield _find(
                sentence.record,
                sentence.where,
                worded("%(said)s and no test is of a figure in that sentence.", said=said),
                fix,
            )
            return
        of_times = over_time is not None and over_time.start() <= match.start() < over_time.end()
        of_its_own = sentence.words[: match.start()].lower().endswith((" its ", " their "))
        extremes = EXTREMES if of_times or of_its_own else AMONG_PLACES
        if _is_superlative(match, sentence) and not tests & extremes and not ranked and not quoted:
            fix = worded('Add a test with `is = "highest-in"` or `"lowest-in"` and say among whom, or a rank.')
            yield _find(
                sentence.record,
                sentence.where,
                worded("%(said)s and no test is of the highest or lowest.", said=said),
                fix,
            )
            return
        if (
            not quoted
            and moves_to_a_figure(match, sentence)
            and not any(_is_over_time(one, claim) for one in claim.holds)
        ):
            fix = worded(
                "Test it over time: rising, falling, a change, or against the same place's figure of another period."
            )
            yield _find(sentence.record, sentence.where, worded("%(said)s and no test is over time.", said=said), fix)
            return
        against = {
            "up": Comparison.FALLING,
            "rises": Comparison.FALLING,
            "down": Comparison.RISING,
            "falls": Comparison.RISING,
        }.get(match.lastgroup or "")
        if against is not None and tests == {against}:
            fix = worded("Correct the word, or the test.")
            yield _find(
                sentence.record,
                sentence.where,
                worded("%(said)s but its only test is of %(against)s.", said=said, against=against),
                fix,
            )
            return


def moves_to_a_figure(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether it is `rose to {{ figure }}`, or `fell from then to {{ figure }}`."""
    if match.lastgroup not in ("up", "down", "rises", "falls"):
        return False
    behind = next((span for span in sentence.spans if span.start >= match.end()), None)
    if behind is None or behind.number.part not in ("", "abs"):
        return False
    between = sentence.words[match.end() : behind.start]
    return len(between) <= 40 and _TO_A_FIGURE.search(between) is not None


def _is_over_time(test: Test, claim: Claim) -> bool:
    """Whether a test is of movement: of rising or falling, of a change, or of two periods of one series."""
    if test.is_ in (Comparison.RISING, Comparison.FALLING):
        return True
    other = test.than.figure if isinstance(test.than, Threshold) else test.than
    specs = [claim.figures.get(name) for name in (test.figure, str(other))]
    mine, yours = specs
    if any(spec is not None and (".." in str(spec.period) or _OF_CHANGE.search(_origin(spec))) for spec in specs):
        return True
    return mine is not None and yours is not None and mine.period != yours.period


def _origin(spec: FigureSpec) -> str:
    return f"{spec.indicator} {spec.result}"


def speaks_of_tests(sentence: Sentence, claim: Claim) -> bool:
    """Whether a figure that the sentence prints is tested, or of what is tested, or the sentence points back to it."""
    tested: set[str] = set()
    for test in claim.holds:
        tested |= {test.figure, test.than.figure if isinstance(test.than, Threshold) else str(test.than)}
    printed = {span.number.figure for span in sentence.spans if span.number.kind is NumberKind.COMPUTED}
    if not printed:
        return _POINTS_BACK.match(sentence.words) is not None
    related = printed | {claim.figures[name].as_.partition(":")[2] for name in printed & claim.figures.keys()}
    related |= {name for name, spec in claim.figures.items() if spec.as_.partition(":")[2] in printed}
    subjects = {_subject(claim, name) for name in tested & claim.figures.keys()}
    return bool(related & tested) or any(_subject(claim, name) in subjects for name in printed & claim.figures.keys())


def _subject(claim: Claim, name: str) -> tuple[object, ...]:
    figure = claim.figures[name]
    return figure.indicator, figure.result, figure.summary, figure.finding, figure.place, figure.member


def _is_sure(test: Test, claim: Claim, figure: FigureResult | None) -> bool:
    """Whether a test could not fail, as that there are more than no people: it compares nothing."""
    if figure is None or test.is_ is not Comparison.ABOVE or test.than != 0 or is_change(figure):
        return False
    is_plain = is_plain_value(figure) and bool(claim.figures[test.figure].indicator)
    return is_plain and figure.unit in _NEVER_NEGATIVE


def _opposite(sentence: Sentence, claim: Claim, figures: Mapping[str, FigureResult]) -> Iterator[ProseIssue]:
    """A claim whose words all say more while its tests all say less, or the other way about."""
    sizes = [match.span() for match in SIZE_OF_FIRM.finditer(sentence.words)]
    matches = [
        match
        for match in _SIDED.finditer(sentence.words)
        if not any(start <= match.start() < end for start, end in sizes)
        # a figure right before it says by how much, and another rule holds the word against its sign
        and not sentence.words[: match.start()].endswith(f"{HIDDEN} ")
        # a number behind it is held against the test's number by another rule
        and not _THAN_A_NUMBER.match(sentence.words, match.end())
    ]
    said = {1 if match["more"] else -1 for match in matches}
    if len(said) != 1:
        return
    last = max((span.end for span in sentence.spans), default=0)
    is_of_later = all(match.start() >= last and _THAN_EARLIER.match(sentence.words, match.start()) for match in matches)
    tested = {_over_time(test, figures) if is_of_later else _direction(test, claim) for test in claim.holds}
    if len(tested) == 1 and None not in tested and said != tested:
        match = matches[0]
        what = worded(
            "The sentence says '%(match)s', in '%(excerpt)s', and its tests the opposite.",
            match=match[0],
            excerpt=excerpt(sentence.text, *match.span()),
        )
        yield _find(sentence.record, sentence.where, what, worded("Correct the word, or the test."))


def _over_time(test: Test, figures: Mapping[str, FigureResult]) -> int | None:
    """1 where the later figure of two is the greater, -1 where it is the lesser; None where neither is said."""
    side = {Comparison.ABOVE: 1, Comparison.BELOW: -1}.get(test.is_)
    mine = figures.get(test.figure)
    yours = figures.get(test.than) if isinstance(test.than, str) else None
    if side is None or mine is None or yours is None or mine.period == yours.period:
        return None
    return side if mine.period > yours.period else -side


def _direction(test: Test, claim: Claim) -> int | None:
    """1 where the first figure printed is the greater, -1 where it is the lesser; None where neither is said."""
    side = {Comparison.ABOVE: 1, Comparison.BELOW: -1}.get(test.is_)
    # where a number is all that a claim is held against, more is above it; a rank is high where it is a small number
    figure = claim.figures.get(test.figure)  # a test may name what the claim has not; that is an issue of its own
    is_plain = figure is not None and not figure.as_.startswith(("rank", "quotient", "ratio"))
    is_alone = len(claim.holds) == 1 and is_plain
    if is_alone and isinstance(test.than, int | float) and test.figure in claim.figures:
        return side
    other = test.than.figure if isinstance(test.than, Threshold) else test.than
    if side is None or isinstance(other, tuple) or (isinstance(other, int | float) and other != 0):
        return None
    if not isinstance(other, str):
        return side
    places = [claim.text.find(f"{{{{ {name}") for name in (test.figure, other)]
    if isinstance(test.than, Threshold) or min(places) < 0 or claim.text.count("{{") < 2:
        return None
    return side if places[0] < places[1] else -side


def _in_chapter(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    if (
        sentence.holds_kind(NumberKind.QUOTED)
        or sentence.holds_kind(NumberKind.DECIDED)
        or _ASKED.search(sentence.words)
        or _HEDGED.match(sentence.words)
    ):
        return
    for span in sentence.spans:
        claim = material.claim(span.number.record.partition(":")[2])
        if span.number.kind is NumberKind.COMPUTED and claim and {test.is_ for test in claim.holds} & _ORDERS:
            return
    for match in (*compared(sentence), *_FIRST_OF.finditer(sentence.words)):
        # a plan says what should come about; only what it says has happened is a statement of fact
        if sentence.form == "plan" and match.lastgroup not in ("up", "down"):
            continue
        if _is_argued(match, sentence, material):
            return
        is_firm = match.lastgroup in _STRONG and match[0].lower() not in _JUDGED
        before = sentence.words[: match.start()]
        if (_is_conditional(before) if is_firm else _INTENT.search(before)) or _is_tidied(match, sentence):
            continue
        if _is_said_by_another(match, sentence):
            continue
        if _LEFT_OPEN.match(sentence.words, match.end()):
            continue
        if match.lastgroup in ("graded", "sized") and _is_supposed(match, sentence.words):
            continue
        strong = (match.lastgroup in _STRONG or match.lastgroup == "than") and match[0].lower() not in _JUDGED
        strong = strong and not (match.lastgroup == "superlative" and _SETTLED.match(sentence.words, match.end()))
        strong = strong or (
            match.lastgroup == "graded" and _THAN_A_PLACE.match(sentence.words, match.end()) is not None
        )
        what = worded(
            "'%(match)s' compares without a claim behind it, in '%(excerpt)s'.",
            match=match[0],
            excerpt=excerpt(sentence.text, *match.span()),
        )
        fix = worded("Print a claim that tests it ('{{ claim:ID }}'), quote who found it, or say it without comparing.")
        severity = Severity.ERROR if strong and sentence.stops else Severity.WARNING
        yield _find(sentence.record, sentence.where, what, fix, severity)
        return


def _is_conditional(before: str) -> bool:
    found = _CONDITION.search(before)
    return found is not None and not (_DOES.fullmatch(found["modal"]) and _GOES_ON.match(found["on"]))


def _is_said_by_another(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether the word stands in quotation marks, in a sentence that tells who said it."""
    is_told = _TOLD.search(sentence.words) is not None
    return is_told and any(one.start() < match.start() < one.end() for one in _IN_MARKS.finditer(sentence.words))


def _is_supposed(match: re.Match[str], words: str) -> bool:
    """Whether it is what would be, or what more of it would do: `if rates rise, fewer`, `a lower rate would help`."""
    start = clause_start(words, match.start())
    return _SUPPOSED.match(words) is not None or _WOULD_DO.match(words, start, len(words)) is not None


def _is_argued(match: re.Match[str], sentence: Sentence, material: Material) -> bool:
    """Whether a claim that the record rests on says the same of the same thing, and a test of it compares."""
    side = next((words for words in _SIDES if match[0].lower() in words), None)
    if side is None:
        return False
    own = {word[:_STEM] for word in sentence.vocabulary if len(word) >= _STEM}
    for id in sentence.beside:
        claim = material.claim(id)
        if claim is None or not {test.is_ for test in claim.holds} & _ORDERS:
            continue
        vocabulary = set(_WORD.findall(material.text_of(id).lower()))
        if vocabulary & side and own & {word[:_STEM] for word in vocabulary if len(word) >= _STEM}:
            return True
    return False


def _is_superlative(match: re.Match[str], sentence: Sentence) -> bool:
    if match.lastgroup == "superlative":
        return True
    if match[0].lower() not in ("most", "least"):
        return False
    return not _MAJORITY.match(sentence.words, match.start())


def _is_tidied(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether a participle only describes a noun, as in `an improved crossing`, and says nothing of a change."""
    if match[0].lower() not in ("improved", "increased", "increasing", "growing", "expanded", "widened", "rising"):
        return False
    return (
        re.search(
            r"\b(?:a|an|and|or|with|of|through|by|the|our|its|their|for|in) $", sentence.words[: match.start()], re.I
        )
        is not None
    )
