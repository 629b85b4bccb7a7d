"""Unbound numbers: a quantity typed into the text, which no data can break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.exemptions import COUNTED, SIZE_OF_FIRM, exempt_spans
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.number_words import NUMERIC, WordNumber, cardinals, relatives
from placewright.ledger.prose.parts_in_words import parts_said
from placewright.ledger.prose.plain_words import stems_of
from placewright.ledger.prose.printed import clause_start, laid_together
from placewright.records.claim import Claim, Comparison, Threshold

RULE = "unbound-number"
_find = finder(RULE)

_DIGITS = re.compile(
    r"[£€$]?\d[\d,]*(?:\.\d+)?(?:(?:st|nd|rd|th)\b|\s?(?:%|‰|per cent\b|percent\b|bn\b|m\b(?!²)|k\b|million\b|"
    r"billion\b|"
    r"thousand\b|trillion\b))?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SMALL_COUNTED = re.compile(rf"\s?%|[ -](?:\w+ )?{COUNTED}\b|[ -]times\b(?! (?:a|each|every|per)\b)", re.I)
_LASTING = re.compile(r"[ -](?:years?|months?|weeks?|days?|hours?|minutes?)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds|thousands|millions|billions|dozens|scores) of (?!years\b)\w+|"
    r"(?:many|several|few) (?:dozen|hundred|thousand|million|billion)\b)",
    re.IGNORECASE,
)
_OF_THE_AVERAGE = LatePattern(
    r"\b(?:average|typical|median|ordinary) (?!of\b)[^.;:,■]{2,60}? (?:over|more than|less than|under|nearly|almost|"
    r"about|at least|up to|around|half) (?:an?|half an?|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:hours?|minutes?|miles?|days?|weeks?|months?|years?)\b(?!['’])",
    re.IGNORECASE,
)
"""How long or far it takes somebody on average, in a chapter's own words."""
_ONE_COUNTED = (
    r"adults|adult|children|child|business|firm|company|enterprise|household|home|job|resident|employer|worker|pupil"
)
_MOST_OF = re.compile(
    rf"\b(?:(?P<nearly>nearly|almost|virtually|practically|just about) (?:all|every|no|none)|most)(?: of)?"
    rf"(?: (?:the|its|our|their|these|those))?(?: (?:\w+ )?(?:{COUNTED}|{_ONE_COUNTED}))\b(?! (?:likely|often)\b)"
    r"|\b(?:(?P<all>(?:nearly|almost|virtually|practically|just about|all but) "
    r"(?:everyone|everybody|no[ -]one|nobody|none of)"
    r"|(?:hardly|scarcely|barely) (?:any(?:one|body)?|an?) (?!more\b|less\b|fewer\b|better\b|worse\b)\w+)"
    r"|(?P<bulk>the (?:lion['’]s share|(?:vast )?bulk) of))\b"
    r"|\b(?:the|a) (?:(?P<vast>vast|great|overwhelming|large) )?majority of (?:the |its |our |their )?\w+",
    re.IGNORECASE,
)
_MOST_OF_IT = LatePattern(
    r"\b(?:most|much|nearly all|almost all) of (?:it|this|that|(?:the|our|its|their) (?:lead|gap|loss|gain|growth|"
    r"advantage|ground|distance|rise|fall))\b",
    re.IGNORECASE,
)
_RANK_IN_WORDS = re.compile(
    r"\b(?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ -](?:highest|lowest|largest|smallest|most|"
    r"least|best|worst|fastest|slowest|biggest|richest|poorest)|(?:ranks?|ranked|ranking|comes?|came|placed) "
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
    r"|every (?:other|second|third|fourth|fifth|tenth) (?:resident|person|adult|child|pupil|worker|commuter|household|"
    r"family|firm|business|company|job|home|young person))\b",
    re.IGNORECASE,
)
_IDIOMS = re.compile(
    r"\bone (?:in|of) (?:every|each)\b(?! \w+)|\bsecond half\b|\bfirst half\b|\b(?:two|both|the) halves\b"
    r"|\bhalf[ -](?:way|hearted|term|hourly)\b"
    r"|\b(?:half|a quarter of) an? (?:year|day|hour|century|post|page|morning|afternoon|term)\b"
    r"|\bone[ -]to[ -]one\b|\bten[ -]to[ -]one\b|\bone hundred and one\b|\ba million miles\b|\bnine to five\b"
    r"|\ba hundred years\b|\bthousand (?:years|flowers)\b|\bone thousand years\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:panel|board|committee|group|team|council|forum|jury|assembly|cohort|partnership|network)s? of "
    r"(?:about |up to |some |at least |no more than )?$",
    re.IGNORECASE,
)
_SEAT = re.compile(
    r" (?:[\w-]+ )?(?:members|seats|advisers|advisors|officers|councillors|organisations|partners|owners|trustees|"
    r"representatives|coaches)\b",
    re.IGNORECASE,
)
_MOST_SEATS = 100
"""How many sit together at most where a plan says how large a body of its own is to be."""
_KEPT = re.compile(
    r"\b(?:kept|keeps?|retains?|retained|preserved|preserves|held on to|holds on to|remains?|remained|survives?|"
    r"survived|"
    r"still (?:there|has|have|here|stands?)|is left|are left|intact|untouched)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:gone|lost|loses?|vanished|disappeared|given up|gave up|eroded|shed|closed|wiped out|melted away|evaporated|"
    r"surrendered|squandered|went)\b",
    re.IGNORECASE,
)
_UP_TO_A_STOP = re.compile(r"[^.;:,■]*")
_EVERY_OTHER = frozenset({"every", "other"})
_NUMERIC = (
    NUMERIC
    | {"zero", "most", "nearly", "almost", "virtually", "practically", "just", "majority"}
    | {"average", "typical", "median", "ordinary"}
    | {"hardly", "scarcely", "barely", "bulk", "lion"}
)
_NEAR = 0.2
"""Tests that hold a figure between two numbers this close bear out a round fraction that lies between them."""


