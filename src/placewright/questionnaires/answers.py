"""What was sent for a question, turned into an answer or into a problem that says how to mend it.

Answers by kind, as they are kept in JSON: `single`, `date` (ISO), texts, `postcode-district` and `area` a text;
`rating`, `number` and `money` (pounds) a number; `multiple` a list in the questionnaire's order; `ranking` a list from
first to last; `matrix` a table of row to option; `file` the digest of what was sent. Who would rather not say gives
`prefer-not-to-say`. Words beside an option are kept under `CODE.OPTION`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from placewright.questionnaires.model import Part, Question, QuestionKind
from placewright.questionnaires.rules import DECLINED

Sent = Mapping[str, Sequence[str]]
"""Fields of a form by name, each with the values that were sent for it."""

LONGEST = {QuestionKind.SHORT_TEXT: 200, QuestionKind.LONG_TEXT: 4_000}
"""The most characters of a text where the question says nothing."""

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)[0-9][A-Z]{2}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Trouble(StrEnum):
    """What is wrong with what was sent; `PROBLEM_WORDS` says it."""

    REQUIRED = "required"
    UNKNOWN = "unknown"
    EXCLUSIVE = "exclusive"
    TOO_FEW = "too-few"
    TOO_MANY = "too-many"
    NOT_A_NUMBER = "not-a-number"
    NOT_WHOLE = "not-whole"
    TOO_SMALL = "too-small"
    TOO_LARGE = "too-large"
    YEAR_TOO_EARLY = "year-too-early"
    YEAR_TOO_LATE = "year-too-late"
    NOT_A_DATE = "not-a-date"
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    TOO_LONG = "too-long"
    NOT_A_DISTRICT = "not-a-district"
    NOT_AN_EMAIL = "not-an-email"
    NOT_A_PLACE = "not-a-place"
    RANKED_TWICE = "ranked-twice"
    NO_WORDS = "no-words"
    ROW_MISSING = "row-missing"
    BAD_FILE = "bad-file"
    """A file that was not taken; its value `why` says why."""


PROBLEM_WORDS: Mapping[Trouble, str] = {
    Trouble.REQUIRED: "Answer this question",
    Trouble.UNKNOWN: "Choose one of the answers that are offered",
    Trouble.EXCLUSIVE: "“%(option)s” cannot be chosen together with other answers",
    Trouble.TOO_FEW: "Choose at least %(bound)s",
    Trouble.TOO_MANY: "Choose at most %(bound)s",
    Trouble.NOT_A_NUMBER: "Write a number, such as 12 or 1,500",
    Trouble.NOT_WHOLE: "Write a whole number",
    Trouble.TOO_SMALL: "Write a number of at least %(bound)s",
    Trouble.TOO_LARGE: "Write a number of at most %(bound)s",
    Trouble.YEAR_TOO_EARLY: "Write a year that is not before %(bound)s",
    Trouble.YEAR_TOO_LATE: "Write a year that is not after %(bound)s",
    Trouble.NOT_A_DATE: "Write a real date, such as 27 3 2019",
    Trouble.TOO_EARLY: "Write a date that is not before %(bound)s",
    Trouble.TOO_LATE: "Write a date that is not after %(bound)s",
    Trouble.TOO_LONG: "Write at most %(bound)s characters; you wrote %(length)s",
    Trouble.NOT_A_DISTRICT: "Write the first half of a postcode, such as AL1 or SG14",
    Trouble.NOT_AN_EMAIL: "Write an e-mail address, such as name@example.org",
    Trouble.NOT_A_PLACE: "Write numbers from 1 to %(bound)s, 1 beside what comes first",
    Trouble.RANKED_TWICE: "Give each place in the order to one answer only",
    Trouble.NO_WORDS: "Say which, in a few words",
    Trouble.ROW_MISSING: "Choose an answer for “%(row)s”",
    Trouble.BAD_FILE: "The file was not taken: %(why)s",
}
"""What is said to who answers; `%(...)s` are the problem's values."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something sent is no answer: the form field to point at, and what is to be said."""

    question: str
    at: str
    trouble: Trouble
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return PROBLEM_WORDS[self.trouble] % self.values


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form gave: answers by code, codes that were left empty, and problems in the order of the form."""

    answers: Mapping[str, object]
    empty: frozenset[str]
    problems: tuple[Problem, ...]


class _NotAnAnswer(Exception):
    def __init__(self, trouble: Trouble, at: str = "", **values: object) -> None:
        self.trouble, self.at, self.values = trouble, at, values
        super().__init__(trouble)


def read_sent(questions: Iterable[Question], sent: Sent) -> Entry:
    """What was sent for the questions of a screen.

    Fields are named by the question's code; `CODE.decline` is the box for who would rather not say, `CODE.OPTION` the
    rank of an option, `CODE.ROW` the choice in a row, `CODE.OPTION.words` the words beside an option, and `CODE.day`,
    `CODE.month`, `CODE.year` the parts of a date (a whole ISO date in `CODE` is taken too).
    """
    answers: dict[str, object] = {}
    empty: set[str] = set()
    problems: list[Problem] = []
    for question in questions:
        if question.kind is QuestionKind.STATEMENT:
            continue
        try:
            found = _read(question, sent)
            words = _words_beside(question, found, sent)
        except _NotAnAnswer as wrong:
            at = f"{question.code}.{wrong.at}" if wrong.at else question.code
            problems.append(Problem(question.code, at, wrong.trouble, wrong.values))
            continue
        if found is None:
            empty.add(question.code)
            if question.required:
                problems.append(Problem(question.code, question.code, Trouble.REQUIRED))
            continue
        answers[question.code] = found
        answers.update(words)
    return Entry(answers, frozenset(empty), tuple(problems))


def all_as_sent(questions: Iterable[Question], answers: Mapping[str, object]) -> dict[str, list[str]]:
    """The fields of a form that give these answers back, the words beside options with them."""
    fields: dict[str, list[str]] = {}
    for question in questions:
        fields |= as_sent(question, answers.get(question.code))
        for option in question.options:
            words = answers.get(f"{question.code}.{option.code}")
            if option.words and words:
                fields[f"{question.code}.{option.code}.words"] = [str(words)]
    return fields


def as_sent(question: Question, answer: object) -> dict[str, list[str]]:
    """The fields of a form that give this answer back, so that a screen can be filled again; see `all_as_sent`."""
    code = question.code
    if answer is None:
        return {}
    if answer == DECLINED and question.may_decline:
        return {f"{code}.decline": ["1"]}
    if isinstance(answer, Mapping):
        return {f"{code}.{row}": [str(option)] for row, option in answer.items()}
    if question.kind is QuestionKind.RANKING and isinstance(answer, list | tuple):
        return {f"{code}.{option}": [str(place)] for place, option in enumerate(answer, 1)}
    if question.kind is QuestionKind.DATE:
        year, _, rest = str(answer).partition("-")
        month, _, day = rest.partition("-")
        return {f"{code}.year": [year], f"{code}.month": [month.lstrip("0")], f"{code}.day": [day.lstrip("0")]}
    if isinstance(answer, list | tuple):
        return {code: [str(item) for item in answer]}
    if isinstance(answer, float):
        return {code: [str(int(answer)) if answer.is_integer() else f"{Decimal(repr(answer)):f}"]}
    return {code: [str(answer)]}


def _read(question: Question, sent: Sent) -> object:
    """The answer; None where nothing was sent."""
    if question.may_decline and _first(sent, f"{question.code}.decline"):
        return DECLINED
    match question.kind:
        case QuestionKind.SINGLE:
            return _single(question, sent)
        case QuestionKind.MULTIPLE:
            return _several(question, sent)
        case QuestionKind.RANKING:
            return _ranking(question, sent)
        case QuestionKind.MATRIX:
            return _matrix(question, sent)
        case QuestionKind.RATING:
            return _rating(question, sent)
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            return _number(question, sent)
        case QuestionKind.DATE:
            return _date(question, sent)
        case QuestionKind.DISTRICT:
            return _district(question, sent)
        case QuestionKind.AREA:
            return _area(question, sent)
        case QuestionKind.FILE:
            return _file(question, sent)
    return _text(question, sent)


def _first(sent: Sent, name: str) -> str:
    values = sent.get(name) or ()
    return values[0].replace("\r\n", "\n").replace("\x00", "").strip() if values else ""


def _single(question: Question, sent: Sent) -> str | None:
    code = _first(sent, question.code)
    if code and code not in {option.code for option in question.options}:
        raise _NotAnAnswer(Trouble.UNKNOWN)
    return code or None


def _several(question: Question, sent: Sent) -> list[str] | None:
    ticked = {code for code in sent.get(question.code) or () if code}
    if ticked - {option.code for option in question.options}:
        raise _NotAnAnswer(Trouble.UNKNOWN)
    chosen = [option for option in question.options if option.code in ticked]
    alone = next((option for option in chosen if option.exclusive), None)
    if alone is not None and len(chosen) > 1:
        raise _NotAnAnswer(Trouble.EXCLUSIVE, option=alone.label)
    if chosen and alone is None:
        _count(question, len(chosen))
    return [option.code for option in chosen] or None


def _count(question: Question, number: int) -> None:
    if question.fewest is not None and number < question.fewest:
        raise _NotAnAnswer(Trouble.TOO_FEW, bound=question.fewest)
    if question.most_choices is not None and number > question.most_choices:
        raise _NotAnAnswer(Trouble.TOO_MANY, bound=question.most_choices)


def _ranking(question: Question, sent: Sent) -> list[str] | None:
    places: dict[int, str] = {}
    for option in question.options:
        place = _first(sent, f"{question.code}.{option.code}")
        if not place:
            continue
        if not (place.isascii() and place.isdigit() and 1 <= int(place[:6]) <= len(question.options)):
            raise _NotAnAnswer(Trouble.NOT_A_PLACE, option.code, bound=question.most_choices or len(question.options))
        if int(place) in places:
            raise _NotAnAnswer(Trouble.RANKED_TWICE, option.code)
        places[int(place)] = option.code
    if places:
        _count(question, len(places))
    return [places[place] for place in sorted(places)] or None


def _matrix(question: Question, sent: Sent) -> dict[str, str] | None:
    options = {option.code for option in question.options}
    found: dict[str, str] = {}
    missing = ""
    for row in question.rows:
        code = _first(sent, f"{question.code}.{row.code}")
        if code and code not in options:
            raise _NotAnAnswer(Trouble.UNKNOWN, row.code)
        if code:
            found[row.code] = code
        missing = missing or ("" if code else row.code)
    if question.required and missing:
        label = next(row.label for row in question.rows if row.code == missing)
        raise _NotAnAnswer(Trouble.ROW_MISSING, missing, row=label)
    return found or None


def _rating(question: Question, sent: Sent) -> int | str | None:
    text = _first(sent, question.code)
    if not text:
        return None
    if text in {option.code for option in question.options}:
        return text
    scale = question.scale
    if scale is None or not re.fullmatch(r"-?\d{1,4}", text) or not scale.least <= int(text) <= scale.most:
        raise _NotAnAnswer(Trouble.UNKNOWN)
    return int(text)


def _number(question: Question, sent: Sent) -> float | int | None:
    text = _first(sent, question.code).removeprefix("£").replace(" ", "").removesuffix("%")
    if not text:
        return None
    if len(text) > 40 or not _NUMBER.fullmatch(text) or not any(sign.isdigit() for sign in text):
        raise _NotAnAnswer(Trouble.NOT_A_NUMBER)
    value = float(text.replace(",", ""))
    if not math.isfinite(value):
        raise _NotAnAnswer(Trouble.NOT_A_NUMBER)
    if question.whole and not value.is_integer():
        raise _NotAnAnswer(Trouble.NOT_WHOLE)
    if question.least is not None and value < question.least:
        small = Trouble.YEAR_TOO_EARLY if question.is_year else Trouble.TOO_SMALL
        raise _NotAnAnswer(small, bound=question.number_in_words(question.least))
    if question.most is not None and value > question.most:
        large = Trouble.YEAR_TOO_LATE if question.is_year else Trouble.TOO_LARGE
        raise _NotAnAnswer(large, bound=question.number_in_words(question.most))
    if question.kind is QuestionKind.MONEY:
        value = round(value, 2)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _date(question: Question, sent: Sent) -> str | None:
    parts = [_first(sent, f"{question.code}.{name}") for name in ("year", "month", "day")]
    whole = _first(sent, question.code)
    if whole and not any(parts):
        parts = whole.split("-")
    if not any(parts):
        return None
    try:
        year, month, day = (int(part) if part.isascii() and part.isdigit() else -1 for part in parts)
        found = date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise _NotAnAnswer(Trouble.NOT_A_DATE, "" if whole else "day") from error
    if question.earliest is not None and found < question.earliest:
        raise _NotAnAnswer(Trouble.TOO_EARLY, "day", bound=question.earliest.isoformat())
    if question.latest is not None and found > question.latest:
        raise _NotAnAnswer(Trouble.TOO_LATE, "day", bound=question.latest.isoformat())
    return found.isoformat()


def _district(question: Question, sent: Sent) -> str | None:
    """The outward half alone is kept, even of who writes a whole postcode: it is all that is asked for."""
    text = _first(sent, question.code).upper().replace(" ", "")
    if not text:
        return None
    whole = _POSTCODE.fullmatch(text)
    if whole:
        return whole[1]
    if not _DISTRICT.fullmatch(text):
        raise _NotAnAnswer(Trouble.NOT_A_DISTRICT)
    return text


def _area(question: Question, sent: Sent) -> str | None:
    code = _first(sent, question.code)
    allowed = {*question.areas, *(option.code for option in question.options)}
    if code and code not in allowed:
        raise _NotAnAnswer(Trouble.UNKNOWN)
    return code or None


def _file(question: Question, sent: Sent) -> str | None:
    digest = _first(sent, question.code)
    if digest and not _DIGEST.fullmatch(digest):
        raise _NotAnAnswer(Trouble.UNKNOWN)
    return digest or None


def _text(question: Question, sent: Sent) -> str | None:
    text = _first(sent, question.code)
    longest = question.longest or LONGEST[question.kind]
    if len(text) > longest:
        raise _NotAnAnswer(Trouble.TOO_LONG, bound=f"{longest:,}", length=f"{len(text):,}")
    if text and question.part is Part.EMAIL and not _EMAIL.fullmatch(text):
        raise _NotAnAnswer(Trouble.NOT_AN_EMAIL)
    return text or None


def _words_beside(question: Question, answer: object, sent: Sent) -> dict[str, str]:
    chosen = answer if isinstance(answer, list) else [answer]
    words: dict[str, str] = {}
    for option in question.options_with_words:
        if option.code not in chosen:
            continue
        text = _first(sent, f"{question.code}.{option.code}.words")
        if len(text) > LONGEST[QuestionKind.SHORT_TEXT]:
            bound = LONGEST[QuestionKind.SHORT_TEXT]
            raise _NotAnAnswer(Trouble.TOO_LONG, f"{option.code}.words", bound=bound, length=len(text))
        if not text and question.required:
            raise _NotAnAnswer(Trouble.NO_WORDS, f"{option.code}.words")
        if text:
            words[f"{question.code}.{option.code}"] = text
    return words
