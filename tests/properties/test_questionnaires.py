"""What holds for every questionnaire and every set of answers."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from placewright.questionnaires.answers import all_as_sent, read_sent
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.flow import asked_codes, in_order, in_words, kept, steps, unanswered
from placewright.questionnaires.model import Option, Questionnaire
from placewright.questionnaires.reading import (
    digest_of,
    dump_questionnaire,
    parse_questionnaire,
    plain_questionnaire,
    questionnaire_from_plain,
)
from placewright.questionnaires.texts import in_language, languages, texts
from unit.questionnaires.generated import answered, answers_to, questionnaires, questions

Answered = tuple[Questionnaire, dict[str, object]]
FEWER = settings(max_examples=60, deadline=None)


@FEWER
@given(questionnaires())
def test_a_questionnaire_comes_back_from_toml_and_from_json_as_it_was(asked: Questionnaire) -> None:
    assert parse_questionnaire(dump_questionnaire(asked), where="x.toml") == asked
    assert questionnaire_from_plain(plain_questionnaire(asked)) == asked
    assert digest_of(questionnaire_from_plain(plain_questionnaire(asked))) == digest_of(asked)


@FEWER
@given(st.data())
def test_an_answer_fills_the_form_that_gives_it_back(data: st.DataObject) -> None:
    question = data.draw(questions("asked", ()))
    answer = data.draw(answers_to(question))
    held = {} if answer is None else {"asked": answer}
    chosen = answer if isinstance(answer, list) else [answer]  # a table of rows asks for no words beside an option
    for option in question.options:
        if option.words and option.code in chosen:
            held[f"asked.{option.code}"] = "words"
    found = read_sent([question], all_as_sent([question], held))
    assert dict(found.answers) == held
    assert answer is None or found.problems == ()


@FEWER
@given(answered(), st.text(max_size=5))
def test_what_is_kept_was_asked_and_keeping_it_again_changes_nothing(found: Answered, seed: str) -> None:
    asked, answers = found
    held = kept(asked, answers)
    codes = asked_codes(asked, answers)
    assert {code.partition(".")[0] for code in held} <= codes
    assert kept(asked, held) == held
    assert asked_codes(asked, held) == codes
    assert {step.code for step in steps(asked, held, seed)} == {step.code for step in steps(asked, answers, seed)}


@FEWER
@given(answered(), st.text(max_size=5))
def test_the_order_is_the_seeds_and_loses_no_question(found: Answered, seed: str) -> None:
    asked, answers = found
    first, again = steps(asked, answers, seed), steps(asked, answers, seed)
    assert first == again
    for step in first:
        assert len({question.code for question in step.questions}) == len(step.questions)
        for question in step.questions:
            original = asked.question(question.code)
            assert original is not None
            assert sorted(option.code for option in question.options) == sorted(o.code for o in original.options)


@FEWER
@given(answered())
def test_required_questions_without_an_answer_are_named_and_no_other(found: Answered) -> None:
    asked, answers = found
    codes = asked_codes(asked, answers)
    wanted = {q.code for q in asked.questions() if q.required and q.code in codes and q.code not in answers}
    assert {question.code for question in unanswered(asked, answers)} == wanted


@FEWER
@given(answered())
def test_every_answer_can_be_read_in_words(found: Answered) -> None:
    asked, answers = found
    for question in asked.questions():
        assert isinstance(in_words(question, answers), str)


@FEWER
@given(questionnaires())
def test_a_language_is_offered_once_every_text_has_words(asked: Questionnaire) -> None:
    whole = replace(asked, texts={"cy": {path: f"[{text}]" for path, text in texts(asked).items()}})
    assert languages(whole) == ("en", "cy")
    assert texts(in_language(whole, "cy")) == whole.texts["cy"]
    path = next(iter(texts(asked)))
    assert languages(replace(asked, texts={"cy": {**whole.texts["cy"], path: " "}})) == ("en",)


@FEWER
@given(questionnaires())
def test_what_is_made_by_the_rules_passes_the_checks(asked: Questionnaire) -> None:
    wrong = [issue for issue in check_questionnaire(asked) if issue.severity == "error"]
    assert [issue for issue in wrong if issue.what != "Nothing is asked."] == []


def test_an_order_is_the_same_on_every_machine() -> None:
    options = [Option(code, code) for code in ("bus", "rail", "road", "walk")]
    assert [option.code for option in in_order(options, "7/q")] == ["road", "bus", "walk", "rail"]
    assert [option.code for option in in_order(options, "8/q")] == ["road", "rail", "walk", "bus"]