_WORTH = 5
"""The letters that a word's stem has which tells what a sentence is about."""

_ROUND = 0.1
"""How far from a fraction in words a share may be that it stands for, as a part of it."""


def check(material: Material) -> Iterator[ProseIssue]:
    """Every number in digits or words that is not computed, quoted, decided or on the list of exemptions."""
    for sentence in material.sentences:
        if sentence.cited and not sentence.stated:
            continue  # a number of what is cited needs a source, and has one
        claim = material.claim(sentence.claim) if sentence.claim else None
        taken: list[tuple[int, int]] = []
        for start, end in sorted((*_digits(sentence), *_words(sentence, claim, material))):
            if any(start < last and end > first for first, last in taken) or _is_stated(sentence, start, end):
                continue
            taken.append((start, end))
            what = worded(
                "'%(strip)s' is typed, in '%(excerpt)s'.",
                strip=sentence.words[start:end].strip(),
                excerpt=excerpt(sentence.text, start, end),
            )
            severity = Severity.ERROR if sentence.stops else Severity.WARNING
            yield _find(sentence.record, sentence.where, what, _fix(sentence), severity)


def _is_stated(sentence: Sentence, start: int, end: int) -> bool:
    """Whether it is a number that the record itself holds as its source has it."""
    if not sentence.stated:
        return False
    said = sentence.words[start:end].strip().lower()
    if any(
        said in (one.words.lower(), f"{abs(one.value):,.0f}", f"{abs(one.value):g}", f"{abs(one.value):g}%")
        for one in sentence.stated
    ):
        return True
    # a fraction in words is round: a fifth may stand for 21%
    shares = [abs(one.value) / 100 for one in sentence.stated if one.unit == "%"]
    in_words = [one.value for one in relatives(sentence.words) if one.start == start]
    return any(abs(share - each) <= _ROUND * each for share in shares for each in in_words)


def _fix(sentence: Sentence) -> str:
    if sentence.claim and sentence.form == "claim":
        return worded(
            "Compute it as a figure of the claim, or quote it: '{{ name }}', '{{ quoted:ID }}', '{{ decided:ID }}'."
        )
    if sentence.form == "account":
        if not sentence.cited and not sentence.stated and not sentence.record.startswith("event:"):
            return worded("Name the source that has it, or leave the number out.")
        return worded("Put it among the figures of the record, as its source has it.")
    if sentence.form == "heading":
        return worded("Say in words what it is about, and give the number in the text.")
    return worded(
        "Use a claim's figure '{{ claim.figure }}', quote it '{{ quoted:ID }}', or decide it '{{ decided:ID }}'."
    )


