"""Movement: what rose or fell, was gained or lost, held against the sign and the order of the figures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from placewright.core.said import worded
from placewright.ledger.prose.directions import (
    ARRIVED,
    BETTER,
    FALLS,
    GAINS,
    LEFT,
    LOSSES,
    MOVES,
    PACE,
    RISES,
    WORSE,
    way,
)
from placewright.ledger.prose.pairs import is_change
from placewright.ledger.prose.printed import (
    MEND,
    Fault,
    Printed,
    before_in_time,
    figure_is,
    from_to,
    is_negated,
    others_of_series,
)
from placewright.records.verdict import FigureResult

_SOME = r"(?: (?:about|only|just|some|nearly|almost|around|over|another|an? net|a further|a total of))?"
_BY = re.compile(rf"\bby{_SOME} ?$")
_FROM = re.compile(r"\bfrom (?:about )?$")
_TO = re.compile(r"\bto (?:about |only |just )?$")
_TOOK = re.compile(
    rf"\b(?:(?P<up>{GAINS})|(?P<down>{LOSSES})|(?P<take>takes?|took)(?: away)?){_SOME}(?: a net)? $", re.IGNORECASE
)
_FROM_IT = re.compile(r"^(?: [\w'’-]+){0,3}? (?:away )?from\b")
_OF = re.compile(rf"\b(?<!negative )(?:(?P<up>{RISES})|(?P<down>{FALLS})) of{_SOME} $", re.IGNORECASE)
_AWAY = re.compile(
    rf"(?:,|\b(?:is|are|was|were|been|stands?|stood|moved|goes|went)) (?:(?P<up>up)|(?P<down>down))(?: by)?{_SOME} $",
    re.IGNORECASE,
)
_NO_FILLER = r"(?!(?:than|of|in|for|and|or|but|from|to|a|an|by|more|fewer|less|as|at|on|with|below|above|was|were)\b)"
_THEN = re.compile(
    rf"(?:,? (?:(?:net )?(?:(?P<up_noun>{RISES})|(?P<down_noun>{FALLS}))(?=[ .,;:)]|$)(?! (?:sectors?|hub|deal|plan))"
    r"|(?:(?P<up_on>up)|(?P<down_on>down)) (?:on|from|since|over)\b)"
    rf"|(?:(?: of (?:its |their |the )?[\w'’-]+)|(?: {_NO_FILLER}[\w'’-]+){{1,3}}?) "
    r"(?:(?:have|has|had|were|was|are|been|who|that) ){0,3}"
    rf"(?:(?P<up_verb>{ARRIVED})|(?P<down_verb>{LEFT}))(?=[ .,;:)]|$))",
    re.IGNORECASE,
)
_SIZE = r"(?:small|slight|sharp|steep|modest|clear|real|marked|welcome|large|big|steady|net|further|great)"
_SUMMED_UP = re.compile(
    rf"(?:[,:]|\bwhich is|\bthat is|\bthis is|\bmarks|\bshows|\bmeans) an? (?:{_SIZE} )?"
    rf"(?:(?P<up>{RISES})|(?P<down>{FALLS})|(?P<better>{BETTER})|(?P<worse>{WORSE}))"
    r"(?=[.;,:)]| (?:on|over|in|since|from|for|that|which|to|and|but)\b)",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:so|as) (?:did|(?:it|they|that) did|has|have)\b[^.;]{0,50}$", re.IGNORECASE)
_LIKEWISE = re.compile(
    r"\b(?:(?:and )?(?:as|so) (?:(?:it|they|that|this) )?(?:did|has|have)|likewise|like)\b[^.;■]{0,50}$", re.IGNORECASE
)
_PACED = re.compile(r"^[^.;:■]{0,60}:[^.;■]{0,20}$")
_NEAR = 40
"""How far before a number a word that speaks of it may begin."""
_SAY_SO = worded("Say that it hardly changed, or give the figure more decimals.")

_TIMES = {"doubl": 2.0, "trebl": 3.0, "tripl": 3.0, "quadr": 4.0, "halve": 0.5}
_OVER = re.compile(r"\b(?:more than|over|well over|at least|far more than) $", re.IGNORECASE)
_NEARLY = re.compile(r"\b(?:nearly|almost|not quite|close to|all but|about) $", re.IGNORECASE)


def moved(words: str, printed: Sequence[Printed], figures: Mapping[str, FigureResult]) -> Iterator[Fault]:
    """Words of movement that the figures beside them, or those of the claim's other periods, deny."""
    for one, after in zip(printed, (*printed[1:], None), strict=False):
        yield from _verb_before(words, one, after, figures)
        if one.is_signed and one.value and not measures_a_fall(one.figure):
            yield from _noun_beside(words, one)
        yield from _took(words, one)
        yield from _likewise(words, one)
        if after is not None:
            yield from _announced(words, one, after)
    yield from _summed_up(words, printed)


