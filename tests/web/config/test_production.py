"""With the settings of production the system's own checks pass, and a monitor learns how it is and nothing more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

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


def test_the_proxy_says_that_the_site_is_back_soon_while_the_application_is_down() -> None:
    deploy = Path(__file__).resolve().parents[3] / "deploy"
    page = (deploy / "unavailable.html").read_text(encoding="utf-8")
    assert "error_page 502 504 =503 /unavailable.html;" in (deploy / "nginx.conf").read_text(encoding="utf-8")
    assert page.count("<h1>") == 1 and '<html lang="en-GB">' in page and "in a minute" in page
    assert "<script" not in page and "<style" not in page and "style=" not in page, "the policy allows neither"
