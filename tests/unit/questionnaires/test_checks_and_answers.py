"""What is sent is judged, and what is wrong with a questionnaire is found before anybody answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placewright.questionnaires.answers import Trouble, read_sent
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.model import (
    Comparison,
    Group,
    Option,
    Page,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Rule,
)
from placewright.questionnaires.rules import is_met
from unit.questionnaires.asked import EVERY_KIND


def asked(code: str) -> Question:
    found = EVERY_KIND.question(code)
    assert found is not None
    return found


def troubles(code: str, **sent: str) -> list[Trouble]:
    fields = {f"{code}.{name}" if name != "it" else code: [value] for name, value in sent.items()}
    return [problem.trouble for problem in read_sent([asked(code)], fields).problems]


def with_rule(rule: Rule, page: str = "views") -> list[str]:
    """What is wrong where the last page is shown under that rule."""
    pages = tuple(replace(one, shown_if=rule) if one.code == page else one for one in EVERY_KIND.pages)
    return [issue.what for issue in check_questionnaire(replace(EVERY_KIND, pages=pages)) if issue.severity == "error"]


@pytest.mark.parametrize("year", ["999999999999", "-1", "1999.5", "٢٠١٩", "0"])
def test_a_year_that_is_none_is_a_problem_and_no_failure(year: str) -> None:
    assert troubles("since", year=year, month="2", day="3") == [Trouble.NOT_A_DATE]


def test_the_second_half_of_a_postcode_is_not_kept() -> None:
    assert dict(read_sent([asked("where")], {"where": ["sg14 1ab"]}).answers) == {"where": "SG14"}


def test_nothing_goes_with_an_exclusive_option() -> None:
    sent = {"barriers": ["skills", "none"]}
    assert [problem.trouble for problem in read_sent([asked("barriers")], sent).problems] == [Trouble.EXCLUSIVE]


def test_a_number_may_have_its_thousands_apart_but_not_anyhow() -> None:
    assert dict(read_sent([asked("sales")], {"sales": ["£1,250,000.50"]}).answers) == {"sales": 1250000.5}
    assert troubles("sales", it="1,25") == [Trouble.NOT_A_NUMBER]


def test_a_rule_without_a_row_looks_at_every_row_of_a_matrix() -> None:
    rule = Rule("agree", is_=Comparison.INCLUDES, value="yes")
    assert is_met(rule, {"agree": {"homes": "no", "rail": "yes"}})
    assert not is_met(rule, {"agree": {"homes": "no"}})


@pytest.mark.parametrize("kind", [QuestionKind.MATRIX, QuestionKind.RANKING])
def test_words_that_nobody_could_write_are_refused_and_demanded_of_nobody(kind: QuestionKind) -> None:
    rows = (Row("homes", "Homes"),) if kind is QuestionKind.MATRIX else ()
    options = (Option("rail", "Rail"), Option("other", "Other", words=True))
    question = Question("wish", kind, "What first?", required=True, options=options, rows=rows)
    whole = Questionnaire("wishes", "Wishes", pages=(Page("one", groups=(Group("all", questions=(question,)),)),))
    assert [issue.what for issue in check_questionnaire(whole)] == [
        "'other' asks for words, which nobody can write in a matrix or a ranking."
    ]
    sent = {"wish.homes": ["other"], "wish.rail": ["1"], "wish.other": ["2"]}
    assert read_sent([question], sent).problems == ()


@pytest.mark.parametrize("said", ["SG14", "name@example", "na me@example.org", "name@@example.org"])
def test_what_is_no_email_address_is_said_where_one_is_asked(said: str) -> None:
    question = Question("mail", QuestionKind.SHORT_TEXT, "Your e-mail?", part=Part.EMAIL, identifies=True)
    assert [one.trouble for one in read_sent([question], {"mail": [said]}).problems] == [Trouble.NOT_AN_EMAIL]
    assert (
        read_sent([question], {"mail": [" o'neil+1@post.example.org "]}).answers["mail"] == "o'neil+1@post.example.org"
    )


def test_every_kind_of_question_passes() -> None:
    assert check_questionnaire(EVERY_KIND) == ()


def test_a_rule_on_a_later_question_is_refused() -> None:
    assert with_rule(Rule("mood", is_=Comparison.ABOVE, value=3.0)) == [
        "Its rule looks at 'mood', which is not asked before."
    ]


def test_a_rule_that_could_never_be_met_is_refused() -> None:
    assert with_rule(Rule("size", value="huge")) == ["Its rule looks for 'huge', which 'size' does not offer."]
    assert with_rule(Rule("staff", is_=Comparison.ABOVE, value="ten")) == [
        "Its rule compares 'staff' with another kind of value."
    ]
    assert with_rule(Rule("size", is_=Comparison.ABOVE, value="micro")) == [
        "Its rule asks whether 'size' is more or less."
    ]


def test_a_title_cannot_take_up_an_answer_that_comes_after_it() -> None:
    pages = tuple(replace(page, title="After {{ size }}") for page in EVERY_KIND.pages)
    found = [str(issue) for issue in check_questionnaire(replace(EVERY_KIND, pages=pages))]
    assert len(found) == 1
    assert "page.firm.title: It takes up the answer to 'size' before it is given." in found[0]


def test_a_code_that_names_a_column_of_every_file_is_refused() -> None:
    questions = tuple(Question(code, QuestionKind.SHORT_TEXT, "Which?") for code in ("mode", "a__b", "fine"))
    made = Questionnaire("x", "X", pages=(Page("p", groups=(Group("g", questions=questions),)),))
    assert [issue.where for issue in check_questionnaire(made)] == ["question mode", "question a__b"]


def _with_text(**more: object) -> list[str]:
    """What is wrong with a text question that is so."""
    question = Question("who", QuestionKind.SHORT_TEXT, "Who are you?", **more)  # type: ignore[arg-type]
    asked = Questionnaire("one", "One", pages=(Page("p", "P", groups=(Group("g", questions=(question,)),)),))
    return [issue.what for issue in check_questionnaire(asked) if issue.severity == "error"]


def test_an_organisation_s_name_identifies_nobody_and_is_not_kept_apart() -> None:
    (said,) = _with_text(part=Part.ORGANISATION, identifies=True)

    assert "asks for the organisation's name" in said
    assert "could not be listed" in said
    assert _with_text(part=Part.ORGANISATION) == []


@pytest.mark.parametrize("part", [Part.NAME, Part.EMAIL])
def test_a_person_s_name_or_address_is_kept_apart_or_it_does_not_open(part: Part) -> None:
    (said,) = _with_text(part=part)

    assert "exported with the answers" in said
    assert _with_text(part=part, identifies=True) == []