def last_move(before: str) -> re.Match[str] | None:
    """The last word of movement in the clause."""
    clause = max(before.rfind(stop) for stop in (". ", "; ", "■")) + 1
    found = None
    for match in MOVES.finditer(before, max(clause, len(before) - 90)):
        found = match
    return found


def _as_before(before: str) -> re.Match[str] | None:
    """The movement of the sentence before, which `so it did in England, by {{ x }}` says again."""
    again = _AGAIN.search(before)
    return last_move(before[: again.start()].replace("■", "-").rstrip(". ;,")) if again is not None else None


def measures_a_fall(figure: FigureResult) -> bool:
    """Whether the figure itself says by how much something is less: a loss, a gap."""
    return re.search(r"below|loss|fall|decline|gap|death", figure.origin) is not None


def _verb_before(
    words: str, one: Printed, after: Printed | None, figures: Mapping[str, FigureResult]
) -> Iterator[Fault]:
    """`rose by {{ x }}`, `fell from {{ a }} to {{ b }}` and `has climbed to {{ b }}`."""
    before = words[: one.start]
    is_by, is_from, is_to = (pattern.search(before, one.start - 24) is not None for pattern in (_BY, _FROM, _TO))
    if not (is_by or is_from or is_to):
        return
    word = last_move(before) or (_as_before(before) if is_by else None)
    up = way(word, one.definition) if word is not None else 0
    if word is None or not up or is_negated(before[: word.start()]):
        return
    if is_by:
        if is_printed_as_nothing(one):
            yield word.start(), one.end, _nothing(one), _SAY_SO
        elif one.value and not measures_a_fall(one.figure) and up != (1 if one.value > 0 else -1):
            yield word.start(), one.end, figure_is(one), MEND
    elif is_from:
        if after is None or after.key != one.key or after.figure.place != one.figure.place:
            return
        if _TO.search(words[: after.start], after.start - 24) and (
            fault := _between(words, word, up, first=one.figure, last=after.figure, end=one.end)
        ):
            yield fault
    elif is_to and not re.search(r"\bup (?=to\b)", before[word.start() :]):
        earlier = [one_ for one_ in others_of_series(one.figure, figures) if before_in_time(one_, one.figure)]
        if len(earlier) == 1 and (fault := _between(words, word, up, first=earlier[0], last=one.figure, end=one.end)):
            yield fault


def is_printed_as_nothing(one: Printed) -> bool:
    """Whether a reader sees 0.0%, whatever the value is behind its rounding."""
    return one.figure.text != "" and re.search(r"[1-9]", one.figure.text) is None and "0" in one.figure.text


def _nothing(one: Printed) -> str:
    return worded("the figure '%(figure)s' is printed as %(text)s", figure=one.figure.name, text=one.figure.text)


def _between(
    words: str, word: re.Match[str], up: int, *, first: FigureResult, last: FigureResult, end: int
) -> Fault | None:
    """What is wrong with a movement from one figure to another: its way, or the factor that it names."""
    then, now = first.value or 0.0, last.value or 0.0
    what = from_to(first, last)
    if then != now and up != (1 if now > then else -1):
        return word.start(), end, what, MEND
    times = _TIMES.get(word[0].lower()[:5])
    if times is None or then <= 0 or now <= 0:
        return None
    ratio = now / then
    least, most = 0.9 * times, 1.2 * times
    if _NEARLY.search(words[: word.start()]):
        least, most = (0.75 * times, times) if times > 1 else (times, 1.3 * times)
    elif _OVER.search(words[: word.start()]):
        least, most = (times, 1.6 * times) if times > 1 else (0.0, times)
    if least <= ratio <= most:
        return None
    return word.start(), end, worded("%(moved)s, %(ratio)s times", moved=what, ratio=f"{ratio:.2g}"), MEND


