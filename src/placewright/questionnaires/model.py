"""A questionnaire as a frozen record: pages of groups of questions, with rules on what is asked of whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question is answered; see `answers` for the value that each kind gives."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    RATING = "rating"
    RANKING = "ranking"
    MATRIX = "matrix"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    SHORT_TEXT = "short-text"
    LONG_TEXT = "long-text"
    DISTRICT = "postcode-district"
    AREA = "area"
    FILE = "file"
    STATEMENT = "statement"


class Part(StrEnum):
    """What an answer means to the software, beyond being an answer."""

    NONE = ""
    RESPONDENT = "respondent"
    """Whether a person or an organisation answers; an option `organisation` says the latter."""
    ORGANISATION = "organisation"
    """The organisation's name, under which its response is listed."""
    MAY_PUBLISH = "may-publish"
    """Whether free text may be quoted; an option `yes` permits it."""
    CONFIDENTIAL = "confidential"
    """Whether an organisation asks not to be named; an option `yes` asks so."""
    NAME = "name"
    """A person's name: a direct identifier."""
    EMAIL = "email"
    """An address to write to: a direct identifier."""


class Comparison(StrEnum):
    """How a rule compares an answer with its value."""

    EQUALS = "equals"
    NOT_EQUALS = "not-equals"
    INCLUDES = "includes"
    ONE_OF = "one-of"
    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ANSWERED = "answered"
    NOT_ANSWERED = "not-answered"


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on earlier answers: one comparison, or `all`, `any` or `not` of other rules."""

    question: str = ""
    row: str = ""
    is_: Comparison = Comparison.EQUALS
    value: str | float | tuple[str, ...] | None = None
    all: tuple[Rule, ...] = ()
    any: tuple[Rule, ...] = ()
    not_: Rule | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `missing` marks "don't know" and its like, which estimates leave out of their base."""

    code: str
    label: str
    help: str = ""
    exclusive: bool = False
    words: bool = False
    """Whether choosing it asks for words: "other, please say"."""
    missing: bool = False


WITH_WORDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RATING, QuestionKind.AREA})
"""Kinds whose options may ask for words; a matrix and a ranking have no one place beside which to ask them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a matrix."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The points of a rating, from `least` to `most`, and the words at its ends."""

    least: int = 1
    most: int = 5
    least_label: str = ""
    most_label: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its code is stable across versions and names its column in exports."""

    code: str
    kind: QuestionKind
    label: str
    help: str = ""
    required: bool = False
    may_decline: bool = False
    """Whether "prefer not to say" is offered."""
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    scale: Scale | None = None
    fewest: int | None = None
    """The fewest options to choose or rank."""
    most_choices: int | None = None
    least: float | None = None
    most: float | None = None
    whole: bool = False
    unit: str = ""
    earliest: date | None = None
    latest: date | None = None
    longest: int | None = None
    """The most characters of a text; 200 for short and 4,000 for long texts where nothing is said."""
    areas: tuple[str, ...] = ()
    """Codes of the places among which an area is chosen."""
    file_kinds: tuple[str, ...] = ()
    """Endings of files that may be sent, without dot."""
    random: bool = False
    """Whether options come in random order; exclusive ones, those with words and missing ones stay last."""
    shown_if: Rule | None = None
    part: Part = Part.NONE
    identifies: bool = False
    """A direct identifier: kept encrypted and apart from the answers, never exported with them."""
    sensitive: bool = False
    """A special category of personal data, which needs a condition of its own in law."""
    bank: str = ""
    """The question of a bank that it was taken from, as `bank/code`."""

    @property
    def options_with_words(self) -> tuple[Option, ...]:
        """The options whose words are asked."""
        return tuple(option for option in self.options if option.words) if self.kind in WITH_WORDS else ()

    @property
    def is_year(self) -> bool:
        """Whether its number is a year: whole, without a unit, and bound to four digits."""
        bound = self.least is not None and self.most is not None and self.least >= 1000 and self.most <= 9999
        return self.kind is QuestionKind.NUMBER and self.whole and not self.unit and bound

    def number_in_words(self, number: float) -> str:
        """A number as people write it: thousands apart, except in a year."""
        return f"{number:.10g}" if self.is_year else f"{number:,.10g}"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are shown together, on one screen."""

    code: str
    title: str = ""
    text: str = ""
    questions: tuple[Question, ...] = ()
    shown_if: Rule | None = None
    random: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a questionnaire, such as one chapter of a draft."""

    code: str
    title: str = ""
    text: str = ""
    groups: tuple[Group, ...] = ()
    shown_if: Rule | None = None


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All that is asked. `texts` holds translations: language, then path of a text (see `texts`), then words."""

    id: str
    title: str
    language: str = "en"
    introduction: str = ""
    thanks: str = ""
    pages: tuple[Page, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def groups(self) -> Iterator[Group]:
        """Every group in order."""
        for page in self.pages:
            yield from page.groups

    def questions(self) -> Iterator[Question]:
        """Every question in order."""
        for group in self.groups():
            yield from group.questions

    def question(self, code: str) -> Question | None:
        """The question of that code; None where there is none."""
        return next((question for question in self.questions() if question.code == code), None)
