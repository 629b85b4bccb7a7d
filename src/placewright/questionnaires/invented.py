"""Respondents who do not exist, drawn by chance, with whom a questionnaire can be rehearsed before it opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from placewright.questionnaires.answers import LONGEST
from placewright.questionnaires.flow import asked_codes, kept
from placewright.questionnaires.model import Option, Part, Question, QuestionKind, Questionnaire
from placewright.questionnaires.rules import DECLINED

SPEEDING = "speeding"
STRAIGHT_LINING = "straight-lining"
DUPLICATE = "duplicate"

_OF_ALL = {SPEEDING: 0.03, STRAIGHT_LINING: 0.04, DUPLICATE: 0.02}
"""Shares of respondents who answer badly, as every real survey has some."""
_SKIPS = (0.02, 0.15)
"""Share that passes over a question that need not be answered: at the beginning, and at the end."""
_DECLINES = 0.04
_TEXT_SKIPS = 0.45
_SYLLABLES = ("ba", "del", "fo", "gri", "ka", "lum", "mi", "nop", "ra", "sev", "tu", "wen")
_DISTRICTS = ("ZZ91", "ZZ92", "ZZ93", "ZZ94")
"""Postcode districts that exist nowhere."""
_FIRST_DAY, _LAST_DAY = date(2020, 1, 1), date(2024, 12, 31)


@dataclass(frozen=True, slots=True)
class Invented:
    """One respondent who does not exist: the answers, the seconds taken, and what is wrong with them by intent."""

    answers: Mapping[str, object]
    seconds: int
    faults: frozenset[str] = frozenset()
    copy_of: int | None = None
    """The place of the respondent whose answers a duplicate repeats."""


def invent_respondents(
    questionnaire: Questionnaire,
    count: int,
    rng: np.random.Generator,
    *,
    known: Mapping[str, Mapping[str, float]] | None = None,
) -> tuple[Invented, ...]:
    """So many respondents; each answers what is asked of them, within every limit of the questionnaire.

    Opinions hang together a little (each respondent leans one way), questions are passed over more towards the end, a
    few speed, straight-line or answer twice. Free text is made of words that mean nothing. A file that is asked for is
    never sent, since there is none. The same generator state gives the same respondents.

    Args:
        known: of a question by one of several options, how often each is to be given. These are spread evenly, alone
            and together, as in a sample that was drawn by them: a few respondents have every frequent combination.
    """
    liking = {question.code: _liking(question, rng) for question in questionnaire.questions()}
    even = _evenly(questionnaire, known or {}, liking, rng)
    made: list[Invented] = []
    for number in range(1, count + 1):
        if made and rng.random() < _OF_ALL[DUPLICATE]:
            at = int(rng.integers(len(made)))
            first = made[at]
            while first.copy_of is not None:
                at = first.copy_of
                first = made[at]
            made.append(replace(first, faults=first.faults | {DUPLICATE}, copy_of=at))
        else:
            places = {code: (start + number * step) % 1.0 for code, (start, step) in even.items()}
            made.append(_Respondent(questionnaire, liking, number, rng, places).answer())
    return tuple(made)


def _evenly(
    questionnaire: Questionnaire,
    known: Mapping[str, Mapping[str, float]],
    liking: dict[str, np.ndarray[Any, np.dtype[np.float64]]],
    rng: np.random.Generator,
) -> dict[str, tuple[float, float]]:
    """For each question whose frequencies are known, where its first respondent stands in 0 to 1, and the step.

    The steps are those of Roberts's sequence (powers of the root of x^(d+1) = x + 1), which fills a d-dimensional cube
    evenly; options that are not named keep what they are liked.
    """
    found: dict[str, tuple[float, float]] = {}
    asked = [one for one in questionnaire.questions() if one.kind is QuestionKind.SINGLE and one.code in known]
    root = 2.0
    for _round in range(60):
        root = (1.0 + root) ** (1.0 / (len(asked) + 1))
    for at, question in enumerate(asked):
        wanted = known[question.code]
        whole = sum(wanted.get(option.code, 0.0) for option in question.options)
        if whole <= 0:
            continue
        odds = liking[question.code].copy()
        named = np.array([option.code in wanted for option in question.options])
        share = np.array([wanted.get(option.code, 0.0) / whole for option in question.options])
        odds[named] = share[named] * (1.0 - odds[~named].sum())
        liking[question.code] = odds
        found[question.code] = (float(rng.random()), root ** -(at + 1))
    return found


def _liking(question: Question, rng: np.random.Generator) -> np.ndarray[Any, np.dtype[np.float64]]:
    """How well each option is liked over all respondents."""
    size = len(question.options) or len(question.areas)
    if question.scale is not None:
        return rng.normal(0.55, 0.12, 1)
    if not size:
        return np.ones(1)
    drawn = rng.dirichlet(np.full(size, 2.0)) + 0.02
    for at, option in enumerate(question.options):
        drawn[at] *= 0.25 if option.missing else 0.5 if option.exclusive or option.words else 1.0
    return np.asarray(drawn / drawn.sum(), dtype=np.float64)


class _Respondent:
    """One respondent while answering."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        liking: Mapping[str, np.ndarray[Any, np.dtype[np.float64]]],
        number: int,
        rng: np.random.Generator,
        places: Mapping[str, float],
    ) -> None:
        self.asked, self.liking, self.number, self.rng = questionnaire, liking, number, rng
        self.places = places
        self.lean = float(rng.normal())
        self.faults = frozenset(name for name in (SPEEDING, STRAIGHT_LINING) if rng.random() < _OF_ALL[name])
        self.place = int(rng.integers(1_000))
        """Where a straight-liner ticks, in every row and scale."""

    def answer(self) -> Invented:
        """Answer round after round, since each answer may bring further questions."""
        questions = [one for one in self.asked.questions() if one.kind is not QuestionKind.STATEMENT]
        answers: dict[str, object] = {}
        passed: set[str] = set()
        while True:
            due = asked_codes(self.asked, answers) - answers.keys() - passed
            new = [(at, question) for at, question in enumerate(questions) if question.code in due]
            if not new:
                break
            for at, question in new:
                passed.add(question.code)
                if self._skips(question, at / len(questions)):
                    continue
                found = self._one(question)
                if found is not None:
                    answers[question.code] = found
                    answers.update(self._words_beside(question, found))
        held = kept(self.asked, answers)
        return Invented(held, self._seconds(len(held)), self.faults)

    def _skips(self, question: Question, how_far: float) -> bool:
        if question.required:
            return False
        first, last = _SKIPS
        is_text = question.kind in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT} and question.part is Part.NONE
        return bool(self.rng.random() < (_TEXT_SKIPS if is_text else first + (last - first) * how_far))

    def _seconds(self, answered: int) -> int:
        each = 1.0 if SPEEDING in self.faults else float(self.rng.lognormal(2.4, 0.4))
        return max(3, round(answered * each))

    def _one(self, question: Question) -> object:
        if question.may_decline and self.rng.random() < _DECLINES:
            return DECLINED
        match question.kind:
            case QuestionKind.SINGLE:
                return self._option(question).code
            case QuestionKind.MULTIPLE:
                return self._several(question)
            case QuestionKind.RANKING:
                return self._ranking(question)
            case QuestionKind.MATRIX:
                return {row.code: self._in_row(question).code for row in question.rows}
            case QuestionKind.RATING:
                return self._rating(question)
            case QuestionKind.NUMBER | QuestionKind.MONEY:
                return self._number(question)
            case QuestionKind.DATE:
                return self._date(question)
            case QuestionKind.DISTRICT:
                return _DISTRICTS[int(self.rng.integers(len(_DISTRICTS)))]
            case QuestionKind.AREA:
                codes = [*question.areas, *(option.code for option in question.options)]
                return codes[int(self.rng.integers(len(codes)))] if codes else None
            case QuestionKind.FILE:
                return None
        return self._text(question)

    def _option(self, question: Question) -> Option:
        if question.code in self.places:
            up_to = np.cumsum(self.liking[question.code])[:-1]
            return question.options[int(np.searchsorted(up_to, self.places[question.code], side="right"))]
        return question.options[int(self.rng.choice(len(question.options), p=self.liking[question.code]))]

    def _in_row(self, question: Question) -> Option:
        if STRAIGHT_LINING in self.faults:
            return question.options[self.place % len(question.options)]
        return self._option(question)

    def _several(self, question: Question) -> list[str]:
        first = self._option(question)
        if first.exclusive:
            return [first.code]
        free = [option for option in question.options if not option.exclusive]
        wanted = 1 + int(self.rng.poisson(1.2))
        wanted = max(wanted, question.fewest or 1)
        wanted = min(wanted, question.most_choices or len(free), len(free))
        others = [option for option in free if option is not first]
        more = self.rng.permutation(len(others))[: wanted - 1]
        chosen = {first.code, *(others[int(at)].code for at in more)}
        return [option.code for option in question.options if option.code in chosen]

    def _ranking(self, question: Question) -> list[str]:
        size = len(question.options)
        order = self.rng.choice(size, size=size, replace=False, p=self.liking[question.code])
        held = min(question.most_choices or size, size)
        return [question.options[int(at)].code for at in order[:held]]

    def _rating(self, question: Question) -> object:
        scale = question.scale
        if scale is None:
            return None
        if question.options and self.rng.random() < 0.06:
            return question.options[int(self.rng.integers(len(question.options)))].code
        span = scale.most - scale.least
        if STRAIGHT_LINING in self.faults:
            return scale.least + self.place % (span + 1)
        middle = float(self.liking[question.code][0]) + 0.12 * self.lean + float(self.rng.normal(0.0, 0.18))
        return scale.least + min(max(round(span * middle), 0), span)

    def _number(self, question: Question) -> float | int:
        low = question.least if question.least is not None else 0.0
        high = question.most
        if high is None:
            value = low + float(self.rng.lognormal(3.0, 1.0))
        elif high - low > 1_000:
            value = low + float(np.expm1(self.rng.uniform(0.0, np.log1p(high - low)) * 0.8))
        else:
            value = low + (high - low) * float(self.rng.beta(2.0, 3.0))
        digits = 0 if question.whole else 2
        value = round(value, digits)
        top = float("inf") if high is None else (np.floor(high) if question.whole else high)
        value = min(max(value, np.ceil(low) if question.whole else low), top)
        return int(value) if float(value).is_integer() else float(value)

    def _date(self, question: Question) -> str:
        latest = question.latest or max(_LAST_DAY, (question.earliest or _LAST_DAY) + timedelta(days=365))
        earliest = question.earliest or min(_FIRST_DAY, latest)
        return (earliest + timedelta(days=int(self.rng.integers((latest - earliest).days + 1)))).isoformat()

    def _text(self, question: Question) -> str:
        longest = question.longest or LONGEST.get(question.kind, 200)
        match question.part:
            case Part.EMAIL:
                words = f"invented-{self.number}@rehearsal.example"
            case _ if question.part is Part.NAME or question.identifies:
                words = f"Invented Person {self.number}"
            case Part.ORGANISATION:
                words = f"Invented Organisation {self.number}"
            case _:
                size = 12 if question.kind is QuestionKind.LONG_TEXT else 3
                words = f"Invented words: {_nonsense(self.rng, size)}."
        return words[:longest]

    def _words_beside(self, question: Question, answer: object) -> dict[str, object]:
        chosen: Sequence[object] = answer if isinstance(answer, list) else [answer]
        return {
            f"{question.code}.{option.code}": f"Invented words: {_nonsense(self.rng, 2)}."
            for option in question.options_with_words
            if option.code in chosen
        }


def _nonsense(rng: np.random.Generator, words: int) -> str:
    return " ".join(
        "".join(_SYLLABLES[int(at)] for at in rng.integers(len(_SYLLABLES), size=int(rng.integers(2, 4))))
        for _ in range(words)
    )
