"""Better or worse: words that judge, held against which way is better for the indicator that they judge by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.comparison_words import harmless_spans
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, claim_place, finder
from placewright.ledger.prose.printed import (
    Fault,
    Printed,
    about_each,
    clause_start,
    is_negated,
    laid_together,
    near,
)
from placewright.ledger.prose.tested import SENSE, Stand, stands_of
from placewright.records.claim import EXTREMES, HIGHEST, Claim
from placewright.records.verdict import FigureResult

RULE = "better-or-worse"
_find = finder(RULE)

_AHEAD = (
    r"ahead of|(?<=is )ahead|(?<=was )ahead|(?<=are )ahead|(?<=were )ahead|"
    r"outperform(?:s|ed|ing)?|outdo(?:es)?|outdid|outshines?|beats?"
)
_BEHIND = (
    r"underperform(?:s|ed|ing)?|lag(?:s|ged|ging)?|trail(?:s|ed|ing)?|"
    r"(?<=is )behind|(?<=was )behind|(?<=are )behind|(?<=were )behind|(?<=far )behind|(?<=well )behind|"
    r"(?<=stands )behind|(?<=stood )behind|(?<=lies )behind|(?<=falls )behind|(?<=fell )behind|(?<=fallen )behind"
)
_GOOD = r"better|healthier|safer|cleaner|fairer|happier|stronger"
_BAD = r"worse|unhealthier|sicker|dirtier|weaker"
_JUDGED = re.compile(
    rf"\b(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND})|(?P<good>{_GOOD})|(?P<bad>{_BAD}))\b"
    r"(?! (?:paid|off|known|than nothing|still)\b)",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"[.,;:)]|$| (?:than|on|in|at|by|for|here|today|now|so|again|still|placed|and|but)\b| (?:[\w-]+ ){1,3}than\b",
    re.IGNORECASE,
)
"""What stands behind a word that judges the subject, not a noun: `does better.`, `a better rate than`."""

_BEST = re.compile(
    r"\b(?=(?P<size>strongest|weakest|leads|tops)?)"
    r"(?:(?P<good>best|strongest|fastest|richest|healthiest|safest|cleanest|leads(?! to\b)|tops)|"
    r"(?:worst|weakest|slowest|poorest|patchiest|unhealthiest|dirtiest))\b",
    re.IGNORECASE,
)
_OF_NO_SIDE = frozenset({"best", "worst"})
_NO_SIDE_MEND = worded(
    "Say the most or the least, or give the indicator the `polarity` by which you judge in a file of indicators/."
)
_VOCABULARY = frozenset(
    f"ahead|outperform|outperforms|outperformed|outperforming|outdo|outdoes|outdid|outshine|outshines|beat|beats|"
    "underperform|underperforms|underperformed|underperforming|lag|lags|lagged|lagging|trail|trails|trailed|trailing|"
    f"behind|{_GOOD}|{_BAD}|best|worst|fastest|slowest|richest|poorest|patchiest|strongest|weakest|healthiest|"
    f"unhealthiest|safest|cleanest|dirtiest|leads|"
    "tops".split("|")
)
_OVER_TIME = re.compile(
    r"^(?: \w+){0,3}? than (?:■|(?:in|it was in|they were in|at|on|before|it was|it had|ever|a (?:decade|year)|"
    r"(?:five|ten|twenty|\w+) years)\b)",
    re.IGNORECASE,
)
_WHICH = {1: worded("higher is better"), -1: worded("lower is better"), 0: worded("more is ahead")}
_MEND = worded("Correct the word, or the figure: which way is better is the indicator's `polarity`.")


def check(material: Material) -> Iterator[ProseIssue]:
    """Words such as better, outperforms or worst that the polarity of the indicator behind them denies."""
    claimed: dict[str, list[Sentence]] = {}
    for sentence in material.sentences:
        if sentence.claim and sentence.form == "claim":
            claimed.setdefault(sentence.claim, []).append(sentence)
        elif not sentence.vocabulary.isdisjoint(_VOCABULARY) and (sentence.spans or sentence.claim):
            claim = material.claim(sentence.claim) if sentence.claim else _only_claim(sentence, material)
            yield from _issues([sentence], claim, material, sentence.record, sentence.where)
    for id, own in claimed.items():
        if any(not sentence.vocabulary.isdisjoint(_VOCABULARY) for sentence in own):
            yield from _issues(own, material.claim(id), material, *claim_place(id))


def _issues(
    sentences: Sequence[Sentence], claim: Claim | None, material: Material, record: str, where: str
) -> Iterator[ProseIssue]:
    words, printed = laid_together(sentences, material)
    figures = material.figures_of(claim.id) if claim is not None else {}
    is_said_by = claim is not None and any(sentence.claim for sentence in sentences)
    if not is_said_by:  # of a claim's figures in another text, those alone that it prints
        figures = {one.figure.name: one.figure for one in printed}
    for start, end, what, fix in (
        *_judged(words, printed, claim if is_said_by else None, figures, material),
        *_extremes(words, printed, claim, figures, material),
    ):
        said = worded(
            "'%(word)s' is not so: %(what)s, in '%(near)s'.",
            word=words[start:end],
            what=what,
            near=near(sentences, start, end),
        )
        yield _find(record, where, said, fix, Severity.WARNING if fix is _NO_SIDE_MEND else Severity.ERROR)


def _only_claim(sentence: Sentence, material: Material) -> Claim | None:
    """The one claim whose figures a text prints."""
    ids = {span.number.record.partition(":")[2] for span in sentence.spans if material.figure(span.number) is not None}
    return material.claim(ids.pop()) if len(ids) == 1 else None


def _judged(
    words: str,
    printed: Sequence[Printed],
    claim: Claim | None,
    figures: Mapping[str, FigureResult],
    material: Material,
) -> Iterator[Fault]:
    matches = list(_JUDGED.finditer(words))
    if not matches:
        return
    tested = list(stands_of(claim, figures, material)) if claim is not None else []
    harmless = harmless_spans(words)
    for match in matches:
        before = words[clause_start(words, match.start()) : match.start()]
        if any(first < match.end() and match.start() < last for first, last in harmless) or is_negated(before):
            continue
        if (match["good"] or match["bad"]) and not _PREDICATE.match(words, match.end()):
            continue
        stands = (
            _set_against(words, printed, match) or _beside(words, printed, match) or _of_tests(words, match, tested)
        )
        by_size = match["ahead"] is not None or match["behind"] is not None
        says = 1 if match["ahead"] is not None or match["good"] is not None else -1
        found = {one.is_good(by_size=by_size) * _turned(before, words[: match.start()], one) for one in stands}
        if len(found) == 1 and 0 not in found and says not in found:
            yield match.start(), match.end(), _what(stands[0], material), _MEND


def _what(stand: Stand, material: Material) -> str:
    definition = material.definition(stand.own)
    found = {
        "own": stand.own.name,
        "other": stand.other or worded("even"),
        "better": _WHICH[SENSE[stand.polarity]],
        "name": definition.short_name if definition is not None else stand.own.origin,
    }
    if stand.side > 0:
        return worded("'%(own)s' is above '%(other)s', and of '%(name)s' %(better)s", **found)
    return worded("'%(own)s' is below '%(other)s', and of '%(name)s' %(better)s", **found)


def _turned(before: str, all_before: str, stand: Stand) -> int:
    """-1 where the clause is about what the figure is held against and not about the figure's own place."""
    if stand.over_time or not stand.other:
        return 1
    if re.search(rf"\b(?:which|that) (?:the )?{re.escape(stand.other)}\b[^.;:]{{0,40}}$", all_before):
        return -1  # `which England, at {{ b }}, outdoes`
    return -1 if stand.other in before and stand.own.place_name not in before else 1


