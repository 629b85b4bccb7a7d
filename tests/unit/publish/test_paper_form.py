"""A questionnaire on paper: every question with its code, twice the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from placewright.publish.paper_form import PaperForm, paper_form
from placewright.publish.paper_form_pdf import paper_pdf
from placewright.publish.paper_form_word import paper_word
from placewright.questionnaires.banks import starters
from placewright.questionnaires.model import Group, Page, Question, QuestionKind, Questionnaire, Rule
from unit.questionnaires.asked import EVERY_KIND

DAY = date(2026, 11, 28)
TEXT = QuestionKind.SHORT_TEXT


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


def test_a_form_says_which_questions_are_needed_and_calls_none_free_that_is() -> None:
    needed = {question.code for question in EVERY_KIND.questions() if question.required}
    form = printed(EVERY_KIND)
    said = {item.code for part in form.parts for item in part.items if "Please answer this question." in item.notes}
    assert needed and said == needed
    assert form.introduction[-1] == "Please answer the questions that say so. You may leave out any other."

    free = replace(EVERY_KIND, pages=(Page("one", groups=(Group("first", questions=(Question("a", TEXT, "A?"),)),)),))
    assert printed(free).introduction[-1] == "You may leave out whatever you do not want to answer."


def test_the_answers_of_a_question_stay_together_in_word_and_pages_are_numbered() -> None:
    book = Document(io.BytesIO(paper_word(printed(EVERY_KIND), day=DAY)))
    lines = {paragraph.text: paragraph for paragraph in book.paragraphs}
    (single,) = [question for question in EVERY_KIND.questions() if question.code == "size"]
    kept = [lines[f"☐ {option.label}"].paragraph_format.keep_with_next for option in single.options]
    assert kept[:-1] == [True] * (len(kept) - 1) and not kept[-1]
    assert [field.get(qn("w:instr")) for field in book.sections[0].footer._element.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]
