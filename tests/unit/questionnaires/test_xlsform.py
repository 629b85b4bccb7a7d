"""XLSForms come in with a word on each construct, and go out so that others can read them."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from openpyxl import Workbook

from placewright.core.errors import BadRecord
from placewright.questionnaires.banks import starters
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.model import (
    Comparison,
    Group,
    Option,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    Rule,
    Scale,
)
from placewright.questionnaires.xlsform.findings import Grade
from placewright.questionnaires.xlsform.reading import Brought, read_xlsform
from placewright.questionnaires.xlsform.writing import expression_of, write_xlsform
from unit.questionnaires.asked import EVERY_KIND
from unit.questionnaires.generated import questionnaires

ONLY = "not(selected(., 'none') and count-selected(.) > 1)"
FORM = """
| survey |  |  |  |  |  |
|  | type | name | label::English (en) | relevant | constraint |
|  | start | start |  |  |  |
|  | begin group | firm | Your firm |  |  |
|  | integer | staff | How many people? |  | . > 0 and . <= 9 |
|  | select_one yn | exports | Do you export? | ${staff} >= 2 |  |
|  | select_multiple why | reasons | Why not? | ${exports} = 'no' and not(${staff} = 3) | ONLY |
|  | end group |  |  |  |  |
|  | begin repeat | site | Sites |  |  |
|  | geopoint | where | Where is it? |  |  |
|  | text | Site Name | Its name? | selected(${reasons}, 'cost') |  |
|  | end repeat |  |  |  |  |
|  | calculate | total |  |  |  |
|  | range | mood | How is it going? | ${total} > 3 |  |
| choices |  |  |  |  |  |
|  | list_name | name | label::English (en) | label::Welsh (cy) |  |
|  | yn | yes | Yes | Ydw |  |
|  | yn | no | No | Nac ydw |  |
|  | why | cost | It costs too much |  |  |
|  | why | none | None |  |  |
| settings |  |  |  |  |  |
|  | form_title | default_language |  |  |  |
|  | Exports of the Vale | English (en) |  |  |  |
"""


@pytest.fixture(scope="module")
def brought() -> Brought:
    return read_xlsform(FORM.replace("ONLY", ONLY).encode(), name="exports.md")


def said(brought: Brought, grade: Grade) -> list[str]:
    return [f"{one.row} {one.construct}" for one in brought.findings if one.grade is grade]


def test_questions_rules_and_limits_are_taken(brought: Brought) -> None:
    asked = brought.questionnaire
    staff, exports, reasons = (asked.question(code) for code in ("staff", "exports", "reasons"))
    assert asked.title == "Exports of the Vale"
    assert staff == Question("staff", QuestionKind.NUMBER, "How many people?", least=1.0, most=9.0, whole=True)
    assert exports is not None and exports.shown_if == Rule("staff", is_=Comparison.AT_LEAST, value=2.0)
    assert reasons is not None and reasons.options[1].exclusive
    assert reasons.shown_if == Rule(
        all=(Rule("exports", is_=Comparison.EQUALS, value="no"), Rule(not_=Rule("staff", value=3.0)))
    )
    assert asked.texts["cy"] == {"exports.option.yes": "Ydw", "exports.option.no": "Nac ydw"}


def test_what_is_not_taken_is_said_with_its_row_and_a_mend(brought: Brought) -> None:
    refused = [one for one in brought.findings if one.grade is Grade.REFUSED]
    assert said(brought, Grade.REFUSED) == ["9 geopoint", "12 calculate", "13 relevant"]
    assert all(one.fix for one in refused)
    assert "postcode district" in refused[0].fix
    assert {"2 start", "8 begin repeat", "10 name"} <= set(said(brought, Grade.CHANGED))


def test_what_comes_in_passes_the_checks(brought: Brought) -> None:
    assert [one for one in check_questionnaire(brought.questionnaire) if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xff\xfe\x00", "no workbook"),
        (b"PK\x03\x04nonsense", "cannot be read"),
        (b"a,b\n1,2\n", "no sheet `survey`"),
    ],
)
def test_a_file_that_is_no_form_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(BadRecord, match=what):
        read_xlsform(content, name="x.xlsx")


def test_a_workbook_with_a_value_in_its_far_corner_is_refused_and_ends_no_process() -> None:
    book, held = Workbook(), io.BytesIO()
    book.active.title = "survey"
    book.active["A1"], book.active["XFD1048576"] = "type", "stray"
    book.save(held)
    with pytest.raises(BadRecord, match="stretches over more than 10 million cells"):
        read_xlsform(held.getvalue(), name="x.xlsx")


@pytest.mark.parametrize("written", ["5", "number(5)", "number('5')", "string(5)"])
def test_a_number_within_a_conversion_is_that_number(written: str) -> None:
    text = f"survey,type,name,label,relevant\n,integer,staff,Staff?,\n,text,more,More?,${{staff}} > {written}\n"
    more = read_xlsform(text.encode(), name="x.csv").questionnaire.question("more")
    assert more is not None and more.shown_if == Rule("staff", "", Comparison.ABOVE, 5.0)


@pytest.mark.parametrize("relevant", ["position(..) > 1", "${staff} + 1 > 2", "${nobody} = 'x'", "${staff} >", "((("])
def test_an_expression_that_is_no_rule_is_refused_and_everybody_is_asked(relevant: str) -> None:
    text = f"survey,type,name,label,relevant\n,integer,staff,Staff?,\n,text,more,More?,{relevant}\n"
    found = read_xlsform(text.encode(), name="x.csv")
    assert [one.construct for one in found.findings if one.grade is Grade.REFUSED] == ["relevant"]
    more = found.questionnaire.question("more")
    assert more is not None and more.shown_if is None


def test_what_goes_out_comes_back() -> None:
    back = read_xlsform(write_xlsform(EVERY_KIND).content, name="every-kind.xlsx").questionnaire
    kept = ("size", "staff", "sales", "since", "where", "barriers", "mood", "agree", "more")
    for code in kept:
        before, after = EVERY_KIND.question(code), back.question(code)
        assert before is not None and after is not None
        options = tuple(replace(option, missing=False) for option in before.options)
        may_decline = before.may_decline and bool(options)
        assert after == replace(before, options=options, may_decline=may_decline), code


@pytest.mark.parametrize("name", ["business-survey", "consultation"])
def test_what_comes_with_the_software_goes_out_and_back_with_its_codes(name: str) -> None:
    asked = starters()[name]
    back = read_xlsform(write_xlsform(asked).content, name="x.xlsx").questionnaire
    assert [one.code for one in back.questions()] == [one.code for one in asked.questions()]
    assert [one.shown_if for one in back.questions()] == [one.shown_if for one in asked.questions()]


@settings(max_examples=40, deadline=None)
@given(questionnaires())
def test_any_questionnaire_goes_out_and_back(asked: Questionnaire) -> None:
    back = read_xlsform(write_xlsform(asked).content, name="x.xlsx")
    assert [one.code for one in back.questionnaire.questions()] == [one.code for one in asked.questions()]
    assert [str(one) for one in back.findings if one.grade is Grade.REFUSED] == []


def test_a_rule_is_an_expression() -> None:
    asked = Questionnaire(
        "x",
        "X",
        pages=(
            Page(
                "p",
                groups=(
                    Group(
                        "g",
                        questions=(
                            Question("a", QuestionKind.MULTIPLE, "A?", options=(Option("x", "X"), Option("y", "Y"))),
                            Question("b", QuestionKind.RATING, "B?", scale=Scale()),
                        ),
                    ),
                ),
            ),
        ),
    )
    rule = Rule(
        any=(Rule("a", is_=Comparison.INCLUDES, value="x"), Rule(not_=Rule("b", is_=Comparison.ABOVE, value=3.0)))
    )
    assert expression_of(rule, asked) == "selected(${a}, 'x') or not(${b} > 3)"


@pytest.mark.parametrize("asked", [EVERY_KIND, *starters().values()], ids=["every-kind", *starters()])
def test_pyxform_takes_what_goes_out(asked: Questionnaire) -> None:
    from pyxform.xls2xform import convert

    made = convert(write_xlsform(asked).content, form_name="data", file_type=".xlsx")
    assert "<h:title>" in made.xform


def test_words_that_a_ranking_or_a_table_cannot_ask_come_in_with_a_word_on_it() -> None:
    form = """
