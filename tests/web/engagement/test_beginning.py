"""A survey or a consultation is begun, changed and gone back on, and nobody overwrites another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group as AccountGroup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from placewright.questionnaires.reading import dump_questionnaire
from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
from placewright.web.common.models import LogEntry
from placewright.web.engagement.models import Instrument, InstrumentKind
from placewright.web.engagement.services.questionnaires import (
    CannotChange,
    asked_version,
    change_details,
    change_questionnaire,
    freeze,
    go_back,
    make_instrument,
    state_after,
    state_before,
    working_version,
)
from unit.questionnaires.asked import EVERY_KIND

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db: None) -> Account:
    """Somebody who runs consultations."""
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Nobody Real")
    account.groups.add(AccountGroup.objects.get(name=str(Role.ENGAGEMENT_OFFICER)))
    return account


@pytest.fixture
def begun(officer: Account) -> Instrument:
    """A consultation that asks every kind of question."""
    return make_instrument(
        title="Work in the Vale", kind=InstrumentKind.CONSULTATION, questionnaire=EVERY_KIND, by=officer
    )


def retitle(instrument: Instrument, title: str, by: Account) -> None:
    version = working_version(instrument)
    changed = replace(version.questionnaire, title=title)
    change_questionnaire(instrument, changed, seen=version.digest, what=f"Title {title}", by=by)


def test_the_list_says_what_each_kind_allows_before_there_is_any(client: Client, officer: Account) -> None:
    client.force_login(officer)
    page = client.get("/team/engagement/").content.decode()
    assert "there is no margin of error" in page


def test_one_is_begun_from_an_empty_page(client: Client, officer: Account) -> None:
    client.force_login(officer)
    given = {"title": "Rail in the Vale", "kind": "consultation", "start": "blank"}
    answer = client.post("/team/engagement/new/", given)
    assert answer.headers["Location"] == "/team/engagement/rail-in-the-vale/"
    made = Instrument.objects.get()
    assert made.versions.get().questionnaire.title == "Rail in the Vale"
    assert LogEntry.objects.order_by("-id")[0].verb == "made"
    assert "Rail in the Vale" in client.get("/team/engagement/").content.decode()


@pytest.mark.parametrize(("file_ticked", "copy_ticked"), [("file", "copy"), ("blank", "blank")])
def test_one_is_begun_from_a_file_and_from_another_though_the_empty_page_stayed_ticked(
    client: Client, officer: Account, file_ticked: str, copy_ticked: str
) -> None:
    client.force_login(officer)
    file = SimpleUploadedFile("vale.toml", dump_questionnaire(EVERY_KIND).encode())
    client.post("/team/engagement/new/", {"title": "First", "kind": "quota", "start": file_ticked, "file": file})
    first = Instrument.objects.get()
    assert working_version(first).questionnaire == replace(EVERY_KIND, title="First")
    given = {"title": "Second", "kind": "survey", "start": copy_ticked, "copied": first.pk}
    client.post("/team/engagement/new/", given)
    assert working_version(Instrument.objects.get(slug="second")).questionnaire == replace(EVERY_KIND, title="Second")


def test_a_chosen_file_beside_another_start_is_not_left_out_in_silence(client: Client, officer: Account) -> None:
    client.force_login(officer)
    file = SimpleUploadedFile("vale.toml", dump_questionnaire(EVERY_KIND).encode())
    given = {"title": "First", "kind": "quota", "start": "consultation", "file": file}
    answer = client.post("/team/engagement/new/", given)
    assert answer.status_code == 422
    assert "A file was chosen too." in answer.content.decode()
    assert not Instrument.objects.exists()


def test_a_file_that_is_no_questionnaire_is_refused_with_its_line(client: Client, officer: Account) -> None:
    client.force_login(officer)
    file = SimpleUploadedFile("vale.toml", b'id = "x"\ntitle = "X"\ntitel = "Y"\n')
    answer = client.post("/team/engagement/new/", {"title": "First", "kind": "quota", "start": "file", "file": file})
    assert answer.status_code == 422
    assert "vale.toml, line 3" in answer.content.decode()
    assert not Instrument.objects.exists()


def test_two_of_the_same_title_have_addresses_of_their_own(begun: Instrument, officer: Account) -> None:
    again = make_instrument(title="Work in the Vale", kind="survey", questionnaire=EVERY_KIND, by=officer)
    new = make_instrument(title="New", kind="survey", questionnaire=EVERY_KIND, by=officer)
    assert (begun.slug, again.slug, new.slug) == ("work-in-the-vale", "work-in-the-vale-2", "new-2")


def test_each_save_can_be_gone_back_to_and_done_again(begun: Instrument, officer: Account) -> None:
    retitle(begun, "Second", officer)
    retitle(begun, "Third", officer)
    for _time in range(2):
        before = state_before(working_version(begun))
        assert before is not None
        go_back(begun, before.number, by=officer)
    assert working_version(begun).questionnaire == EVERY_KIND
    assert state_before(working_version(begun)) is None
    after = state_after(working_version(begun))
    assert after is not None
    go_back(begun, after.number, by=officer)
    assert working_version(begun).questionnaire.title == "Second"
    assert working_version(begun).saves.count() == 3


def test_who_was_slower_overwrites_nothing(begun: Instrument, officer: Account) -> None:
    seen = working_version(begun).digest
    retitle(begun, "Second", officer)
    with pytest.raises(CannotChange, match="while you had it open"):
        change_questionnaire(begun, EVERY_KIND, seen=seen, what="Late", by=officer)
    assert working_version(begun).questionnaire.title == "Second"


def test_a_frozen_version_stays_and_a_change_begins_the_next(begun: Instrument, officer: Account) -> None:
    assert asked_version(begun) is None
    first = freeze(working_version(begun), by=officer)
    retitle(begun, "Second", officer)
    assert [version.number for version in begun.versions.all()] == [1, 2]
    asked = asked_version(begun)
    assert asked is not None
    assert asked.questionnaire == EVERY_KIND
    assert asked.digest == first.digest
    freeze(working_version(begun), by=officer)
    newer = asked_version(begun)
    assert newer is not None
    assert newer.questionnaire.title == "Second"


def test_a_questionnaire_with_errors_is_not_frozen(officer: Account) -> None:
    made = make_instrument(title="Empty", kind="survey", questionnaire=replace(EVERY_KIND, pages=()), by=officer)
    with pytest.raises(CannotChange, match="Nothing is asked"):
        freeze(working_version(made), by=officer)


def test_the_kind_stays_once_it_was_approved(begun: Instrument, officer: Account) -> None:
    begun.approved_at = begun.made_at
    begun.save()
    with pytest.raises(CannotChange, match="decides what may be said"):
        change_details(begun, title="Work", summary="", kind="survey", by=officer)


def test_who_may_only_look_changes_nothing(client: Client, begun: Instrument) -> None:
    viewer = Account.objects.create_user("viewer@vale.example", "a password of no use")
    viewer.groups.add(AccountGroup.objects.get(name=str(Role.VIEWER)))
    client.force_login(viewer)
    assert client.get(f"/team/engagement/{begun.slug}/").status_code == 200
    given = {"title": "Taken", "kind": "survey", "summary": ""}
    assert client.post(f"/team/engagement/{begun.slug}/", given).status_code == 404