def _digits(sentence: Sentence) -> Iterator[tuple[int, int]]:
    if not _DIGIT.search(sentence.words):
        return
    exempt = list(exempt_spans(sentence.words, form=sentence.form))
    for match in _DIGITS.finditer(sentence.words):
        end = match.end() - len(match[0]) + len(match[0].rstrip(", "))
        if not any(first <= match.start() and end <= last for first, last in exempt):
            yield match.start(), end


def _words(sentence: Sentence, claim: Claim | None, material: Material) -> Iterator[tuple[int, int]]:
    words = sentence.words
    if sentence.vocabulary.isdisjoint(_NUMERIC) and not sentence.vocabulary >= _EVERY_OTHER:
        return
    for match in _VAGUE.finditer(words):
        yield match.span()
    if claim is None and not sentence.spans and (average := _OF_THE_AVERAGE.search(words)) is not None:
        yield average.span()
    for match in _RANK_IN_WORDS.finditer(words):
        yield match.span()
    for match in _MOST_OF.finditer(words):
        least = 0.8 if match["nearly"] or match["vast"] or match["all"] else 0.5
        # in a chapter's own words a bare `most` is a comparison, of which another rule warns
        kept = _is_kept(words, match)
        if not (_holds_most(claim, least, kept) if claim is not None else sentence.spans or _is_bare_most(match)):
            yield match.span()
    if claim is not None:
        for match in _MOST_OF_IT.finditer(words):
            if _is_of_other_side(claim, _is_kept(words, match)):
                yield match.span()
    idioms = [match.span() for match in _IDIOMS.finditer(words)]
    shares = relatives(words)
    # the three of `two in three` is no count of what follows
    counts = (
        one
        for one in cardinals(words)
        if _measures(one, words)
        and not any(share.start <= one.start < share.end for share in shares)
        and not (claim is None and _is_a_body(one, words))
    )
    beside = _said_of_figures(sentence, claim, material)
    under = claims_in_words(sentence, material) if claim is None and sentence.form == "heading" else []
    for one in (*shares, *counts):
        is_idiom = any(first <= one.start < last for first, last in (*idioms, *beside))
        if (
            not is_idiom
            and not any(is_tested(one, each) for each in under)
            and not (claim is not None and (is_tested(one, claim) or _is_defined(one, claim, material)))
        ):
            yield one.start, one.end


def _said_of_figures(sentence: Sentence, claim: Claim | None, material: Material) -> list[tuple[int, int]]:
    """Where fractions and multiples stand that the figures beside them bear out or deny, as another rule sees to."""
    if not sentence.spans:
        return []
    words, printed = laid_together([sentence], material)
    known = material.figures_of(claim.id) if claim is not None else {}
    return [(one.of.start, one.of.end) for one in parts_said(words, printed, known)]


def _measures(one: WordNumber, words: str) -> bool:
    """Whether a cardinal in words is a quantity, not the length of a list or an idiom."""
    if any(match.start() <= one.start < match.end() for match in SIZE_OF_FIRM.finditer(words)):
        return False
    counted = _SMALL_COUNTED.match(words, one.end) is not None
    if one.value <= 100 and _LASTING.match(words, one.end):
        return False
    if one.value <= 1:
        return one.value == 0 and counted and not words[one.end :].startswith("-")
    return one.value > 10 or counted


def claims_in_words(sentence: Sentence, material: Material) -> list[Claim]:
    """The claims under a heading of a chapter that speak of what it speaks of."""
    own = {one for one in stems_of(sentence.words) if len(one) >= _WORTH}
    return [one for one in material.claims(sentence.beside) if own & set(stems_of(material.text_of(one.id)))]


def _is_a_body(one: WordNumber, words: str) -> bool:
    """Whether it says how many sit together, as in `a panel of twelve members`: that is a plan's own to say."""
    is_small = one.value <= _MOST_SEATS and _BODY.search(words, 0, one.start) is not None
    return is_small and _SEAT.match(words, one.end) is not None


