"""Headers, error pages and uploads: what keeps a visitor safe, and what a stranger does not learn."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image

from placewright.core.csv_cells import plain_cell
from placewright.web.accounts.models import Account
from placewright.web.common.error_views import form_too_old, not_here, not_understood, went_wrong
from placewright.web.common.logs import WithoutSecrets
from placewright.web.common.uploads import check_document, check_image

PUBLIC = ["/", "/account/login/", "/account/password/reset/", "/no-such-page/"]


def policy(answer: object) -> dict[str, list[str]]:
    header = answer.headers["Content-Security-Policy"]  # type: ignore[attr-defined]
    return {words[0]: words[1:] for part in header.split(";") if (words := part.split())}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_what_the_public_sees_allows_no_inline_script_or_style(client: Client, path: str) -> None:
    found = policy(client.get(path))
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == ["'self'"]
    assert found["frame-ancestors"] == found["base-uri"] == ["'none'"]


@pytest.mark.django_db
def test_the_administration_runs_scripts_of_its_own_and_with_a_nonce_alone(client: Client) -> None:
    account = Account.objects.create_user("ada@example.org", "x")
    account.groups.add(Group.objects.get(name="viewer"))
    client.force_login(account)
    found = policy(client.get("/team/"))
    assert found["script-src"][0] == "'self'"
    assert all(one.startswith("'nonce-") for one in found["script-src"][1:])
    assert found["default-src"] == ["'none'"]
    assert found["frame-ancestors"] == ["'self'"]


@pytest.mark.django_db
def test_every_script_that_stands_in_a_page_of_the_administration_carries_the_nonce(client: Client) -> None:
    account = Account.objects.create_user("ada@example.org", "x")
    account.groups.add(Group.objects.get(name="administrator"))
    client.force_login(account)
    for path in ("/team/", "/team/pages/", "/team/reports/site-history/", "/team/images/add/", "/team/redirects/add/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        inline = [
            tag
            for tag in re.findall(r"<script[^>]*>", answer.content.decode())
            if "src=" not in tag and "application/json" not in tag
        ]
        nonces = {one.strip("'") for one in policy(answer)["script-src"] if one.startswith("'nonce-")}
        assert all(any(f'nonce="{one.removeprefix("nonce-")}"' in tag for one in nonces) for tag in inline), path


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_every_answer_carries_the_headers_that_deny_what_no_page_uses(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_pages_of_accounts_are_not_kept_by_anybody(client: Client) -> None:
    assert "no-store" in client.get("/account/login/").headers["Cache-Control"]


def test_behind_tls_cookies_are_bound_to_the_host_and_browsers_stay_on_tls(tmp_path: object) -> None:
    code = (
        "from placewright.web.config import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
    )
    environment = os.environ | {"PLACEWRIGHT_HOSTS": "strategy.example.org", "PLACEWRIGHT_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["__Host-session", "__Host-csrf", "True", str(365 * 24 * 3600)]


def _told(page: Any, address: str) -> str:
    """What a page says, without its own address and what is drawn by lot for each page."""
    by_lot = re.compile(r'(?<=nonce=")[^"]+|(?<="CSRF_TOKEN": ")[^"]+')
    return by_lot.sub("", page.content.decode()).replace(address, "")


@pytest.mark.django_db
def test_what_is_not_there_and_what_is_somebody_elses_look_alike(client: Client) -> None:
    account = Account.objects.create_user("bo@example.org", "x")
    account.groups.add(Group.objects.get(name="viewer"))
    client.force_login(account)
    elses = client.get("/team/people/1/")
    never = client.get("/team/people/999999999/")
    assert elses.status_code == never.status_code == 404
    assert _told(elses, "/team/people/1/") == _told(never, "/team/people/999999999/")


@pytest.mark.django_db
def test_error_pages_speak_plainly() -> None:
    request = RequestFactory().get("/x/")
    pages = {
        404: not_here(request),
        400: not_understood(request),
        403: form_too_old(request),
        500: went_wrong(request),
    }
    for status, page in pages.items():
        assert page.status_code == status
        assert b"<h1>" in page.content


def test_the_page_for_our_own_mistake_needs_no_database() -> None:
    assert b"The mistake is ours" in went_wrong(RequestFactory().get("/x/")).content


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "too old" in answer.content.decode()


def picture(kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)
    return file.getvalue()


def archive(*names: str, zipped: bool = False, **content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if zipped else zipfile.ZIP_STORED) as parts:
        for name in names:
            parts.writestr(name, b"x")
        for name, data in content.items():
            parts.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"%PDF-1.7 ..."),
        ("figures.csv", "place,value\nHertsmere,£4\n".encode()),
        ("figures.csv", "place,value\nHertsmere,£4\n".encode("cp1252")),
        ("report.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("table.ods", archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
    ],
)
def test_a_document_that_holds_what_its_name_says_is_taken(name: str, content: bytes) -> None:
    check_document(SimpleUploadedFile(name, content))  # type: ignore[arg-type]


def damaged(content: bytes, *, at: bytes) -> bytes:
    """The archive with its bytes changed after a mark."""
    start = content.index(at) + len(at)
    return content[:start] + bytes(20) + content[start + 20 :]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.ods", damaged(archive(zipped=True, mimetype=b"0123456789" * 90), at=b"mimetype")),
        ("report.pdf", b"<html><script>alert(1)</script>"),
        ("report.pdf", b"MZ\x90\x00"),
        ("figures.csv", b"\x00\x01\x02"),
        ("notes.txt", b"  <!doctype html><script>"),
        ("report.docx", b"not an archive"),
        ("report.docx", archive("xl/workbook.xml")),
        ("report.docx", archive("word/document.xml", "word/vbaProject.bin")),
        ("table.ods", archive(mimetype=b"application/vnd.oasis.opendocument.text")),
        ("drawing.svg", b"<svg onload='alert(1)'/>"),
    ],
)
def test_a_document_that_holds_something_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_document(SimpleUploadedFile(name, content))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_of_pixels_is_taken(kind: str) -> None:
    check_image(SimpleUploadedFile(f"x.{kind.lower()}", picture(kind)))  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:40], picture("TIFF")])
def test_drawings_damaged_pictures_and_other_formats_are_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_image(SimpleUploadedFile("x.png", content))  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "is_taken"), [("x.pdf", b"%PDF-1.7", True), ("x.pdf", b"<html>", False)])
def test_wagtails_form_of_a_document_looks_into_the_file(
    client: Client, settings: object, name: str, content: bytes, is_taken: bool, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    account = Account.objects.create_user("ada@example.org", "x")
    account.groups.add(Group.objects.get(name="editor"))
    client.force_login(account)
    answer = client.post("/team/documents/add/", {"title": "X", "file": SimpleUploadedFile(name, content)})
    assert (answer.status_code == 302) is is_taken


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(start: str) -> None:
    assert plain_cell(f"{start}1+1") == f"'{start}1+1"
    assert plain_cell("plain") == "plain"


@pytest.mark.parametrize("path", ["/account/join/SECRET/", "/account/password/reset/key/SECRET/", "/review/SECRET/"])
def test_the_secret_of_a_link_is_kept_out_of_the_logs(path: str) -> None:
    hidden: Callable[[logging.LogRecord], object] = WithoutSecrets().filter
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: %s", (path,), None)
    hidden(record)
    assert "SECRET" not in record.getMessage()
