"""A new key seals everything anew while people answer; stopped at any moment, everything opens and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.engagement import held_uploads, sealing, sent_files
from placewright.web.engagement.held_uploads import contacts_about, responses_about
from placewright.web.engagement.identities import opened_identity, sealed_identity, search_hashes
from placewright.web.engagement.invitation_files import Contact
from placewright.web.engagement.models import Identity, Instrument, InstrumentKind, Invitation, SentFile
from placewright.web.engagement.proof import form_key
from placewright.web.engagement.sealing import CannotOpen, key_files, keys_folder, seal, search_hash, team_keys
from placewright.web.engagement.services import key_rotation
from placewright.web.engagement.services.invitations import contact_of, invite
from placewright.web.engagement.services.key_rotation import (
    FORGOTTEN_AFTER,
    CannotRotate,
    forget_old_keys,
    rotate_keys,
    unopened,
)
from placewright.web.engagement.services.rights import find_person
from web.engagement.made import make_instrument, make_response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
PEOPLE = [(f"Nobody Real {number}", f"nobody-{number}@vale.example") for number in range(7)]


@pytest.fixture
def vale(officer: Account, monkeypatch: pytest.MonkeyPatch) -> Instrument:
    """Contacts, identities and a file, sealed with the first key; batches of two."""
    monkeypatch.setattr(key_rotation, "_AT_ONCE", 2)
    made = make_instrument(InstrumentKind.SURVEY)
    version = made.versions.get()
    for page in version.definition["pages"]:
        for question in (one for group in page["groups"] for one in group["questions"] if one["code"] == "name"):
            question["part"] = "name"
    version.save()
    invite(made, [Contact(name=name, email=email) for name, email in PEOPLE], by=officer)
    for name, _email in PEOPLE:
        response = make_response(made)
        Identity.objects.create(
            response=response,
            sealed=sealed_identity(response.reference, {"name": name}),
            search_hashes=search_hashes((name,)),
        )
    digest = "ab" * 32
    path = sent_files._path(digest)
    path.parent.mkdir(parents=True)
    path.write_bytes(sealing.seal_bytes(b"a plan", about=f"file {digest}"))
    name = seal({"name": "plan.pdf"}, about=f"name {digest}")
    SentFile.objects.create(question="plan", digest=digest, sealed_name=name, media_type="application/pdf", size=6)
    return made


def everything_opens() -> bool:
    """Whether every contact, identity, name and file can be read."""
    contacts = [contact_of(row)["name"] for row in Invitation.objects.order_by("number")]
    people = [opened_identity(row.response.reference, row)["name"] for row in Identity.objects.order_by("pk")]
    file = SentFile.objects.get()
    names = sent_files.names_of([file])
    content = sent_files.file_content(file)
    return contacts == people == [name for name, _ in PEOPLE] and [*names.values(), content] == ["plan.pdf", b"a plan"]


def stale() -> bool:
    return key_rotation._is_anything_stale()


def test_everything_is_sealed_with_the_new_key(vale: Instrument) -> None:
    made = rotate_keys()

    assert (made.contacts, made.identities, made.names, made.files) == (7, 7, 1, 1)
    assert [path.name for path in key_files(keys_folder())] == ["engagement-2.key", "engagement.key"]
    assert everything_opens()
    assert not stale()
    assert LogEntry.objects.filter(verb="rotated the sealing key of", note="16 sealed anew").exists()
    assert made.newest.stat().st_mode & 0o777 == 0o600


def test_people_are_found_and_not_invited_twice_before_during_and_after(
    vale: Instrument, officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, email = PEOPLE[5]
    again = [Contact(name=name, email=email)]

    def found() -> tuple[int, int]:
        result = find_person(name, by=officer)
        return len(result.responses), len(result.invitations)

    assert found() == (1, 1)
    _stopped_after(2, monkeypatch)
    assert found() == (1, 1)
    assert invite(vale, again, by=officer) == (0, 1)
    rotate_keys()
    assert found() == (1, 1)
    assert invite(vale, again, by=officer) == (0, 1)
    assert search_hash(email) in Invitation.objects.get(number=6).search_hashes


def _stopped_after(batches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotate, and end as a killed process does when so many batches are done."""
    done = 0
    first = sealing.seal_bytes

    def dies(*given: Any, **named: Any) -> bytes:
        nonlocal done
        done += 1
        if done > 2 * batches:
            raise KeyboardInterrupt
        return first(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(key_rotation, "seal_bytes", dies)
        with pytest.raises(KeyboardInterrupt):
            rotate_keys()


@pytest.mark.parametrize("batches", [0, 1, 3, 5, 7])
def test_stopped_at_any_moment_everything_opens_and_the_next_run_does_what_is_left(
    vale: Instrument, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    _stopped_after(batches, monkeypatch)

    assert everything_opens()
    assert stale()

    made = rotate_keys()

    assert made.newest.name == "engagement-2.key", "what was broken off is gone on with, without a third key"
    assert made.number < 16 or batches == 0
    assert everything_opens()
    assert not stale()


def test_what_is_sealed_from_then_on_is_sealed_with_the_new_key(vale: Instrument, officer: Account) -> None:
    rotate_keys()
    invite(vale, [Contact(name="Later", email="later@vale.example")], by=officer)
    row = Invitation.objects.latest("number")
    about = f"contact {row.token_hash}"

    assert sealing.opens_with(team_keys()[0], row.sealed_contact, about=about)
    assert not sealing.opens_with(team_keys()[1], row.sealed_contact, about=about)


def test_a_contact_that_was_removed_stays_removed(vale: Instrument) -> None:
    Invitation.objects.filter(number=1).update(sealed_contact=b"", search_hashes=[])

    assert rotate_keys().contacts == 6
    row = Invitation.objects.get(number=1)
    assert (bytes(row.sealed_contact), row.search_hashes) == (b"", [])


def test_old_keys_are_removed_when_nothing_needs_them_and_the_newest_is_a_day_old(vale: Instrument) -> None:
    rotate_keys()
    with pytest.raises(CannotRotate, match="too young"):
        forget_old_keys()
    newest = key_files(keys_folder())[0]
    old = newest.stat().st_mtime - FORGOTTEN_AFTER - 1
    os.utime(newest, (old, old))

    assert forget_old_keys() == ("engagement.key",)
    assert everything_opens()
    assert forget_old_keys() == ()
    assert rotate_keys().newest.name == "engagement-3.key"


def test_files_that_wait_to_be_taken_in_are_sealed_anew_and_keep_their_day(vale: Instrument) -> None:
    contacts = held_uploads.hold(b"name,email", "list.csv", contacts_about(vale.slug))
    responses = held_uploads.hold(b"rail", "answers.csv", responses_about(vale.slug))
    path = held_uploads._folder() / contacts
    yesterday = path.stat().st_mtime - 20 * 3600
    os.utime(path, (yesterday, yesterday))

    made = rotate_keys()

    assert made.uploads == 2
    assert path.stat().st_mtime == yesterday
    assert sealing.opens_with(team_keys()[0], path.read_bytes(), about=f"{contacts_about(vale.slug)} {contacts}")
    assert len(list(held_uploads._folder().iterdir())) == 2
    forget_old_keys(now=timezone.now().timestamp() + FORGOTTEN_AFTER + 1)
    assert held_uploads.held(contacts, contacts_about(vale.slug)) == ("list.csv", b"name,email")
    assert held_uploads.held(responses, responses_about(vale.slug)) == ("answers.csv", b"rail")


def test_a_file_that_waits_under_an_old_key_keeps_that_key(vale: Instrument) -> None:
    rotate_keys()
    older = team_keys()[1]
    key = held_uploads.hold(b"name,email", "list.csv", contacts_about(vale.slug))
    about = f"{contacts_about(vale.slug)} {key}"
    path = held_uploads._folder() / key
    path.write_bytes(sealing.seal_bytes(b"list.csv\nname,email", about=about, key=older))

    with pytest.raises(CannotRotate, match="still needs an old key"):
        forget_old_keys(now=timezone.now().timestamp() + FORGOTTEN_AFTER + 1)
    assert rotate_keys().newest.name == "engagement-2.key", "what was left is done, without a third key"
    assert not stale()


def test_an_old_key_that_something_needs_is_not_removed(vale: Instrument, monkeypatch: pytest.MonkeyPatch) -> None:
    _stopped_after(2, monkeypatch)

    with pytest.raises(CannotRotate, match="still needs an old key"):
        forget_old_keys(now=timezone.now().timestamp() + FORGOTTEN_AFTER + 1)
    assert everything_opens()


def test_what_no_key_opens_is_counted_and_stops_a_rotation(vale: Instrument, data_folder: Path) -> None:
    assert unopened(keys_folder()) == 0
    (keys_folder() / "engagement.key").rename(data_folder / "away.key")
    sealing._held.cache_clear()

    assert unopened(keys_folder()) == 15
    with pytest.raises(CannotOpen, match="Put back the files of keys"):
        contact_of(Invitation.objects.earliest("number"))


def test_a_sum_that_a_browser_began_before_counts_after(vale: Instrument) -> None:
    begun = form_key("a form")
    rotate_keys()

    assert form_key("a form") != begun
    assert begun in {form_key("a form", key) for key in team_keys()}


def test_the_command_says_what_it_did_and_refuses_in_words(
    vale: Instrument, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("rotate_keys")
    said = capsys.readouterr().out

    assert (
        "engagement-2.key: contacts 7, identities 7, names of files 1, files 1, files that wait to be taken in 0."
        in said
    )
    assert "Copies taken before need engagement.key" in said
    with pytest.raises(CommandError, match="too young"):
        call_command("rotate_keys", "--forget-old")
