"""Fills a data folder for a server of its own, and says which cookie signs somebody of a role in.

Usage: PLACEWRIGHT_DATA=FOLDER python tests/strategy_tests/prepare.py ROLE
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - only once Django is set up
from django.core.management import call_command  # noqa: E402

from strategy_tests.people import client_of  # noqa: E402
from strategy_tests.pilot import make_live  # noqa: E402

if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    make_live()
    name = settings.SESSION_COOKIE_NAME
    sys.stdout.write(json.dumps({"name": name, "value": client_of(sys.argv[1]).cookies[name].value}) + "\n")
