"""Promises about what browsers keep for when there is no connection: one page, in every language, and nothing else."""

from __future__ import annotations

import json
import re
from gettext import GNUTranslations
from io import BytesIO

import pytest
from django.test import Client
from django.utils.translation import trans_real

from placewright.web.config.environment import BadSetting, read_environment
from pseudo_catalogue import compiled

pytestmark = pytest.mark.django_db
WELSH = {
    "No connection to this site": "Dim cysylltiad",
    "Try again": "Rhowch gynnig arall arni",
    "The page also comes by itself as soon as there is a connection.": "Daw'r dudalen ei hun.",
}


def _told(client: Client) -> dict[str, object]:
    worker = client.get("/offline-worker.js").content.decode()
    found: dict[str, object] = json.loads(worker.partition("const TOLD = ")[2].partition(";\n")[0])
    return found


def test_the_worker_keeps_the_page_and_what_it_names_and_nothing_else(client: Client) -> None:
    kept = _told(client)["keep"]
    assert isinstance(kept, list) and all(address.startswith("/offline/") for address in kept)
    page = client.get("/offline/").content.decode()
    named = {address for address in re.findall(r'(?:href|src)="([^"]+)"', page) if address != "/"}
    assert named <= set(kept)
    style = client.get("/offline/site.css").content.decode()
    fonts = re.findall(r"url\(\"?([^)\":]+)\"?\)", style)
    assert {f"/offline/{name}" for name in fonts} <= set(kept)
    assert [client.get(address).status_code for address in kept] == [200] * len(kept)
    assert client.get("/offline/site.js").status_code == 404


def test_what_is_kept_is_the_same_for_everybody_and_under_the_strict_policy(client: Client) -> None:
    for address in ("/offline/", "/offline-worker.js", "/offline/site.css"):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=600" and not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        policy = answer.headers["Content-Security-Policy"]
        assert "worker-src 'self'" in policy and "default-src 'none'" in policy and "unsafe" not in policy
    page = client.get("/offline/").content.decode()
    assert "<style" not in page and "style=" not in page
    assert not re.findall(r"<script(?![^>]*src=)", page)
    assert client.get("/offline-worker.js").headers["Content-Type"].startswith("text/javascript")


def test_the_page_speaks_each_language_that_the_place_has_and_then_is_kept_anew(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, version = client.get("/offline/").content.decode(), _told(client)["version"]
    assert alone.count("No connection to this site</h1>") == 1 and "<h2>" not in alone
    monkeypatch.setattr(
        trans_real.translation("cy"),
        "_catalog",
        trans_real.TranslationCatalog(GNUTranslations(BytesIO(compiled(WELSH)))),
    )
    both = client.get("/offline/", headers={"Accept-Language": "cy"}).content.decode()
    assert '<html lang="en-gb">' in both and "No connection to this site</h1>" in both
    assert 'lang="cy"' in both and "Dim cysylltiad</h2>" in both and "Rhowch gynnig" in both
    assert _told(client)["version"] != version


def test_every_page_has_the_worker_kept_until_the_settings_switch_it_off(client: Client, settings: object) -> None:
    assert b'register("/offline-worker.js"' in client.get("/assets/site.js").content
    assert b"serviceWorker" not in client.get("/assets/theme.js").content
    settings.PLACEWRIGHT_OFFLINE_PAGE = False  # type: ignore[attr-defined]
    assert b"serviceWorker" not in client.get("/assets/site.js").content
    gone = client.get("/offline-worker.js")
    assert gone.status_code == 200 and b"unregister" in gone.content and b"fetch" not in gone.content


def test_whether_the_page_is_kept_is_said_by_the_environment() -> None:
    given = {"PLACEWRIGHT_SECRET_KEY": "x"}
    assert read_environment(given).offline_page
    assert not read_environment(given | {"PLACEWRIGHT_OFFLINE_PAGE": "off"}).offline_page
    with pytest.raises(BadSetting, match="on, off"):
        read_environment(given | {"PLACEWRIGHT_OFFLINE_PAGE": "no"})
