"""Banks of questions that come with the software, and questionnaires to start from that are put together of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from placewright.core.errors import UnknownName
from placewright.questionnaires.editing import PartKind, add_questions, codes
from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire
from placewright.questionnaires.rules import asked_in
from placewright.workspace.records_in_toml import parse_record

BANKS = ("business", "productivity", "consultation", "equality")
"""Their names, in the order in which they are offered."""


class UnknownBank(UnknownName):
    """A bank of questions, or a question of one, that does not come with the software."""

    kind = "bank"


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions on one subject, whose codes stay the same for ever, with where they come from."""

    id: str
    title: str
    about: str
    source: str
    source_url: str
    licence: str
    questions: tuple[Question, ...]


@lru_cache(maxsize=len(BANKS))
def bank(name: str) -> Bank:
    """The bank of that name; each question says where it comes from as `bank/code`.

    Raises:
        UnknownBank: there is none.
    """
    if name not in BANKS:
        raise UnknownBank.named(name, BANKS)
    file = resources.files("placewright.questionnaires") / "bank_files" / f"{name}.toml"
    held = parse_record(file.read_text(encoding="utf-8"), Bank, where=f"{name}.toml")
    return replace(held, questions=tuple(replace(one, bank=f"{name}/{one.code}") for one in held.questions))


def insert(asked: Questionnaire, group: str, wanted: Iterable[str]) -> Questionnaire:
    """The questionnaire with questions of banks at the end of a group, under the codes that they have there.

    A rule that looks at a question which is neither there nor inserted is left out.

    Args:
        wanted: questions as `bank/code`.

    Raises:
        UnknownBank: there is no such question.
    """
    taken: list[Question] = []
    for name in wanted:
        of, _slash, code = name.partition("/")
        found = next((one for one in bank(of).questions if one.code == code), None)
        if found is None:
            raise UnknownBank.named(name, [one.bank for one in bank(of).questions])
        taken.append(found)
    known = {*codes(asked, PartKind.QUESTION), *(one.code for one in taken)}
    fitted = [one if _looks_within(one, known) else replace(one, shown_if=None) for one in taken]
    return add_questions(asked, group, fitted)


def starters() -> Mapping[str, Questionnaire]:
    """Whole questionnaires to start from, by name."""
    return {"business-survey": _business_survey(), "consultation": _consultation()}


def _looks_within(question: Question, known: set[str]) -> bool:
    return all(rule.question in known for rule in asked_in(question.shown_if))


def _all_of(name: str, *, but: frozenset[str] = frozenset()) -> tuple[Question, ...]:
    return tuple(one for one in bank(name).questions if one.code not in but)


def _business_survey() -> Questionnaire:
    return Questionnaire(
        "business-survey",
        "Survey of businesses",
        introduction="It takes about ten minutes. Please answer for the whole business.",
        thanks="Thank you. Results are published once the survey has closed.",
        pages=(
            Page("business", "The business", groups=(Group("about", questions=_all_of("business")),)),
            Page(
                "work",
                "How it works",
                groups=(
                    Group("changes", questions=_all_of("productivity")[:2]),
                    Group("practice", questions=_all_of("productivity")[2:5]),
                    Group("outlook", questions=_all_of("productivity")[5:]),
                ),
            ),
        ),
    )


def _consultation() -> Questionnaire:
    agreement = (
        Option("agree", "Agree"),
        Option("partly", "Agree in part"),
        Option("disagree", "Disagree"),
        Option("unsure", "I do not know", missing=True),
    )
    views = (
        Question("agrees", QuestionKind.SINGLE, "Do you agree with this part of the draft?", options=agreement),
        Question("why", QuestionKind.LONG_TEXT, "Why? What should change?"),
    )
    about = _all_of("consultation")
    return Questionnaire(
        "consultation",
        "Consultation on a draft",
        introduction="Read the draft first: it says what can still change.",
        thanks="Thank you. We publish what was said, and what we changed because of it.",
        pages=(
            Page("you", "About you", groups=(Group("who", questions=about),)),
            Page("draft", "The draft", groups=(Group("part_1", "A part of the draft", questions=views),)),
            Page(
                "equality",
                "Who answers",
                "You may pass over every one of these. They tell us whether we hear from everybody.",
                groups=(Group("monitoring", questions=_all_of("equality")),),
            ),
        ),
    )
