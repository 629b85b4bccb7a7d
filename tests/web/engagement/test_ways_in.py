"""By invitation, at a desk, on paper or from a file: each way is kept, works once where it should, doubles nothing."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape
from smtplib import SMTPRecipientsRefused
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from placewright.publish.pdf.typst_text import literal
from placewright.questionnaires import model
from placewright.questionnaires.model import Page, Question, QuestionKind, Questionnaire
from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.questionnaires.rules import DECLINED
from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.engagement import invitation_letters
from placewright.web.engagement.invitation_files import contacts_in, guessed_fields
from placewright.web.engagement.models import (
    Draft,
    Instrument,
    InstrumentKind,
    Invitation,
    InvitationState,
    Response,
    Sending,
)
from placewright.web.engagement.response_files import codes_to_ask, guessed_targets, responses_in, targets_of
from placewright.web.engagement.services.invitations import contact_of
from placewright.web.engagement.tables_in import BadTable, read_table
from pseudo_language import pseudo, speak_pseudo
from unit.questionnaires.asked import EVERY_KIND
from web.engagement.made import make_instrument, make_open

pytestmark = pytest.mark.django_db

CONTACTS = b"""Company name,E-mail,Address 1,Postcode,Stratum,Weight
Mill One,one@mill.example,1 Mill Lane,AL1 1AA,micro,12.5
Mill Two,two@mill.example,2 Mill Lane,AL1 1AB,larger,3
=Mill Three,,3 Mill Lane,AL1 1AC,larger,3
"""
DAY = {"of-mode": "paper", "of-answered_on": "2026-11-01"}


@pytest.fixture
def vale() -> Instrument:
    made = make_open(make_instrument(asks_for_proof=False, fewest_seconds=0, has_open_link=False))
    made.opens_at = datetime(2026, 10, 20, 9, tzinfo=made.zone)  # before the day of the forms below
    made.save()
    return made


@pytest.fixture
def officer() -> Client:
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Officer")
    account.groups.add(Group.objects.get(name="engagement officer"))
    client = Client()
    client.force_login(account)
    return client


def invited(officer: Client, content: bytes = CONTACTS) -> None:
    """Send the list, look at it, and take it in."""
    file = SimpleUploadedFile("contacts.csv", content)
    looked = officer.post("/team/engagement/vale/invitations/", {"do": "look", "file": file})
    address = looked.headers["Location"]
    assert not Invitation.objects.exists()
    names = re.findall(r'name="(column-\d+)"', officer.get(address).content.decode())
    fields = guessed_fields(content.decode().split("\n")[0].split(","))
    officer.post(address, {"do": "take", **dict(zip(names, fields.values(), strict=True))})


def token(number: int = 1) -> str:
    return contact_of(Invitation.objects.get(number=number))["token"]


def answered(browser: Client) -> Any:
    browser.post("/have-your-say/vale/begin/", {"go": "anew"})
    browser.post("/have-your-say/vale/answer/about/", {"size": "micro"})
    browser.post("/have-your-say/vale/answer/hinders/", {"mood": "4"})
    return browser.post("/have-your-say/vale/check/", {"go": "send"}, follow=True)


def test_contacts_are_looked_at_before_they_are_taken_in_and_kept_sealed(vale: Instrument, officer: Client) -> None:
    invited(officer)
    assert Invitation.objects.count() == 3
    first = Invitation.objects.get(number=1)
    assert (first.stratum, first.base_weight, first.state) == ("micro", 12.5, InvitationState.WAITING)
    assert b"mill" not in bytes(first.sealed_contact)
    assert contact_of(first)["address"] == "1 Mill Lane\nAL1 1AA"
    invited_again = SimpleUploadedFile("again.csv", CONTACTS)
    address = officer.post("/team/engagement/vale/invitations/", {"do": "look", "file": invited_again}).headers[
        "Location"
    ]
    officer.post(address, {"do": "take", "column-0": "organisation", "column-1": "email", "column-2": "address"})
    assert Invitation.objects.filter(stratum="").count() == 1


def test_wrong_rows_of_contacts_are_named_by_file_row_and_column() -> None:
    rows = b"name;email;weight\nA;a@a.example;1\nB;not an address;1\nC;a@a.example;0\nD;;1\n"
    table = read_table("list.csv", rows)
    found, troubles = contacts_in(table, {"name": "name", "email": "email", "weight": "base_weight"})
    assert [one.name for one in found] == ["A"]
    said = [str(one) for one in troubles]
    assert said[0].startswith("list.csv, row 3, column “email”: ")
    assert "Row 2 has this address too" in said[1]
    assert said[2].startswith("list.csv, row 4, column “weight”: ")
    assert said[3].startswith("list.csv, row 5: ")


def test_an_invitation_works_once_and_its_response_keeps_the_stratum_and_not_the_person(
    vale: Instrument, officer: Client
) -> None:
    invited(officer)
    link = f"/have-your-say/invitation/{token()}/"
    home, work = Client(), Client()
    assert home.get(link, follow=True).status_code == 200
    work.get(link)
    assert Invitation.objects.get(number=1).state == InvitationState.WAITING
    assert "Thank you" in answered(home).content.decode()
    response = Response.objects.get()
    assert (response.mode, response.stratum, response.base_weight) == ("invited", "micro", 12.5)
    assert Invitation.objects.get(number=1).state == InvitationState.ANSWERED
    refused = answered(work).content.decode()
    assert "This invitation was answered already" in refused or "Only those who were invited" in refused
    assert Response.objects.count() == 1
    assert "This invitation was answered" in Client().get(link).content.decode()


def test_without_a_mail_server_no_invitation_is_printed_where_others_read_it(
    vale: Instrument, officer: Client, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    invited(officer)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = officer.get("/team/engagement/vale/invitations/").content.decode()
    assert "No mail server is set" in page and 'value="mail"' not in page
    words = {"do": "mail", "kind": "invitation", "subject": "For {organisation}", "text": "Open {link}."}
    refused = officer.post("/team/engagement/vale/invitations/", words)
    assert refused.status_code == 422 and not Sending.objects.exists()
    assert "mill.example" not in "".join(capsys.readouterr())


def test_the_code_of_a_letter_can_be_typed_and_an_invitation_declined(vale: Instrument, officer: Client) -> None:
    invited(officer)
    person = Client()
    assert person.post("/have-your-say/invitation/", {"code": "nonsense"}).status_code == 422
    page = person.post("/have-your-say/invitation/", {"code": token(2).lower()}, follow=True)
    assert "send me no reminder" in page.content.decode()
    assert "no reminder" in person.post("/have-your-say/vale/decline/").content.decode()
    assert Invitation.objects.get(number=2).state == InvitationState.REFUSED


def test_without_an_invitation_nobody_begins_where_the_link_is_not_open(vale: Instrument) -> None:
    stranger = Client()
    assert "Only those who were invited" in stranger.get("/have-your-say/vale/").content.decode()
    assert answered(stranger).redirect_chain[-1][0] == "/have-your-say/vale/"
    assert not Response.objects.exists()


def test_a_sending_says_how_many_contacts_have_no_address(vale: Instrument, officer: Client) -> None:
    invited(officer)
    words = {"do": "mail", "kind": "invitation", "subject": "For {organisation}", "text": "Open {link}."}
    page = officer.post("/team/engagement/vale/invitations/", words, follow=True).content.decode()
    assert len(mail.outbox) == 2
    assert "2 of 3, 0 refused, 1 has no e-mail address" in page
    assert 'progress value="3" max="3"' in page


def test_mail_goes_to_each_with_a_link_and_reminders_to_those_who_did_not_answer(
    vale: Instrument, officer: Client
) -> None:
    invited(officer)
    words = {"do": "mail", "kind": "invitation", "subject": "For {organisation}", "text": "Open {link}."}
    officer.post("/team/engagement/vale/invitations/", words)
    assert [one.to for one in mail.outbox] == [["one@mill.example"], ["two@mill.example"]]
    assert mail.outbox[0].subject == "For Mill One"
    assert mail.outbox[0].body == f"Open http://testserver/have-your-say/invitation/{token()}/."
    sending = Sending.objects.get()
    assert (sending.sent, sending.failed, sending.state) == (2, 0, "done")
    person = Client()
    person.get(f"/have-your-say/invitation/{token()}/")
    answered(person)
    officer.post("/team/engagement/vale/invitations/", words | {"kind": "reminder"})
    assert [one.to for one in mail.outbox[2:]] == [["two@mill.example"]]
    assert Invitation.objects.get(number=2).reminders == 1


def test_a_text_without_the_link_is_not_sent(vale: Instrument, officer: Client) -> None:
    invited(officer)
    words = {"do": "mail", "kind": "invitation", "subject": "Hello", "text": "Please answer."}
    page = officer.post("/team/engagement/vale/invitations/", words)
    assert "{link}" in page.content.decode()
    assert not mail.outbox


def test_an_address_that_the_server_refuses_is_marked_and_the_others_go(
    vale: Instrument, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(officer)
    plain = EmailBackend.send_messages

    def refuse_one(self: EmailBackend, messages: Any) -> int:
        if messages[0].to == ["one@mill.example"]:
            raise SMTPRecipientsRefused({})
        return int(plain(self, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_one)
    words = {"do": "mail", "kind": "invitation", "subject": "Hello", "text": "{link}"}
    officer.post("/team/engagement/vale/invitations/", words)
    assert Invitation.objects.get(number=1).state == InvitationState.FAILED
    assert Invitation.objects.get(number=2).state == InvitationState.SENT


def test_letters_hold_links_and_squares_and_taking_them_is_logged(vale: Instrument, officer: Client) -> None:
    invited(officer)
    merge = officer.post("/team/engagement/vale/letters.csv").content.decode("utf-8-sig")
    assert f"/have-your-say/invitation/{token(3)}/" in merge
    assert "'=Mill Three" in merge
    letters = officer.post("/team/engagement/vale/letters.pdf", {"text": "Dear {name}, open {link}."})
    assert letters.content.startswith(b"%PDF-")
    assert LogEntry.objects.filter(verb="took letters of").count() == 2


def test_a_letter_keeps_the_paragraphs_and_lines_that_a_browser_sends(
    vale: Instrument, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(officer)
    made: list[str] = []
    monkeypatch.setattr(invitation_letters, "literal", lambda text: made.append(text) or literal(text))
    text = "Dear firm,\r\n\r\nopen this:\r\n{link}\r\n"
    assert officer.post("/team/engagement/vale/letters.pdf", {"text": text}).content.startswith(b"%PDF-")
    assert "Dear firm," in made and "open this:" in made
    assert any(one.endswith(f"/have-your-say/invitation/{token(1)}/") for one in made)


def test_an_invitation_speaks_the_language_in_which_people_are_asked(
    vale: Instrument, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(officer)
    version = vale.versions.get()
    welsh = replace(EVERY_KIND, language="cy")
    version.definition, version.digest = plain_questionnaire(welsh), digest_of(welsh)
    version.save()
    speak_pseudo(monkeypatch)
    page = unescape(officer.get("/team/engagement/vale/invitations/").content.decode())
    assert pseudo("Dear {name},") in page and "Dear {name}," not in page
    assert "To whom" in page, "who sends it reads the page in a language of their own"
    made: list[str] = []
    monkeypatch.setattr(invitation_letters, "literal", lambda text: made.append(text) or literal(text))
    assert officer.post("/team/engagement/vale/letters.pdf").content.startswith(b"%PDF-")
    assert pseudo("A square code that opens your invitation") in made and "cy" in made
    assert pseudo("Invitation %(number)s") % {"number": 1} in made


def test_invitations_are_marked_by_number(vale: Instrument, officer: Client) -> None:
    invited(officer)
    officer.post("/team/engagement/vale/invitations/", {"do": "mark", "numbers": "1, 3-3", "state": "not-eligible"})
    states = list(Invitation.objects.order_by("number").values_list("state", flat=True))
    assert states == ["not-eligible", "waiting", "not-eligible"]


def test_a_desk_takes_one_person_after_the_other_and_shows_nobody_the_answers_before(
    vale: Instrument, officer: Client
) -> None:
    started = officer.post("/team/engagement/vale/desks/", {"title": "Market day", "hours": "2"}, follow=True)
    code = re.search(r"[A-Z2-9]{6}-[A-Z2-9]{6}-[A-Z2-9]{6}", started.content.decode())
    assert code is not None
    tablet = Client()
    tablet.post("/have-your-say/desk/", {"code": code[0]})
    assert "Next person" in answered(tablet).content.decode()
    tablet.post("/have-your-say/vale/forget/")
    page = tablet.get("/have-your-say/vale/").content.decode()
    assert "Begin" in page
    assert "Go on where you were" not in page
    tablet.post("/have-your-say/vale/begin/", {"go": "anew"})
    assert "checked" not in tablet.get("/have-your-say/vale/answer/about/").content.decode()
    tablet.post("/have-your-say/vale/answer/about/", {"size": "larger", "go": "over"})
    assert not Draft.objects.exists()
    answered(tablet)
    assert list(Response.objects.values_list("mode", flat=True)) == ["event", "event"]
    officer.post(f"/team/engagement/vale/desks/{vale.desks.get().pk}/end/")
    assert answered(Client()).redirect_chain[-1][0] == "/have-your-say/vale/"
    assert Response.objects.count() == 2


def test_a_lost_code_of_a_desk_is_replaced_and_the_old_one_begins_nothing_more(
    vale: Instrument, officer: Client
) -> None:
    pattern = r"[A-Z2-9]{6}-[A-Z2-9]{6}-[A-Z2-9]{6}"
    page = officer.post("/team/engagement/vale/desks/", {"title": "Market day", "hours": "2"}, follow=True)
    old = re.search(pattern, page.content.decode())
    assert old is not None
    assert not re.search(pattern, officer.get("/team/engagement/vale/desks/").content.decode())
    tablet, answering = Client(), Client()
    for one in (tablet, answering):
        one.post("/have-your-say/desk/", {"code": old[0]})
    answering.post("/have-your-say/vale/begin/", {"go": "anew"})
    desk = vale.desks.get()

    page = officer.post(f"/team/engagement/vale/desks/{desk.pk}/code/", follow=True)
    new = re.search(pattern, page.content.decode())

    assert new is not None
    assert new[0] != old[0]
    assert Client().post("/have-your-say/desk/", {"code": old[0]}).status_code == 422
    assert tablet.post("/have-your-say/vale/begin/", {"go": "anew"})["Location"] == "/have-your-say/vale/"
    assert answering.get("/have-your-say/vale/answer/about/").status_code == 200, "who had begun goes on"
    tablet.post("/have-your-say/desk/", {"code": new[0]})
    assert "/answer/" in tablet.post("/have-your-say/vale/begin/", {"go": "anew"})["Location"]
    assert LogEntry.objects.filter(verb="made a new code for a desk of", note="Market day").exists()
    officer.post(f"/team/engagement/vale/desks/{desk.pk}/end/")
    over = officer.post(f"/team/engagement/vale/desks/{desk.pk}/code/", follow=True)
    assert "This desk has ended." in over.content.decode()


def test_a_paper_form_is_typed_in_with_its_day_and_sent_twice_is_one(vale: Instrument, officer: Client) -> None:
    page = officer.get("/team/engagement/vale/entry/", follow=True).content.decode()
    key = re.search(r'name="form_key" value="([0-9a-f]+)"', page)
    assert key is not None
    form = {**DAY, "form_key": key[1], "size": "micro", "staff": "12", "more": "Trains."}
    officer.post("/team/engagement/vale/entry/", form)
    officer.post("/team/engagement/vale/entry/", form)
    response = Response.objects.get()
    assert (response.mode, response.answered_on) == ("paper", date(2026, 11, 1))
    assert response.answers == {"size": "micro", "more": "Trains."}
    assert response.entered_by is not None
    assert response.receipt_hash is None


def test_a_paper_form_may_leave_open_what_must_be_answered_but_not_hold_what_is_no_answer(
    vale: Instrument, officer: Client
) -> None:
    assert officer.post("/team/engagement/vale/entry/", {**DAY, "mood": "4"}).status_code == 302
    wrong = officer.post("/team/engagement/vale/entry/", {**DAY, "mood": "9"})
    assert wrong.status_code == 422
    assert 'href="#f-mood"' in wrong.content.decode()
    assert Response.objects.count() == 1


def test_a_survey_of_a_drawn_sample_takes_no_form_without_an_invitation_and_no_desk(
    vale: Instrument, officer: Client
) -> None:
    vale.kind = InstrumentKind.SURVEY
    vale.save()
    invited(officer)
    refused = officer.post("/team/engagement/vale/entry/", {**DAY, "mood": "4"})
    assert refused.status_code == 422
    assert "Only who was drawn can answer" in refused.content.decode()
    assert officer.post("/team/engagement/vale/entry/", {**DAY, "of-invitation": "2", "mood": "4"}).status_code == 302
    assert Response.objects.get().stratum == "larger"
    started = officer.post("/team/engagement/vale/desks/", {"title": "Fair", "hours": "2"}, follow=True)
    assert "at an event anybody would" in started.content.decode()
    assert not vale.desks.exists()


def test_the_day_of_a_form_is_shown_as_browsers_take_it(vale: Instrument, officer: Client) -> None:
    page = officer.get("/team/engagement/vale/entry/?mode=paper&on=2026-11-02", follow=True).content.decode()
    assert re.search(r'<input[^>]*name="of-answered_on"[^>]*value="2026-11-02"', page)


def test_a_form_with_an_invitation_gets_its_stratum(vale: Instrument, officer: Client) -> None:
    invited(officer)
    officer.post("/team/engagement/vale/entry/", {**DAY, "of-invitation": "2", "mood": "4"})
    assert Response.objects.get().stratum == "larger"
    assert Invitation.objects.get(number=2).state == InvitationState.ANSWERED
    again = officer.post("/team/engagement/vale/entry/", {**DAY, "of-invitation": "2", "mood": "4"})
    assert "answered already" in again.content.decode()


def test_a_form_is_not_dated_in_the_future(vale: Instrument, officer: Client) -> None:
    day = (timezone.now().date() + timedelta(days=2)).isoformat()
    assert officer.post("/team/engagement/vale/entry/", {**DAY, "of-answered_on": day, "mood": "4"}).status_code == 422


def test_questions_are_typed_in_under_the_numbers_and_codes_of_the_form(vale: Instrument, officer: Client) -> None:
    page = officer.get("/team/engagement/vale/entry/", follow=True).content.decode()
    assert "1. How many work there? · size" in page
    assert "9. How is it going? · mood" in page
    refused = officer.post("/team/engagement/vale/entry/", {**DAY, "mood": "9"}).content.decode()
    assert ">How is it going?</a>" in refused, "a mistake is told in the question's own words"


def test_an_empty_form_is_no_response(vale: Instrument, officer: Client) -> None:
    answer = officer.post("/team/engagement/vale/entry/", DAY)
    assert answer.status_code == 422
    assert "Nothing is answered, so nothing was kept." in answer.content.decode()
    passed_over = officer.post("/team/engagement/vale/entry/", {**DAY, "staff": "12"})
    assert passed_over.status_code == 422, "routing asks it of nobody who did not say how large"
    assert not Response.objects.exists()


def test_nobody_answered_before_it_opened(vale: Instrument, officer: Client) -> None:
    form = officer.post("/team/engagement/vale/entry/", {**DAY, "of-answered_on": "2016-11-01", "mood": "4"})
    assert "nobody can have answered before" in form.content.decode()
    table = read_table("panel.csv", b"mood,answered_on\n4,2016-11-01\n4,2026-11-02\n4,2027-01-01\n")
    mapping = guessed_targets(table.columns, targets_of(EVERY_KIND))
    days = (date(2026, 11, 1), date(2026, 11, 28))
    found, troubles = responses_in(table, EVERY_KIND, mapping, days=days)
    assert [one.row for one in found] == [3]
    assert [one.what for one in troubles] == [
        "It opened on 1 November 2026; nobody can have answered before.",
        "This day has not come yet.",
    ]


SENT = (
    "How many work there?,staff,since,barriers,agree__homes,mood,Your name?,answered_on\n"
    "10 people or more,12,28/02/1999,Finding skilled people; other,Yes,4 – good,Nobody Real,2026-11-02\n"
    "Under 10 people,-97,,none,,,,\n"
    "Ten,about 12,31/02/1999,none; other,perhaps,9,,soon\n"
)


def test_cells_of_another_tool_become_answers_and_troubles_say_where_and_how_to_mend() -> None:
    table = read_table("panel.csv", SENT.encode())
    mapping = guessed_targets(table.columns, targets_of(EVERY_KIND))
    assert mapping["How many work there?"] == "size"
    found, troubles = responses_in(table, EVERY_KIND, mapping)
    assert [one.row for one in found] == [2, 3]
    assert found[0].answers == {
        "size": "larger",
        "staff": 12,
        "since": "1999-02-28",
        "barriers": ["skills", "other"],
        "agree": {"homes": "yes"},
        "mood": 4,
        "name": "Nobody Real",
    }
    assert found[0].answered_on == date(2026, 11, 2)
    said = [str(one) for one in troubles]
    assert all(one.startswith("panel.csv, row 4, column “") for one in said)
    assert {one.column for one in troubles} == {
        "How many work there?",
        "staff",
        "since",
        "barriers",
        "agree__homes",
        "mood",
        "answered_on",
    }


def test_a_wrong_choice_is_told_what_is_offered_and_areas_are_known_by_name() -> None:
    table = read_table("panel.csv", b"size,In which district?\nhuge,Stevenage\nmicro,Atlantis\nmicro,st albans\n")
    found, troubles = responses_in(table, EVERY_KIND, guessed_targets(table.columns, targets_of(EVERY_KIND)))
    assert [one.answers for one in found] == [{"size": "micro", "area": "E07000240"}]
    assert "Under 10 people (micro); 10 people or more (larger)" in str(troubles[0])
    assert "St Albans (E07000240); Stevenage (E07000243)" in str(troubles[1])


CHANGE = Questionnaire(
    "vale",
    "Vale",
    pages=(
        Page(
            "one",
            groups=(
                model.Group(
                    "first",
                    questions=(
                        Question("change", QuestionKind.NUMBER, "By how many?", may_decline=True),
                        Question("staff", QuestionKind.NUMBER, "How many?", least=0),
                    ),
                ),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("cells", "further", "answers"),
    [
        (("12", "-98", "-99"), 0, [{"change": 12}, {}, {"change": DECLINED}]),
        (("-98", "-9998", "-9999"), 9900, [{"change": -98}, {}, {"change": DECLINED}]),
        (("-9998", "12", "4"), None, [{"change": -9998}, {"change": 12}, {"change": 4}]),
    ],
)
def test_codes_that_had_to_move_for_answers_come_back_as_no_answer(
    cells: tuple[str, ...], further: int | None, answers: list[dict[str, object]]
) -> None:
    lines = [f"{cell},{number}" for number, cell in enumerate(cells)]
    table = read_table("ours.csv", "\n".join(["change,staff", *lines]).encode())
    mapping = guessed_targets(table.columns, targets_of(CHANGE))
    assert codes_to_ask(table, CHANGE, mapping).get("change") == further
    found, troubles = responses_in(table, CHANGE, mapping)
    assert not troubles
    assert [one.answers for one in found] == [{**one, "staff": number} for number, one in enumerate(answers)]


def test_somebody_may_say_that_numbers_like_codes_are_answers() -> None:
    table = read_table("theirs.csv", b"change,staff\n-98,1\n12,2\n")
    mapping = guessed_targets(table.columns, targets_of(CHANGE))
    found, _ = responses_in(table, CHANGE, mapping, {"change": None})
    assert [one.answers["change"] for one in found] == [-98, 12]


def test_the_page_asks_what_stands_for_no_answer_where_it_cannot_know(vale: Instrument, officer: Client) -> None:
    version = vale.versions.get()
    first = version.definition["pages"][0]["groups"][0]["questions"]
    staff = next(question for question in first if question["code"] == "staff")
    staff.pop("least")
    version.digest = "changed"
    version.save()
    file = SimpleUploadedFile("panel.csv", b"size,staff\nlarger,-98\nlarger,12\n")
    address = officer.post("/team/engagement/vale/bring/", {"file": file}).headers["Location"]
    assert "codes-1" in officer.get(address).content.decode()
    columns = {"mode": "imported", "column-0": "size", "column-1": "staff", "codes-1": ""}
    officer.post(address, {"do": "take", **columns})
    assert [one.answers.get("staff") for one in Response.objects.order_by("id")] == [-98, 12]


def test_a_file_is_looked_at_first_and_the_same_file_again_doubles_nothing(vale: Instrument, officer: Client) -> None:
    book = openpyxl.Workbook()
    book.active.append(["size", "mood", "name"])
    book.active.append(["micro", 4, "Nobody Real"])
    book.active.append(["micro", 5, None])
    held = io.BytesIO()
    book.save(held)
    for _time in range(2):
        file = SimpleUploadedFile("panel.xlsx", held.getvalue())
        address = officer.post("/team/engagement/vale/bring/", {"file": file}).headers["Location"]
        looked = officer.get(address)
        assert "3 rows" not in looked.content.decode()
        columns = {"mode": "imported", "column-0": "size", "column-1": "mood", "column-2": "name"}
        officer.post(address, {"do": "take", **columns})
    assert [one.answers for one in Response.objects.order_by("id")] == [
        {"size": "micro", "mood": 4},
        {"size": "micro", "mood": 5},
    ]
    assert LogEntry.objects.filter(verb="brought responses to").count() == 2


def test_a_workbook_that_unpacks_to_very_much_is_not_read() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _megabyte in range(301):
            part.write(bytes(1 << 20))
    assert len(held.getvalue()) < 1 << 20
    with pytest.raises(BadTable, match="unpacks to more than 300 MB"):
        read_table("bomb.xlsx", held.getvalue())


def test_a_workbook_with_a_value_in_its_far_corner_is_refused_and_ends_no_process() -> None:
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["XFD1048576"] = "size", "stray"
    book.save(held)
    with pytest.raises(BadTable, match="stretches over more than 10 million cells"):
        read_table("far.xlsx", held.getvalue())


def test_what_is_no_table_is_refused_in_words() -> None:
    with pytest.raises(BadTable, match="Two columns are called “a”"):
        read_table("x.csv", b"a,a\n1,2\n")
    with pytest.raises(BadTable, match="no rows"):
        read_table("x.csv", b"")
    with pytest.raises(BadTable, match="cannot be read"):
        read_table("x.xlsx", b"PK\x03\x04 nothing")
