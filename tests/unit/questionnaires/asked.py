"""A questionnaire that has a question of every kind, for tests."""

from __future__ import annotations

from datetime import date

from placewright.questionnaires.model import (
    Comparison,
    Group,
    Option,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Rule,
    Scale,
)

SIZES = (
    Option("micro", "Under 10 people"),
    Option("larger", "10 people or more"),
    Option("unsure", "I do not know", missing=True),
)
BARRIERS = (
    Option("skills", "Finding skilled people"),
    Option("space", "Finding premises"),
    Option("other", "Something else", words=True),
    Option("none", "Nothing", exclusive=True),
)
RULE = Rule(question="size", is_=Comparison.EQUALS, value="larger")

EVERY_KIND = Questionnaire(
    id="every-kind",
    title="Work in the Vale",
    introduction="The Vale does not exist.",
    pages=(
        Page(
            "firm",
            "Your firm",
            groups=(
                Group(
                    "about",
                    "About the firm",
                    questions=(
                        Question("size", QuestionKind.SINGLE, "How many work there?", options=SIZES, required=True),
                        Question("staff", QuestionKind.NUMBER, "How many?", least=10, whole=True, shown_if=RULE),
                        Question("sales", QuestionKind.MONEY, "What did it sell last year?", may_decline=True),
                        Question("since", QuestionKind.DATE, "Since when?", earliest=date(1900, 1, 1)),
                        Question("where", QuestionKind.DISTRICT, "Where is it?"),
                        Question("area", QuestionKind.AREA, "In which district?", areas=("E07000240", "E07000243")),
                    ),
                ),
            ),
        ),
        Page(
            "views",
            "Your views",
            groups=(
                Group(
                    "hinders",
                    questions=(
                        Question("barriers", QuestionKind.MULTIPLE, "What hinders {{ size }}?", options=BARRIERS),
                        Question("order", QuestionKind.RANKING, "In which order?", options=BARRIERS[:2]),
                        Question("mood", QuestionKind.RATING, "How is it going?", scale=Scale(1, 5, "badly", "well")),
                        Question(
                            "agree",
                            QuestionKind.MATRIX,
                            "Do you agree?",
                            options=(Option("yes", "Yes"), Option("no", "No")),
                            rows=(Row("homes", "Build homes"), Row("rail", "Build rail")),
                        ),
                        Question("name", QuestionKind.SHORT_TEXT, "Your name?", identifies=True),
                        Question("more", QuestionKind.LONG_TEXT, "Anything else?"),
                        Question("plan", QuestionKind.FILE, "A plan?", file_kinds=("pdf",)),
                        Question("thanks", QuestionKind.STATEMENT, "That is all."),
                    ),
                ),
            ),
        ),
    ),
)
ANSWERS: dict[str, object] = {
    "size": "larger",
    "staff": 12,
    "sales": "prefer-not-to-say",
    "since": "1999-02-28",
    "where": "AL1",
    "area": "E07000240",
    "barriers": ["skills", "other"],
    "barriers.other": "=SUM(trains)",
    "order": ["space", "skills"],
    "mood": 4,
    "agree": {"homes": "yes"},
    "name": "Nobody Real",
    "more": "Nothing more.",
}
