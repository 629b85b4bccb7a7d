"""Promises about uploaded pictures: pages show them, and what only the team may see is nowhere for others."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.test import Client

from placewright.web.accounts.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures(settings: LazySettings, tmp_path: Path) -> Path:
    """A folder of uploads with one picture in each kind of folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for folder in ("images", "original_images", "avatar_images", "documents"):
        (settings.MEDIA_ROOT / folder).mkdir(parents=True)
        (settings.MEDIA_ROOT / folder / "river.png").write_bytes(b"of the river")
    return Path(settings.MEDIA_ROOT)


def status(client: Client, folder: str) -> int:
    return client.get(f"/media/{folder}/river.png").status_code


def test_everybody_sees_a_picture_in_the_sizes_that_pages_use(client: Client, pictures: Path) -> None:
    answer = client.get("/media/images/river.png")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"of the river", "image/png")


def test_pictures_as_uploaded_and_documents_are_nowhere_for_visitors(client: Client, pictures: Path) -> None:
    assert {status(client, folder) for folder in ("original_images", "avatar_images", "documents")} == {404}


def test_the_team_sees_pictures_as_uploaded_and_no_document_past_its_own_address(
    client: Client, pictures: Path
) -> None:
    account = Account.objects.create_user("vi@example.org", "x")
    account.groups.add(Group.objects.get(name="viewer"))
    client.force_login(account)
    assert [status(client, one) for one in ("original_images", "avatar_images", "documents")] == [200, 200, 404]


def test_no_way_leads_out_of_the_folder(client: Client, pictures: Path) -> None:
    (pictures / "secret.txt").write_text("no")
    assert client.get("/media/images/..%2Fsecret.txt").status_code == 404
