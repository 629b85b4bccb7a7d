"""With the settings of production the system's own checks pass, and a monitor learns how it is and nothing more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

NGINX = Path(__file__).resolve().parents[3] / "deploy" / "nginx.conf"
SECRET = "wJalrXUtnFEMI-K7MDENG_bPxRfiCYzzzzzzzzzzzzz"
PRODUCTION = {"PLACEWRIGHT_HOSTS": "strategy.vale.example", "PLACEWRIGHT_PROXIES": "1"}


def run(code: list[str], data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLACEWRIGHT_", "DJANGO_"))}
    environment = kept | {"PLACEWRIGHT_DATA": str(data)} | PRODUCTION | more
    return subprocess.run([sys.executable, *code], env=environment, capture_output=True, text=True, check=False)


def test_the_checks_of_a_deployment_pass(tmp_path: Path) -> None:
    command = ["-m", "placewright.web", "check", "--deploy", "--fail-level", "WARNING"]
    done = run(command, tmp_path)
    assert done.returncode == 0, done.stderr


def test_collected_files_have_names_that_change_with_their_content(tmp_path: Path) -> None:
    assert run(["-m", "placewright.web", "collectstatic", "--noinput", "--verbosity", "0"], tmp_path).returncode == 0
    code = (
        "from placewright.web.config.starting import start_django; start_django()\n"
        "from django.templatetags.static import static; print(static('wagtailadmin/css/core.css'))"
    )
    address = run(["-c", code], tmp_path).stdout.strip()
    assert address.startswith("/static/wagtailadmin/css/core.")
    assert address != "/static/wagtailadmin/css/core.css"
    assert (tmp_path / "static" / address.removeprefix("/static/")).is_file()


@pytest.mark.django_db
def test_a_monitor_is_told_what_is_well(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "pages": "none yet", "worker": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.django_db
def test_a_monitor_is_told_that_nothing_works_off_what_waits(client: Client) -> None:
    waiting = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x", queue_name="default", backend_name="default"
    )
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at="2026-01-01T00:00:00Z")
    assert client.get("/healthz").json()["worker"] == "late"


@pytest.mark.django_db
def test_a_monitor_is_told_that_the_database_is_down_and_not_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError("password of ada")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "down"
    assert "ada" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("join", {"secret": SECRET}),
        ("review_enter", {"token": SECRET}),
        ("say_invitation", {"token": SECRET}),
        ("account_reset_password_from_key", {"uidb36": "1", "key": SECRET}),
    ],
)
def test_the_proxy_keeps_the_secret_of_a_link_out_of_its_log(name: str, secret: dict[str, str]) -> None:
    (masked,) = re.findall(r'"~(.+)" "\$\{door\}\.\.\.";', NGINX.read_text(encoding="utf-8"))
    found = re.match(masked.replace("?<", "?P<"), reverse(name, kwargs=secret))
    assert found is not None
    assert SECRET not in found["door"]


def test_the_proxy_keeps_no_network_address_and_no_referrer() -> None:
    text = NGINX.read_text(encoding="utf-8")
    (format,) = re.findall(r"log_format placewright '(.+)';", text)
    assert set(re.findall(r"\$(\w+)", format)) == {
        "time_iso8601", "request_method", "placewright_path", "status", "body_bytes_sent", "request_time",
    }  # fmt: skip
    logged = re.findall(r"^ *(?:access|error)_log (.+?);", text, re.MULTILINE)
    assert logged == [
        "off", "/var/log/nginx/placewright.log placewright", "/var/log/nginx/placewright-error.log crit",
    ]  # fmt: skip


def test_the_proxy_says_that_the_site_is_back_soon_while_the_application_is_down() -> None:
    page = NGINX.with_name("unavailable.html").read_text(encoding="utf-8")
    assert "error_page 502 504 =503 /unavailable.html;" in NGINX.read_text(encoding="utf-8")
    assert page.count("<h1>") == 1 and '<html lang="en-GB">' in page and "in a minute" in page
    assert "<script" not in page and "<style" not in page and "style=" not in page, "the policy allows neither"
