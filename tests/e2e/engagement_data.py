"""Fills an installation of its own with one account of the team, and says which cookie signs it in."""

from __future__ import annotations

import json
import sys

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0, interactive=False)

from django.conf import settings  # noqa: E402 - only once Django is set up
from django.test import Client  # noqa: E402

from placewright.web.accounts.models import Account  # noqa: E402

browser = Client()
browser.force_login(Account.objects.create_superuser("officer@vale.example", name="Officer"))
name = settings.SESSION_COOKIE_NAME
sys.stdout.write(json.dumps({"name": name, "value": browser.cookies[name].value}) + "\n")
