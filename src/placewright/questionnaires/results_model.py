"""What is said of the answers: tables of counts, shares and figures in which nothing small can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from placewright.core.said import Said
from placewright.core.words import marked
from placewright.questionnaires.standing import Standing
from placewright.workspace.records_in_toml import plain_record, record_from_plain


class Why(StrEnum):
    """Why a cell is not shown; `shown` where it is."""

    SHOWN = "shown"
    SMALL = "small"
    FOR_OTHERS = "for-others"
    BASE = "base"
    DOMINANCE = "dominance"
    UNDEFINED = "undefined"


WHY_WORDS: Mapping[Why, str] = {
    Why.SMALL: marked("too few answers"),
    Why.FOR_OTHERS: marked("withheld so that a small number cannot be worked out"),
    Why.BASE: marked("too few answered"),
    Why.DOMINANCE: marked("one or two make most of it"),
    Why.UNDEFINED: marked("cannot be estimated"),
}


class Panel(StrEnum):
    """Whose answers a table holds; those of organisations stand apart in a consultation."""

    ALL = "all"
    INDIVIDUALS = "individuals"
    ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many gave an answer (a consultation), or the share of the population (a survey); None is withheld."""

    count: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    effective: float | None = None
    why: Why = Why.SHOWN


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a question that is answered by a number."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why = Why.SHOWN


@dataclass(frozen=True, slots=True)
class Group:
    """A column of a table: who is in it, how many of them answered, unweighted, and how many they are worth."""

    code: str
    label: str
    base: int | None = None
    effective: float | None = None


class Statistic(StrEnum):
    """Which F a test is of: Rao and Scott's of shares (second order), or Wald's of means."""

    RAO_SCOTT = "rao-scott"
    WALD = "wald"


@dataclass(frozen=True, slots=True)
class GroupTest:
    """Whether the groups of a breakdown differ by more than chance would explain, from the design of the survey.

    `statistic` is an F with its two degrees of freedom, `p` its tail; without them `why` says why there is none.
    `adjusted` is p for having tested several answers of one question.
    """

    statistic: float | None = None
    numerator_df: float | None = None
    denominator_df: float | None = None
    p: float | None = None
    why: Why = Why.SHOWN
    adjusted: float | None = None
    of: Statistic = Statistic.RAO_SCOTT

    @property
    def differs(self) -> bool:
        """Whether fewer than one in twenty samples would differ as much, were the groups alike."""
        p = self.p if self.adjusted is None else self.adjusted
        return p is not None and p < SIGNIFICANT


SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Line:
    """One answer to a question, in each group."""

    code: str
    label: str
    cells: tuple[Cell, ...]
    test: GroupTest | None = None
    """Of a breakdown of a survey where several answers may be given: whether the groups gave this one as often."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of a question, such as the median, in each group."""

    code: str
    label: str
    amounts: tuple[Amount, ...]
    test: GroupTest | None = None
    """Of the mean in a breakdown of a survey: whether the groups have the same."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answers to one question, or to one row of a matrix: by all together, or by the groups of one breakdown."""

    code: str
    label: str
    panel: Panel
    groups: tuple[Group, ...]
    asked: int | None = None
    """How many were asked, where everybody was: how many routing let through tells how an earlier one was answered."""
    lines: tuple[Line, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    by: str = ""
    by_label: str = ""
    several: bool = False
    """Whether one may give several answers, so that the lines do not add to the base."""
    note: str = ""
    test: GroupTest | None = None
    """Of a breakdown of a survey whose lines add to its base; None of anything else."""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question with its tables, those of all together first."""

    code: str
    label: str
    kind: str
    page: str
    unit: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One class of those who answered, beside the population."""

    label: str
    count: int | None = None
    population: float | None = None
    """The class's share of the population, 0 to 1."""
    in_proportion: int | None = None
    """How many it would be, had as many answered in proportion to the population."""
    weighted: float | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Who answered, by one question, against the population."""

    code: str
    label: str
    source: str
    lines: tuple[ProfileLine, ...]


@dataclass(frozen=True, slots=True)
class StratumResponse:
    """How many of one stratum were drawn, and how many answered."""

    label: str
    population: int
    drawn: int | None = None
    answered: int | None = None


@dataclass(frozen=True, slots=True)
class FlaggedChange:
    """How one answer to one question would stand without those that should be looked at."""

    question: str
    """The code of the table: a question, or a row of a matrix."""
    label: str
    answer: str
    answer_label: str
    points: float
    """By how much its share of those who answered would change, in points of a hundred."""
    panel: Panel = Panel.ALL
    count: int | None = None
    without: int | None = None
    """How many gave it, with and without them: of a consultation."""
    share: float | None = None
    share_without: float | None = None
    """Its weighted share, with and without them: of a survey."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """What the answers that should be looked at change; the tables hold them."""

    number: int
    largest_change: float | None = None
    """The largest change of a share of those who answered, in points of a hundred, without them."""
    question: str = ""
    changes: tuple[FlaggedChange, ...] = ()
    """Every change of a point or more that can be shown without showing what few of them answered, largest first."""


NOBODY_FLAGGED = Flagged(0)


@dataclass(frozen=True, slots=True)
class Omission:
    """How many numbers of one kind were left out, and why."""

    what: str
    why: Why
    number: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one response that may be quoted, without personal data; `by` names an organisation that may be named."""

    question: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """What one organisation chose in one question, in words."""

    question: str
    """The code of the table: a question, or a row of a matrix."""
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class NamedAnswers:
    """The answers of one organisation that was told that they are published under its name, and did not refuse."""

    name: str
    answers: tuple[NamedAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """All results of one survey or consultation at one moment."""

    title: str
    standing: Standing
    respondents: int
    questions: tuple[QuestionResult, ...]
    individuals: int | None = None
    organisations: int | None = None
    profiles: tuple[Profile, ...] = ()
    strata: tuple[StratumResponse, ...] = ()
    flagged: Flagged = NOBODY_FLAGGED
    effective: float | None = None
    population: str = ""
    unit: str = ""
    method: tuple[str, ...] = ()
    """How it was made, in English, as files have it."""
    said: tuple[Said, ...] = ()
    """The same for translation; none in results that were made before there was such."""
    listed: tuple[str, ...] = ()
    """Organisations that answered a consultation and did not ask to be left out."""
    unlisted: int = 0
    named: tuple[NamedAnswers, ...] = ()
    """What organisations answered, where it was told before it opened that this is published under their names."""
    quotes: tuple[Quote, ...] = ()
    omissions: tuple[Omission, ...] = ()
    threshold: int = 10
    least_base: int = 30


def plain_results(results: Results) -> dict[str, Any]:
    """The results as plain values of JSON."""
    return plain_record(results)


def results_from_plain(content: Mapping[str, Any]) -> Results:
    """The results that plain values of JSON hold.

    Raises:
        BadRecord: they lack a key, have a strange one, or one of the wrong type.
    """
    return record_from_plain(content, Results, where="results")