def _beside(words: str, printed: Sequence[Printed], match: re.Match[str]) -> list[Stand]:
    """The two figures about the word: `{{ a }}, worse than in England ({{ b }})`."""
    other = next((one for one in printed if one.start >= match.end()), None)
    if other is None or re.search(r"[.;,]", words[match.end() : other.start]) or other.start - match.end() > 60:
        return []
    over_time = _OVER_TIME.match(words[match.end() :]) is not None
    alike = [one for one in printed if one.end <= match.start() and one.key == other.key]
    own = next((one for one in reversed(alike) if _is_pair(one.figure, other.figure, over_time=over_time)), None)
    if own is None or own.definition is None or own.value == other.value:
        return []
    side = 1 if own.value > other.value else -1
    name = other.figure.period_label if over_time else other.figure.place_name
    return [Stand(own.figure, name, side, over_time, own.definition.polarity)]


def _set_against(words: str, printed: Sequence[Printed], match: re.Match[str]) -> list[Stand]:
    """The two figures right behind the word: `was ahead: {{ a }} against {{ b }}`."""
    behind = [one for one in printed if one.start >= match.end()][:2]
    if len(behind) < 2 or behind[0].start - match.end() > 12 or not _is_against(words, *behind):
        return []
    own, other = behind
    if own.key != other.key or own.definition is None or own.value == other.value:
        return []
    if not _is_pair(own.figure, other.figure, over_time=False):
        return []
    side = 1 if own.value > other.value else -1
    return [Stand(own.figure, other.figure.place_name, side, False, own.definition.polarity)]