def is_tested(one: WordNumber, claim: Claim) -> bool:
    """Whether a test of the claim holds a figure against this very number, so that new data would break it."""
    value = one.value
    # half may be half more, half less or half as much; twice is nothing but two of it, or one beside a half
    meant = {value, 1 + value, 1 - value} if value < 1 else {value}
    meant |= {1 / value} if value else set()
    meant = {abs(scale * each) for each in meant for scale in (1, 100)}
    more = abs(100 * (value - 1))
    low: dict[str, float] = {}
    high: dict[str, float] = {}
    for test in claim.holds:
        exact: set[float] = set()
        # twice as much is 100 per cent more, of a change in per cent alone
        own = meant | {more} if _is_change(claim, test.figure) else meant
        match test.than:
            case Threshold() as than:
                exact = {abs(than.times), abs(than.plus)} - {0.0, 1.0}
            case float() | int() as number:
                exact = {abs(float(number))}
                side = {Comparison.ABOVE: low, Comparison.BELOW: high}.get(test.is_)
                if side is not None:
                    side[test.figure] = float(number)
            case (float() | int() as least, float() | int() as most):
                low[test.figure], high[test.figure] = float(least), float(most)
        if any(abs(each - other) <= 0.005 * max(1.0, other) for each in own for other in exact if other):
            return True
    return any(
        low[name] <= each <= high[name] and high[name] - low[name] <= _NEAR * high[name]
        for name in low.keys() & high.keys()
        for each in meant
    )


def _is_change(claim: Claim, name: str) -> bool:
    figure = claim.figures.get(name)
    return (
        figure is not None
        and re.search(r"change|growth", f"{figure.as_} {figure.indicator} {figure.result}") is not None
    )


def _is_bare_most(match: re.Match[str]) -> bool:
    return not any(match[name] for name in ("nearly", "vast", "all", "bulk"))


def _is_kept(words: str, match: re.Match[str]) -> bool | None:
    """Whether most of it is said to be kept or to be lost; None where neither is said."""
    clause = words[clause_start(words, match.start()) : match.start()], _UP_TO_A_STOP.match(words, match.end())
    said = f"{clause[0]} {clause[1][0] if clause[1] else ''}"
    kept, lost = _KEPT.search(said) is not None, _GONE.search(said) is not None
    return None if kept is lost else kept


def _is_of_other_side(claim: Claim, kept: bool | None) -> bool:
    """Whether all tests against a part of another figure say that less is kept, and the words that it is, or so on."""
    sides = {Comparison.BELOW: False, Comparison.ABOVE: True}
    scaled = [test for test in claim.holds if isinstance(test.than, Threshold) and test.is_ in sides]
    return kept is not None and bool(scaled) and not any(sides[test.is_] is kept for test in scaled)


def _holds_most(claim: Claim, least: float, kept: bool | None = None) -> bool:
    """Whether a test holds a share above this much of the whole, or the rest of it below what is left.

    `kept` asks for the first where the words say that most is kept, and for the second where they say it is lost.
    """
    if _is_of_other_side(claim, kept):
        return False
    for test in claim.holds:
        match test.than:
            case Threshold() as than:
                above, below = than.times, 1 - than.times
            case float() | int() as number:
                share = number / 100 if number > 1 else number
                above, below = share, 1 - share
            case (float() | int() as low, float() | int()):
                above, below = (low / 100 if low > 1 else low), 0.0
            case _:
                continue
        is_above = test.is_ is not Comparison.BELOW
        if (above if is_above else below) >= least:
            return True
    return False


def _is_defined(one: WordNumber, claim: Claim, material: Material) -> bool:
    """Whether a fraction is part of what a figure means, as half is of a median and a fifth of the 20th percentile."""
    if not one.relative:
        return False
    for figure in claim.figures.values():
        definition = material.definitions.get(figure.indicator or figure.result)
        if definition is None:
            continue
        words = f"{definition.name} {definition.definition}".lower()
        if any(abs(other.value - one.value) < 1e-9 for other in relatives(words)):
            return True
        percent = {0.5: "median", 0.2: "20th percentile", 0.1: "10th percentile", 0.25: "quartile"}.get(one.value)
        if percent is not None and percent in words:
            return True
    return False