def _likewise(words: str, one: Printed) -> Iterator[Fault]:
    """`fell by {{ a }}, as it did in England ({{ b }})`, where one of the two rose."""
    before = words[: one.start]
    again = _LIKEWISE.search(before, max(0, one.start - 70)) if one.is_signed and one.value else None
    if again is None or _BY.search(before, one.start - 24) or words[one.start - 1 : one.start] != "(":
        return
    word = last_move(before[: again.start()].replace("■", "-").rstrip(". ;,"))
    up = way(word, one.definition) if word is not None else 0
    if word is not None and up and up != (1 if one.value > 0 else -1) and not is_negated(before[: word.start()]):
        yield again.start(), one.end, figure_is(one), MEND


def _announced(words: str, first: Printed, last: Printed) -> Iterator[Fault]:
    """`has quickened: {{ a }} in the ten years to 2013, {{ b }} in the ten years to 2023`."""
    before = words[: first.start]
    word = last_move(before) if ":" in before[-60:] else None
    if (
        _FROM.search(before, first.start - 24)
        or word is None
        or not _PACED.match(before[word.end() :])
        or is_negated(before[: word.start()])
    ):
        return
    if (
        first.key != last.key
        or first.figure.place != last.figure.place
        or re.search(r"[.;]", words[first.end : last.start])
    ):
        return
    order = before_in_time(first.figure, last.figure)
    is_of_pace = word[0].lower().split()[0] in PACE
    if order is None or (is_of_pace and not is_change(first.figure)):
        return
    up = way(word, last.definition)
    then, now = (first, last) if order else (last, first)
    if up and then.value != now.value and up != (1 if now.value > then.value else -1):
        yield word.start(), last.end, from_to(then.figure, now.figure), MEND


def _took(words: str, one: Printed) -> Iterator[Fault]:
    """`gained {{ x }} people`, `lost {{ x }} firms` and `takes {{ x }} from it`."""
    took = _TOOK.search(words[: one.start], max(0, one.start - _NEAR))
    if took is not None and is_printed_as_nothing(one) and not is_negated(words[: took.start()]):
        yield took.start(), one.end, _nothing(one), _SAY_SO
        return
    if took is None or not one.value or is_negated(words[: took.start()]):
        return
    if took["take"] is not None:
        is_gain, is_said = False, " away" in took[0] or _FROM_IT.match(words[one.end :]) is not None
    else:
        is_gain, is_said = took["up"] is not None, True
    # a negative number is a loss whatever it measures; a positive one is a gain only where its sign says which way
    if is_said and (one.value < 0 or one.is_signed) and is_gain != (one.value > 0) and not measures_a_loss(one):
        yield took.start(), one.end, figure_is(one), MEND


def measures_a_loss(one: Printed) -> bool:
    """Whether a positive value of it is what was lost."""
    return one.value > 0 and re.search(r"loss|death|below", one.figure.origin) is not None


def _noun_beside(words: str, one: Printed) -> Iterator[Fault]:
    """`a loss of {{ x }}`, `down {{ x }}`, `a {{ x }} rise`, `{{ x }} people left`."""
    before = words[: one.start]
    for pattern in (_OF, _AWAY):
        match = pattern.search(before, max(0, one.start - _NEAR))
        if match and not is_negated(before[: match.start()]) and (match["up"] is not None) != (one.value > 0):
            yield match.start(), one.end, figure_is(one), MEND
            return
    match = _THEN.match(words, one.end, one.end + 2 * _NEAR)
    if match is None:
        return
    is_up = any(match[name] is not None for name in ("up_noun", "up_on", "up_verb"))
    if is_up != (one.value > 0):
        yield match.start(), match.end(), figure_is(one), MEND


def _summed_up(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    """`{{ a }} then and {{ b }} now, a gain`."""
    if len(printed) < 2:
        return
    for match in _SUMMED_UP.finditer(words):
        before = [one for one in printed if one.end <= match.start()]
        if len(before) < 2 or before[-1].key != before[-2].key or before[-1].figure.place != before[-2].figure.place:
            continue
        first, last = before[-2], before[-1]
        order = before_in_time(first.figure, last.figure)
        up = way(match, last.definition)
        if order is None or not up or words.find(". ", last.end, match.start()) >= 0:
            continue
        then, now = (first, last) if order else (last, first)
        if then.value != now.value and up != (1 if now.value > then.value else -1):
            yield match.start(), match.end(), from_to(then.figure, now.figure), MEND
