"""Answers that nobody gave, from which tables were made and kept under each layout that there has been."""

from __future__ import annotations

from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire, Row, Scale
from placewright.questionnaires.recipe import Level, Margin, Recipe, Stratum
from placewright.questionnaires.results import Plan
from placewright.questionnaires.results_coding import Reply
from placewright.questionnaires.standing import Standing

_SIZES = (Option("small", "Small"), Option("large", "Large"))
_SIDES = (Option("east", "East"), Option("west", "West"), Option("isle", "Isle"))
_AGREE = (Option("yes", "Agree"), Option("no", "Disagree"))
ASKED = Questionnaire(
    "bridge",
    "The bridge",
    pages=(
        Page(
            "all",
            groups=(
                Group(
                    "all",
                    questions=(
                        Question("size", QuestionKind.SINGLE, "How large?", options=_SIZES),
                        Question("side", QuestionKind.SINGLE, "Which side?", options=_SIDES),
                        Question("uses", QuestionKind.MULTIPLE, "What for?", options=(*_SIDES, *_AGREE)),
                        Question("staff", QuestionKind.NUMBER, "How many people?"),
                        Question("views", QuestionKind.MATRIX, "Views", options=_AGREE, rows=(Row("toll", "A toll"),)),
                        Question("liking", QuestionKind.RATING, "Liking", scale=Scale(1, 5)),
                    ),
                ),
            ),
        ),
    ),
)
_STRATA = (Stratum("a", "Upper", 4_000, 300), Stratum("b", "Lower", 6_000, 300))
_LEVELS = (Level(("east",), "East", 5_000), Level(("west",), "West", 4_000), Level(("isle",), "Isle", 1_000))
_MARGIN = Margin(_LEVELS, "The register", "side", "2025")
_RECIPE = Recipe("firms of the vale", "firms", strata=_STRATA, margins=(_MARGIN,), trim_at=4.0, note="A note.")
PLANS = {
    "survey": Plan(Standing.SURVEY, _RECIPE, ("side", "size")),
    "quota": Plan(Standing.QUOTA, Recipe("firms of the vale", "firms", margins=(_MARGIN,)), ("size",)),
    "consultation": Plan(Standing.CONSULTATION, breakdowns=("side",)),
}


def replies() -> tuple[Reply, ...]:
    """Answers by arithmetic alone, so that no generator of random numbers has to stay as it was."""
    return tuple(_reply(number) for number in range(180))


def _reply(number: int) -> Reply:
    side = ("east", "west", "east", "west", "east", "isle")[number % 6]
    answers: dict[str, object] = {
        "size": "large" if number % 5 == 0 else "small",
        "uses": tuple(code for at, code in enumerate(("east", "west", "isle", "yes", "no")) if number % (at + 2) == 0),
        "staff": float(1 + number % 17 + (30 if number % 5 == 0 else 0)),
        "views": {"toll": "yes" if number % 7 < (5 if side == "east" else 2) else "no"},
        "liking": 1 + (number * number) % 5,
    }
    if number % 19:
        answers["side"] = side
    asked = frozenset(question.code for question in ASKED.questions())
    return Reply(f"r{number:04}", answers, asked, is_flagged=number % 40 == 0, stratum="ab"[number % 3 == 0])
