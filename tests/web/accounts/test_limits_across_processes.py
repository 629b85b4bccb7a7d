"""Promises about limits on guessing: they hold across processes, and counting at once loses nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from migrated import copy_migrated

pytestmark = [pytest.mark.embedded, pytest.mark.journey]
"""Each process here opens a database file of its own choosing."""

GUESS = """
import json, sys
import django
django.setup()
from django.test import Client
statuses = []
for number in range(int(sys.argv[2])):
    client = Client(REMOTE_ADDR=f"{sys.argv[1]}.{number}", SERVER_NAME="127.0.0.1")
    page = client.post("/account/login/", {"login": "ada@example.org", "password": f"wrong {number} {sys.argv[1]}"})
    statuses.append("Too many failed" in page.content.decode())
print(json.dumps(statuses))
"""
MAKE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from placewright.web.accounts.models import Account
Account.objects.create_user("ada@example.org", "seven quiet herons wade")
"""
COUNT = """
import django
django.setup()
from django.core.cache import cache
for _ in range(50):
    cache.incr("tries")
"""
USE_CODE = """
import json, sys
import django
django.setup()
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from placewright.web.accounts.models import Account
account = Account.objects.get()
secret = "JBSWY3DPEHPK3PXP"
held = Authenticator.objects.filter(user=account).first()
totp = TOTP(held) if held else TOTP.activate(account, secret)
code = sys.argv[1] or f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"
print(json.dumps([code, totp.validate_code(code)]))
"""
READ = """
import django
django.setup()
from django.core.cache import cache
print(cache.get("tries"))
"""


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, str]:
    """The environment of a small installation with one account."""
    held = {name: value for name, value in os.environ.items() if not name.startswith(("PLACEWRIGHT_", "DJANGO_"))}
    settings = {
        "PLACEWRIGHT_DATA": str(tmp_path),
        "PLACEWRIGHT_SECRET_KEY": "for tests alone",
        "DJANGO_SETTINGS_MODULE": "placewright.web.config.settings",
    }
    environment = held | settings
    copy_migrated(tmp_path)
    run(environment, MAKE)
    return environment


def run(environment: dict[str, str], code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def answers(environment: dict[str, str], code: str, *arguments: str) -> Any:
    return json.loads(run(environment, code, *arguments).splitlines()[-1])


def test_wrong_passwords_at_one_account_count_together_whichever_process_is_asked(installation: dict[str, str]) -> None:
    assert answers(installation, GUESS, "10.0.1", "5") == [False] * 5
    assert answers(installation, GUESS, "10.0.2", "4") == [False, False, False, True]


def test_a_code_of_the_second_step_works_once_in_all_processes(installation: dict[str, str]) -> None:
    code, works = answers(installation, USE_CODE, "")
    assert works
    assert answers(installation, USE_CODE, code) == [code, False]


def test_counting_at_once_loses_nothing(installation: dict[str, str]) -> None:
    run(installation, "import django; django.setup(); from django.core.cache import cache; cache.set('tries', 0)")
    processes = [subprocess.Popen([sys.executable, "-c", COUNT], env=installation) for _ in range(2)]
    assert [one.wait() for one in processes] == [0, 0]
    assert run(installation, READ).strip() == "100"
