"""Promises about uploaded pictures: pages show them, and what only the team may see is nowhere for others."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.test import Client

from placewright.web.accounts.models import Account
from placewright.web.site.cards import card_png

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


@pytest.mark.parametrize("name", ["%00", "river.png%00", "r" * 300, "r" * 3000])
def test_a_name_that_no_disk_takes_is_nowhere(client: Client, pictures: Path, name: str) -> None:
    assert client.get(f"/media/images/{name}").status_code == 404


def test_no_card_is_a_picture_that_lies_elsewhere(pictures: Path, tmp_path: Path) -> None:
    site, kept = tmp_path / "out" / "site", tmp_path / "builds" / "1" / "cards"
    (site / "strategy").mkdir(parents=True)
    (site / "strategy" / "people.html").write_text("<title>People</title>", encoding="utf-8")
    kept.mkdir(parents=True)
    private = pictures / "original_images" / "river"
    for page in ("../../../media/original_images/river", str(private), f"strategy/../{private}", "river\0", "r" * 300):
        assert card_png(site, page, kept) is None, page


def test_a_card_is_drawn_under_one_name_alone(tmp_path: Path) -> None:
    site, kept = tmp_path / "site", tmp_path / "cards"
    (site / "strategy").mkdir(parents=True)
    (site / "strategy" / "people.html").write_text("<title>People</title>", encoding="utf-8")
    assert card_png(site, "../site/strategy/people", kept) is None
    assert card_png(site, "new/../strategy/people", kept) is None
    assert not kept.exists()
    assert card_png(site, "strategy/people", kept) == kept / "strategy" / "people.png"
