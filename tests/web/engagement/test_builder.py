"""Questions are written without code: added, filled in, moved, copied, removed, ruled and brought back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group as AccountGroup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from placewright.places.wards import wards_of
from placewright.questionnaires.model import Comparison, Question, QuestionKind, Questionnaire, Rule
from placewright.questionnaires.reading import parse_questionnaire
from placewright.questionnaires.texts import languages, texts
from placewright.questionnaires.xlsform.reading import read_xlsform
from placewright.questionnaires.xlsform.writing import write_xlsform
from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
from placewright.web.engagement.asked import asked_now
from placewright.web.engagement.builder_forms import blank
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.services.questionnaires import freeze, make_instrument, working_version
from placewright.web.engagement.written_areas import areas_to_write, codes_of_areas
from unit.questionnaires.asked import EVERY_KIND

pytestmark = pytest.mark.django_db
HOME = "/team/engagement/work/questions/"


@pytest.fixture
def officer(db: None, client: Client) -> Account:
    """Somebody who runs consultations, signed in."""
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Nobody Real")
    account.groups.add(AccountGroup.objects.get(name=str(Role.ENGAGEMENT_OFFICER)))
    client.force_login(account)
    return account


@pytest.fixture
def empty(officer: Account) -> Instrument:
    """A consultation that asks nothing yet."""
    return make_instrument(title="Work", kind="consultation", questionnaire=blank("Work"), by=officer)


@pytest.fixture
def full(officer: Account) -> Instrument:
    """A consultation that asks every kind of question."""
    return make_instrument(title="Work", kind="consultation", questionnaire=EVERY_KIND, by=officer)


def now(instrument: Instrument) -> Questionnaire:
    return working_version(instrument).questionnaire


def seen(instrument: Instrument) -> str:
    return working_version(instrument).digest


def press(client: Client, instrument: Instrument, do: str, **more: str) -> Any:
    return client.post(HOME, {"do": do, "seen": seen(instrument), **more})


def asked(instrument: Instrument, code: str) -> Question:
    found = now(instrument).question(code)
    assert found is not None
    return found


def sheet(client: Client, code: str) -> dict[str, Any]:
    """What the form of a question holds as it is shown."""
    shown = client.get(f"{HOME}one/{code}/").context["sheet"]
    held: dict[str, Any] = {"seen": ""}
    for part in (shown.form, *(one for one in (shown.options, shown.rows) if one is not None)):
        forms = [part] if not hasattr(part, "management_form") else [part.management_form, *part]
        for form in forms:
            for field in form:
                value = field.value()
                if not (value is None or value is False or value == ""):
                    held[field.html_name] = "on" if value is True else value
    return held


def fill(client: Client, instrument: Instrument, which: str, /, do: str = "save", **more: str) -> Any:
    held = sheet(client, which) | {"seen": seen(instrument), "do": do} | more
    return client.post(f"{HOME}one/{which}/", held)


@pytest.mark.parametrize("kind", [QuestionKind.MATRIX, QuestionKind.RANKING])
def test_an_answer_with_words_loses_them_where_nobody_could_be_asked(
    client: Client, full: Instrument, kind: QuestionKind
) -> None:
    assert "with words" in client.get(f"{HOME}one/barriers/").content.decode()
    fill(client, full, "barriers", kind=kind.value)
    assert not any(option.words for option in asked(full, "barriers").options)
    assert "with words" not in client.get(f"{HOME}one/barriers/").content.decode()


def test_a_question_is_added_and_filled_in(client: Client, empty: Instrument) -> None:
    answer = press(client, empty, "add-question:first", **{"kind-first": "single"})
    assert answer.headers["Location"] == f"{HOME}one/single/"
    more = {"options-0-label": "Yes", "options-1-label": "No", "many": "Perhaps\nx9 = Never"}
    answer = fill(client, empty, "single", label="Do you cycle?", code="cycles", required="on", **more)
    assert answer.headers["Location"] == f"{HOME}#question-cycles"
    held = asked(empty, "cycles")
    assert (held.label, held.required) == ("Do you cycle?", True)
    assert [(one.code, one.label) for one in held.options] == [
        ("yes", "Yes"),
        ("no", "No"),
        ("perhaps", "Perhaps"),
        ("x9", "Never"),
    ]


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking", "matrix"])
def test_a_new_question_has_no_answers_or_lines_that_nobody_wrote(client: Client, empty: Instrument, kind: str) -> None:
    press(client, empty, "add-question:first", **{"kind-first": kind})
    fill(client, empty, kind, label="What is asked?")
    assert not any("First" in one.label for one in (*asked(empty, kind).options, *asked(empty, kind).rows))
    assert "Must be mended" in client.get(HOME).content.decode()


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_can_be_added_and_its_form_saves_it_as_it_is(
    client: Client, empty: Instrument, kind: QuestionKind
) -> None:
    press(client, empty, "add-question:first", **{"kind-first": kind.value})
    (question,) = now(empty).questions()
    assert question.kind is kind
    fill(client, empty, question.code, label="What is asked?")
    (again,) = now(empty).questions()
    assert (again.label, again.options, again.rows, again.scale) == (
        "What is asked?",
        question.options,
        question.rows,
        question.scale,
    )


@pytest.mark.parametrize("code", [question.code for question in EVERY_KIND.questions()])
def test_opening_and_saving_a_question_changes_nothing(client: Client, full: Instrument, code: str) -> None:
    before = seen(full)
    assert fill(client, full, code).status_code == 302
    assert seen(full) == before


def test_limits_and_special_answers_are_kept(client: Client, full: Instrument) -> None:
    fill(client, full, "barriers", most_choices="2", random="on", **{"options-0-exclusive": "on"})
    held = asked(full, "barriers")
    assert (held.most_choices, held.random, held.options[0].exclusive) == (2, True, True)


def test_the_wards_of_a_district_are_areas_by_name_and_groups_of_a_reach_plan(
    client: Client, empty: Instrument
) -> None:
    press(client, empty, "add-question:first", **{"kind-first": "area"})
    (area,) = now(empty).questions()

    wrong = fill(client, empty, area.code, label="Where?", areas="wards:E92000001")
    fill(client, empty, area.code, label="Where?", areas="wards:E07000240 E07000241 E05013947")

    assert wrong.status_code == 422
    assert "wards:E92000001 names no wards" in wrong.content.decode()
    held = asked(empty, area.code).areas
    assert (len(held), held[-1]) == (21, "E07000241")
    screen = client.get(f"/team/engagement/{empty.slug}/preview/screen/", {"at": "first"}).content.decode()
    assert "Batchwood (St Albans)" in screen
    plan = f"{area.code},E05013947,Batchwood,12,7000,The council,letters,"
    kept = client.post(f"/team/engagement/{empty.slug}/reach/", {"plan": plan})
    assert kept.status_code == 302
    named = client.post(
        f"/team/engagement/{empty.slug}/reach/", {"plan": f"{area.code},Batchwood (St Albans),Batchwood,12,7000"}
    )
    assert named.status_code == 302
    page = client.get(f"/team/engagement/{empty.slug}/reach/").content.decode()
    assert "E05013947 Batchwood (St Albans)" in page
    assert "7,000" in page


def test_areas_are_written_by_name(client: Client, empty: Instrument) -> None:
    press(client, empty, "add-question:first", **{"kind-first": "area"})
    (area,) = now(empty).questions()
    lines = "St Albans\nhertsmere, Watford; E07000241\nDacorum (E07000096)\nBristol, City of\nwards: Stevenage"

    unknown = fill(client, empty, area.code, label="Where?", areas="Nowhere upon Sea")
    fill(client, empty, area.code, label="Where?", areas=lines)

    assert unknown.status_code == 422 and "Nowhere upon Sea" in unknown.content.decode()
    held = asked(empty, area.code).areas
    assert held[:6] == ("E07000240", "E07000098", "E07000103", "E07000241", "E07000096", "E06000023")
    assert len(held) == 6 + len(wards_of("E07000243"))
    assert codes_of_areas(areas_to_write(held)) == held


def test_an_answer_is_moved_by_a_button_and_removed_by_a_tick(client: Client, full: Instrument) -> None:
    fill(client, full, "barriers", do="option-down:skills")
    assert [one.code for one in asked(full, "barriers").options] == ["space", "skills", "other", "none"]
    fill(client, full, "barriers", **{"options-0-remove": "on"})
    assert [one.code for one in asked(full, "barriers").options] == ["skills", "other", "none"]


def test_another_kind_leaves_out_what_it_does_not_have(client: Client, full: Instrument) -> None:
    fill(client, full, "size", kind="long-text")
    held = asked(full, "size")
    assert (held.kind, held.options) == (QuestionKind.LONG_TEXT, ())


def test_a_code_that_another_has_is_refused(client: Client, full: Instrument) -> None:
    answer = fill(client, full, "size", code="mood")
    assert answer.status_code == 422
    assert "Another question has this code." in answer.content.decode()


def test_what_an_xlsform_cannot_say_is_told_before_it_is_taken(client: Client, full: Instrument) -> None:
    page = client.get(HOME).content.decode()

    told = page[page.index("that an XLSForm says otherwise or not at all") :].partition("</details>")[0]
    said = [finding.what for finding in write_xlsform(EVERY_KIND).findings]
    assert len(said) > 2
    assert all(escape(one) in told for one in said)


def test_parts_are_moved_copied_removed_and_brought_back(client: Client, full: Instrument) -> None:
    press(client, full, "up:question:sales")
    assert [one.code for one in now(full).questions()][:3] == ["size", "sales", "staff"]
    press(client, full, "copy:group:hinders")
    assert now(full).question("mood_2") is not None
    answer = client.post(HOME, {"do": "remove:question:size", "seen": seen(full)}, follow=True)
    assert "These still look at it and have to be mended: question staff, question barriers" in answer.content.decode()
    assert now(full).question("size") is None
    press(client, full, "undo")
    assert now(full).question("size") is not None
    press(client, full, "redo")
    assert now(full).question("size") is None
    client.post(f"{HOME}saves/", {"number": "1"})
    assert now(full) == EVERY_KIND


def test_pages_and_screens_are_added_and_named(client: Client, empty: Instrument) -> None:
    press(client, empty, "add-page")
    press(client, empty, "add-group:start")
    assert [[group.code for group in page.groups] for page in now(empty).pages] == [["first", "group_2"], ["group"]]
    given = {"title": "Rail", "text": "On trains.", "code": "rail", "random": "on", "seen": seen(empty)}
    client.post(f"{HOME}part/group/group/", given)
    (group,) = now(empty).pages[1].groups
    assert (group.code, group.title, group.text, group.random) == ("rail", "Rail", "On trains.", True)
    given = {"title": "Work", "introduction": "Hello.", "thanks": "Thanks.", "language": "en", "seen": seen(empty)}
    client.post(f"{HOME}part/whole/questions/", given)
    assert now(empty).thanks == "Thanks."


def test_a_rule_is_chosen_and_taken_away(client: Client, full: Instrument) -> None:
    address = f"{HOME}rule/question/mood/"
    page = client.get(address, {"question": "size"}).content.decode()
    assert "Under 10 people" in page
    given = {"do": "add", "question": "size", "is": "equals", "value": "micro", "seen": seen(full)}
    client.post(address, given)
    assert asked(full, "mood").shown_if == Rule("size", is_=Comparison.EQUALS, value="micro")
    client.post(address, {"do": "add", "question": "staff", "is": "above", "value": "1,000", "seen": seen(full)})
    client.post(address, {"do": "any", "seen": seen(full)})
    rule = asked(full, "mood").shown_if
    assert rule is not None
    assert [one.value for one in rule.any] == ["micro", 1000.0]
    assert "is “Under 10 people” or “How many?” is more than 1,000" in client.get(HOME).content.decode()
    client.post(address, {"do": "remove:0", "seen": seen(full)})
    client.post(address, {"do": "remove:0", "seen": seen(full)})
    assert asked(full, "mood").shown_if is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"question": "more", "is": "answered"}, "Choose an earlier question."),
        ({"question": "size", "is": "above", "value": "micro"}, "Choose how it is compared."),
        ({"question": "size", "is": "equals", "value": "huge"}, "Choose one of the answers that it offers."),
        ({"question": "staff", "is": "above", "value": "many"}, "Write a number."),
        ({"question": "size", "is": "equals"}, "Choose or write what it is compared with."),
    ],
)
def test_a_rule_that_means_nothing_is_refused(
    client: Client, full: Instrument, given: dict[str, str], said: str
) -> None:
    answer = client.post(f"{HOME}rule/question/mood/", {"do": "add", "seen": seen(full), **given})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_refused_rule_keeps_what_was_chosen_and_written(client: Client, full: Instrument) -> None:
    address = f"{HOME}rule/question/mood/"
    given = {"do": "add", "question": "staff", "is": "at-least", "value": "ten", "seen": seen(full)}
    page = client.post(address, given).content.decode()
    assert 'value="at-least" id="is-at-least" checked' in page
    assert page.count(" checked") == 1
    assert 'value="ten"' in page
    given = {"do": "add", "question": "size", "is": "equals", "value": ["micro", "small"], "seen": seen(full)}
    page = client.post(address, given).content.decode()
    assert 'value="micro" id="value-micro" checked' in page


def test_who_was_slower_is_told_and_changes_nothing(client: Client, full: Instrument) -> None:
    answer = client.post(HOME, {"do": "remove:question:size", "seen": "older"}, follow=True)
    assert "Nothing of yours was saved" in answer.content.decode()
    assert now(full) == EVERY_KIND


def test_checks_reading_age_and_time_stand_beside(client: Client, full: Instrument) -> None:
    press(client, full, "remove:question:size")
    page = client.get(HOME).content.decode()
    assert "Must be mended" in page
    assert "Flesch-Kincaid" in page
    assert "minutes, if everything is asked" in page


def test_a_change_after_freezing_begins_the_next_version_and_a_changed_meaning_stands_beside(
    client: Client, full: Instrument, officer: Account
) -> None:
    freeze(working_version(full), by=officer)
    fill(client, full, "mood", scale_most="10")
    assert working_version(full).number == 2
    assert asked_now(full).number == 1
    assert "Its scale went from 1 to 5 and goes from 1 to 10." in client.get(HOME).content.decode()


def test_the_file_gives_the_questionnaire_back(client: Client, full: Instrument) -> None:
    answer = client.get("/team/engagement/work/questionnaire.toml")
    assert parse_questionnaire(answer.content.decode(), where="work.toml") == EVERY_KIND


def test_questions_of_a_bank_come_with_their_codes_and_say_so(client: Client, empty: Instrument) -> None:
    given = {"question": ["equality/age_band", "business/sic_section"], "seen": seen(empty)}
    client.post(f"{HOME}banks/first/", given)
    assert [(one.code, one.bank) for one in now(empty).questions()] == [
        ("age_band", "equality/age_band"),
        ("sic_section", "business/sic_section"),
    ]
    assert "asked already" in client.get(f"{HOME}banks/first/").content.decode()


@pytest.mark.parametrize("start", ["consultation", "business-survey"])
def test_one_is_begun_from_what_comes_with_the_software(client: Client, officer: Account, start: str) -> None:
    given = {"title": "Ours", "kind": "consultation", "start": start}
    assert client.post("/team/engagement/new/", given).status_code == 302
    assert len(list(now(Instrument.objects.get()).questions())) > 10


def test_an_xlsform_comes_in_with_a_word_on_each_row_and_goes_out(client: Client, officer: Account) -> None:
    rows = ("survey,type,name,label,relevant", ",integer,staff,Staff?,", ",geopoint,where,Where?,")
    form = "\n".join((*rows, ",text,more,More?,${staff} > 3\n"))
    file = SimpleUploadedFile("firms.csv", form.encode())
    given = {"title": "Firms", "kind": "survey", "start": "file", "file": file}
    answer = client.post("/team/engagement/new/", given, follow=True)
    page = answer.content.decode()
    assert "let people choose an area" in page
    made = Instrument.objects.get()
    assert asked(made, "more").shown_if == Rule("staff", is_=Comparison.ABOVE, value=3.0)
    answer = client.get(f"/team/engagement/{made.slug}/questionnaire.xlsx")
    assert read_xlsform(answer.content, name="firms.xlsx").questionnaire.question("more") is not None


def test_a_language_is_offered_once_every_text_is_translated(client: Client, full: Instrument) -> None:
    home = "/team/engagement/work/languages/"
    assert client.post(home, {"language": "cy"}).headers["Location"] == f"{home}cy/"
    own = texts(EVERY_KIND)
    given = {f"t-{path}": f"[{text}]" for path, text in own.items()}
    client.post(f"{home}cy/", given | {"t-mood.label": "", "seen": seen(full)})
    page = client.get(f"{home}cy/").content.decode()
    assert "1 text has no words yet" in page
    assert languages(now(full)) == ("en",)
    client.post(f"{home}cy/", given | {"t-barriers.label": "Beth?", "seen": seen(full)})
    assert languages(now(full)) == ("en", "cy")
    assert (
        '<option value="cy" lang="cy">Cymraeg</option>' in client.get("/team/engagement/work/preview/").content.decode()
    )
    assert "It does not take up the same answers" in client.get(f"{home}cy/").content.decode()
    assert (
        "[How many work there?]"
        in client.post("/team/engagement/work/preview/screen/?language=cy", {"go": "begin"}).content.decode()
    )


def test_the_next_version_takes_its_place_once_every_code_means_the_same(
    client: Client, full: Instrument, officer: Account
) -> None:
    home = "/team/engagement/work/versions/"
    freeze(working_version(full), by=officer)
    fill(client, full, "mood", scale_most="10")
    given = {"do": "replace", "note": "The scale was too short.", "seen": seen(full)}
    page = client.post(home, given, follow=True).content.decode()
    assert "would mean something else" in page
    assert asked_now(full).number == 1
    client.post(home, {"do": "recode:mood", "seen": seen(full)})
    assert now(full).question("mood_2") is not None
    client.post(home, given | {"note": "short", "seen": seen(full)})
    assert asked_now(full).number == 1
    client.post(home, given | {"seen": seen(full)})
    assert asked_now(full).number == 2
    assert "The scale was too short." in client.get(home).content.decode()


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_it_is_printed_on_paper(client: Client, full: Instrument, form: str, start: bytes) -> None:
    answer = client.get(f"/team/engagement/work/questionnaire.{form}", {"version": "1"})
    assert answer.content.startswith(start)


@pytest.mark.parametrize("said", ["Welsh", "cymraeg", "cy"])
def test_a_language_is_named_in_english_in_itself_or_by_its_code(client: Client, full: Instrument, said: str) -> None:
    answer = client.post(HOME.replace("/questions/", "/languages/"), {"language": said})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/languages/cy/")


def test_a_check_calls_a_screen_what_the_page_calls_it(client: Client, empty: Instrument) -> None:
    page = client.get(HOME).content.decode()
    assert "screen first" in page
    assert not re.search(r"\bgroup\b", re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main>")[0]))
