"""Files that respondents send are read by who may read answers, given back to who sent them, and lost by nobody."""

from __future__ import annotations

from base64 import b64decode
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from placewright.web.common.models import LogEntry
from placewright.web.engagement.models import Instrument, Response, SentFile
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.services.retention import shred
from web.engagement.made import make_instrument, make_open

pytestmark = pytest.mark.django_db
PLAN = b"%PDF-1.7 a plan of the bridge"


def sent(client: Client, *, identifies: bool = False) -> Response:
    """A response with a file, sent in as people do, to a consultation that has closed since."""
    vale = make_instrument(fewest_seconds=0, asks_for_proof=False)
    version = working_version(vale)
    for question in version.definition["pages"][1]["groups"][0]["questions"]:
        if question["code"] == "plan":
            question["identifies"] = identifies
    version.digest = f"{identifies:064d}"
    version.save()
    make_open(vale)
    client.post("/have-your-say/vale/begin/", {"go": "anew"})
    client.post("/have-your-say/vale/answer/about/", {"size": "micro"})
    client.post("/have-your-say/vale/answer/hinders/", {"plan.upload": SimpleUploadedFile("Brücke.pdf", PLAN)})
    assert "Thank you" in client.post("/have-your-say/vale/check/", {"go": "send"}, follow=True).content.decode()
    Instrument.objects.update(closes_at=timezone.now())
    return Response.objects.get()


def test_who_reads_answers_saves_the_file_and_that_is_logged(client: Client, browser: Client) -> None:
    one = sent(client)
    address = f"/team/engagement/vale/responses/{one.reference}/files/plan/"
    page = browser.get(f"/team/engagement/vale/responses/{one.reference}/").content.decode()
    assert "Brücke.pdf</a>" in page and f'href="{address}"' in page
    file = browser.get(address)
    assert file.content == PLAN
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"] == "attachment; filename*=utf-8''Br%C3%BCcke.pdf"
    assert "no-store" in file.headers["Cache-Control"]
    assert LogEntry.objects.filter(verb="downloaded a file of", key=one.reference).count() == 1


def test_nobody_reads_a_file_before_it_has_closed(client: Client, browser: Client) -> None:
    one = sent(client)
    Instrument.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert browser.get(f"/team/engagement/vale/responses/{one.reference}/files/plan/").status_code == 404


def test_a_file_that_says_who_sent_it_is_kept_apart_and_found_with_their_data(client: Client, browser: Client) -> None:
    one = sent(client, identifies=True)
    page = browser.get(f"/team/engagement/vale/responses/{one.reference}/").content.decode()
    assert "Brücke" not in page
    assert browser.get(f"/team/engagement/vale/responses/{one.reference}/files/plan/").status_code == 404
    (file,) = browser.get(f"/team/engagement/people/{one.reference}.json").json()["files"]
    assert (file["name"], file["question"]) == ("Brücke.pdf", "plan")
    assert b64decode(file["content_base64"]) == PLAN
    shred(one.instrument, "identities", "They are not needed.")
    assert not SentFile.objects.exists()


def test_a_file_that_is_gone_is_said_to_be_and_the_copy_holds_the_rest(
    client: Client, browser: Client, data_folder: Path
) -> None:
    one = sent(client)
    for path in (data_folder / "engagement" / "files").glob("??/*"):
        path.unlink()
    said = browser.get(f"/team/engagement/vale/responses/{one.reference}/files/plan/", follow=True).content.decode()
    assert "The file is not on the disk." in said
    (file,) = browser.get(f"/team/engagement/people/{one.reference}.json").json()["files"]
    assert file["content_base64"] is None
    assert "not on the disk" in file["missing"]