def _is_against(words: str, one: Printed, other: Printed) -> bool:
    return re.fullmatch(r"[^.;■]{0,30}\b(?:against|compared with|to|and) ", words[one.end : other.start]) is not None


def _is_pair(one: FigureResult, other: FigureResult, *, over_time: bool) -> bool:
    """Whether two figures are of one place at two times, or of two places at one time."""
    if over_time:
        return one.place == other.place and one.period != other.period
    return one.place != other.place and one.period == other.period


def _of_tests(words: str, match: re.Match[str], tested: Sequence[Stand]) -> list[Stand]:
    """What the claim's tests found, of time or of places as the sentence says."""
    over_time = _OVER_TIME.match(words[match.end() :]) is not None
    return [one for one in tested if one.over_time == over_time]


def _extremes(
    words: str,
    printed: Sequence[Printed],
    claim: Claim | None,
    figures: Mapping[str, FigureResult],
    material: Material,
) -> Iterator[Fault]:
    """`best`, where the test is of the highest and lower is better."""
    if claim is None:
        return
    tested = {
        test.figure: 1 if test.is_ in HIGHEST else -1
        for test in claim.holds
        if test.is_ in EXTREMES and test.figure in figures
    }
    if not tested:
        return
    harmless = harmless_spans(words)
    matches = [
        match
        for match in _BEST.finditer(words)
        if not any(first < match.end() and match.start() < last for first, last in harmless)
        and not is_negated(words[: match.start()])
    ]
    own = [one for one in printed if one.figure.name in tested]
    for match, beside in zip(matches, about_each(words, matches, own), strict=True):
        names = [one.figure.name for one in beside] or list(tested)
        by_size = match["size"] is not None
        says = 1 if match["good"] is not None else -1
        taken = next((name for name in names if not by_size and _sense_of(figures[name], material) == 0), None)
        if taken is not None and match[0].lower() in _OF_NO_SIDE:
            definition = material.definition(figures[taken])
            which = definition.short_name if definition is not None else figures[taken].origin
            what = worded("'%(name)s' has no better and no worse end", name=which)
            yield match.start(), match.end(), what, _NO_SIDE_MEND
            continue
        found = {tested[name] * (_sense_of(figures[name], material) or by_size) for name in names}
        if says not in found and 0 not in found:
            highest, lowest = worded("a test is of the highest"), worded("a test is of the lowest")
            which = _WHICH[_sense_of(figures[names[0]], material)]
            what = worded("%(test)s, and %(better)s", test=highest if tested[names[0]] > 0 else lowest, better=which)
            yield match.start(), match.end(), what, _MEND


def _sense_of(figure: FigureResult, material: Material) -> int:
    definition = material.definition(figure)
    return SENSE[definition.polarity] if definition is not None else 0
