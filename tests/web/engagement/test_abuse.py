"""Machines are noticed and looked at; people without scripts, in a library or at one desk are not turned away."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from altcha.v1 import solve_challenge
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from placewright.web.engagement import abuse
from placewright.web.engagement.devices import device_of, forget_devices
from placewright.web.engagement.models import (
    DeviceSighting,
    Draft,
    Instrument,
    Response,
    ResponseFlag,
    ResponseState,
    SentFile,
    SpentProof,
)
from placewright.web.engagement.sent_files import file_content
from placewright.web.engagement.services.noticing import mark_alike
from web.engagement.made import make_instrument, make_open, make_response

pytestmark = pytest.mark.django_db

CHALLENGE = re.compile(r'data-challenge="([^"]+)"')


@pytest.fixture
def vale() -> Instrument:
    return make_open(make_instrument(fewest_seconds=0))


def fill(browser: Client) -> None:
    browser.post("/have-your-say/vale/begin/", {"go": "anew"})
    browser.post("/have-your-say/vale/answer/about/", {"size": "micro"})
    browser.post("/have-your-say/vale/answer/hinders/", {"mood": "4"})


def proof(browser: Client) -> str:
    """Do the sum that the page asks for."""
    found = CHALLENGE.search(browser.get("/have-your-say/vale/check/").content.decode())
    assert found is not None
    given = json.loads(unescape(found[1]))
    solution = solve_challenge(given["challenge"], given["salt"], given["algorithm"], given["maxNumber"])
    assert solution is not None
    return base64.b64encode(json.dumps({**given, "number": solution.number}).encode()).decode()


def send(browser: Client, **more: str) -> Response:
    page = browser.post("/have-your-say/vale/check/", {"go": "send", **more}, follow=True)
    assert "Thank you" in page.content.decode()
    return Response.objects.latest("id")


def flags(response: Response) -> set[str]:
    return set(response.flags.values_list("kind", flat=True))


def test_who_did_the_sum_is_taken_at_once(vale: Instrument, client: Client) -> None:
    fill(client)
    response = send(client, proof=proof(client))
    assert (response.state, flags(response)) == (ResponseState.ACCEPTED, set())
    assert SpentProof.objects.count() == 1


def test_who_has_no_script_is_taken_too_and_looked_at(vale: Instrument, client: Client) -> None:
    fill(client)
    response = send(client)
    assert (response.state, flags(response)) == (ResponseState.HELD, {"no-proof"})
    assert "A person looks at them" in client.get("/have-your-say/vale/done/").content.decode()


def test_a_sum_of_another_form_or_one_used_before_counts_as_none(vale: Instrument, client: Client) -> None:
    fill(client)
    done = proof(client)
    send(client, proof=done)
    other = Client()
    fill(other)
    assert flags(send(other, proof=done)) == {"no-proof"}
    third = Client()
    fill(third)
    assert flags(send(third, proof="bm90aGluZw==")) == {"no-proof"}


def test_a_field_that_people_do_not_see_gives_machines_away(vale: Instrument, client: Client) -> None:
    fill(client)
    response = send(client, proof=proof(client), homepage="http://spam.example")
    assert (response.state, flags(response)) == (ResponseState.HELD, {"hidden-field"})


def test_who_is_very_quick_is_flagged_and_counted(vale: Instrument, client: Client) -> None:
    Instrument.objects.update(fewest_seconds=60)
    fill(client)
    response = send(client, proof=proof(client))
    assert (response.state, flags(response)) == (ResponseState.FLAGGED, {"quick"})


def test_a_family_at_one_computer_passes_and_many_are_looked_at_and_none_is_dropped(
    vale: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(abuse, "MANY_OF_ONE_DEVICE", 5)
    Instrument.objects.update(asks_for_proof=False)
    states = []
    for _person in range(6):
        browser = Client()
        fill(browser)
        states.append(send(browser).state)
    assert states == ["accepted"] * 3 + ["flagged"] * 2 + ["held"]


def test_no_address_is_kept_and_what_is_kept_loses_its_key(vale: Instrument, client: Client, data_folder: Path) -> None:
    fill(client)
    send(client)
    sighting = DeviceSighting.objects.get()
    assert "127.0.0.1" not in sighting.digest
    keys = data_folder / "keys" / "devices"
    assert len(list(keys.glob("w48-*"))) == 1
    forget_devices(timezone.now() + timedelta(days=3))
    assert not list(keys.iterdir())
    assert not DeviceSighting.objects.exists()


def test_the_same_device_is_another_in_the_next_window(vale: Instrument, rf: object, data_folder: Path) -> None:
    request = rf.get("/")  # type: ignore[attr-defined]
    one, again, later = (device_of(request, vale, moment) for moment in (0, 3600, 10 * 86400))
    assert one == again
    assert one[1] != later[1]
    assert one[1] != device_of(request, make_instrument(slug="dale"), 0)[1]


def test_marks_of_devices_last_as_long_as_the_privacy_notice_says(
    vale: Instrument, client: Client, data_folder: Path
) -> None:
    vale.facts = vale.facts | {"retention": {**vale.facts.get("retention", {}), "device_hours": 2}}
    vale.save()
    assert "for 2 hours" in client.get("/have-your-say/vale/").content.decode()
    fill(client)
    send(client)
    now, keys = timezone.now(), data_folder / "keys" / "devices"
    forget_devices(now.replace(minute=0) - timedelta(hours=now.hour % 2))
    assert list(keys.glob("w2-*"))
    assert DeviceSighting.objects.exists()
    forget_devices(now + timedelta(hours=2))
    assert not list(keys.iterdir())
    assert not DeviceSighting.objects.exists()


def test_texts_that_are_nearly_the_same_are_flagged_and_stay_counted(vale: Instrument) -> None:
    words = "the bridge should stand where the ford was and be wide enough for carts and for sheep on market days"
    for more in (
        words,
        words + " please",
        "something else altogether that nobody has said before in so many words here",
    ):
        make_response(vale, {"more": more})
    assert mark_alike(vale) == 2
    assert mark_alike(vale) == 0
    assert Response.objects.filter(state=ResponseState.FLAGGED).count() == 2
    assert set(ResponseFlag.objects.values_list("kind", flat=True)) == {"same-text"}


def test_a_file_is_judged_by_what_it_holds_and_kept_sealed(vale: Instrument, client: Client, data_folder: Path) -> None:
    Instrument.objects.update(asks_for_proof=False)
    client.post("/have-your-say/vale/begin/", {"go": "anew"})
    client.post("/have-your-say/vale/answer/about/", {"size": "micro"})
    address = "/have-your-say/vale/answer/hinders/"
    wrong = client.post(address, {"plan.upload": SimpleUploadedFile("plan.pdf", b"<html>not a plan</html>")})
    assert wrong.status_code == 422
    assert "The file was not taken" in wrong.content.decode()
    held = b"%PDF-1.7 a plan of the bridge"
    client.post(address, {"plan.upload": SimpleUploadedFile("bridge.pdf", held)})
    assert "bridge.pdf" in client.get("/have-your-say/vale/check/").content.decode()
    send(client)
    file = SentFile.objects.get()
    assert file.response == Response.objects.get()
    assert file_content(file) == held
    (on_disk,) = (data_folder / "engagement" / "files").glob("??/*")
    assert b"bridge" not in on_disk.read_bytes()
    file.delete()
    call_command("clear_away", verbosity=0)
    assert not on_disk.exists()


def test_expired_drafts_are_cleared_away(vale: Instrument, client: Client) -> None:
    fill(client)
    call_command("clear_away", verbosity=0)
    assert Draft.objects.count() == 1
    Draft.objects.update(expires_at=timezone.now())
    call_command("clear_away", verbosity=0)
    assert not Draft.objects.exists()