| survey |  |  |  |  |
|  | type | name | label | appearance |
|  | rank wish or_other | order | What first? |  |
|  | begin group | views | Your views | table-list |
|  | select_one wish or_other | now | Now? |  |
|  | select_one wish or_other | then | Then? |  |
|  | end group |  |  |  |
| choices |  |  |  |  |
|  | list_name | name | label |  |
|  | wish | rail | Rail |  |
"""
    brought = read_xlsform(form.encode(), name="wishes.md")
    said = {finding.construct: finding.what for finding in brought.findings if finding.grade is Grade.CHANGED}
    assert said["or_other"] == "“Other” is put in order, and nobody is asked which."
    assert said["table-list"].startswith("A choice asks for words")
    kinds = {question.code: question.kind for question in brought.questionnaire.questions()}
    assert kinds["order"] is QuestionKind.RANKING
    assert [kind for code, kind in kinds.items() if code != "order"] == [QuestionKind.SINGLE] * 2
    assert [issue for issue in check_questionnaire(brought.questionnaire) if issue.severity == "error"] == []


def test_that_an_area_is_a_plain_list_in_the_form_is_said() -> None:
    form = write_xlsform(EVERY_KIND)
    assert any(one.construct == "area" and one.what.startswith("'area' is a list") for one in form.findings)
    back = read_xlsform(form.content, name="every-kind.xlsx").questionnaire.question("area")
    assert back is not None
    assert back.kind is QuestionKind.SINGLE
    assert [option.code for option in back.options] == ["E07000240", "E07000243"]
