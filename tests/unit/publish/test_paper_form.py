"""A questionnaire on paper: every question with its code, twice the same bytes."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document

from placewright.publish.paper_form import PaperForm, paper_form
from placewright.publish.paper_form_pdf import paper_pdf
from placewright.publish.paper_form_word import paper_word
from placewright.questionnaires.banks import starters
from placewright.questionnaires.model import Questionnaire, Rule
from unit.questionnaires.asked import EVERY_KIND

DAY = date(2026, 11, 28)


def rule_words(rule: Rule) -> str:
    return f"{rule.question} is {rule.value}"


def printed(asked: Questionnaire) -> PaperForm:
    return paper_form(asked, version=2, rule_words=rule_words, area_names={"E07000240": "St Albans"})


def test_questions_are_numbered_and_rules_and_earlier_answers_name_them() -> None:
    form = printed(EVERY_KIND)
    items = {item.code: item for part in form.parts for item in part.items}
    assert [item.number for item in items.values()] == [str(n) for n in range(1, len(items))] + [""]
    assert items["staff"].notes[0] == "Answer only if size is larger."
    assert items["barriers"].label == "What hinders [your answer to question 1]?"
    assert items["sales"].choices[-1].label == "Prefer not to say"
    assert items["area"].choices[0].label == "St Albans"
    assert form.foot == "Form every-kind, version 2"


@pytest.mark.parametrize("asked", [EVERY_KIND, *starters().values()], ids=["every-kind", *starters()])
def test_the_pdf_is_set_and_repeats(asked: Questionnaire) -> None:
    made = paper_pdf(printed(asked), day=DAY)
    assert made.startswith(b"%PDF-")
    assert paper_pdf(printed(asked), day=DAY) == made


def test_the_word_document_has_every_code_and_repeats() -> None:
    made = paper_word(printed(EVERY_KIND), day=DAY)
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs)
    for question in EVERY_KIND.questions():
        assert question.kind == "statement" or f"[{question.code}]" in text
    assert "Something else" in text
    assert paper_word(printed(EVERY_KIND), day=DAY) == made
