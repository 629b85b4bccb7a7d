"""Fills an installation of its own with the pilot's workspace, and prints the cookie of an administrator.

Run in a process of its own, so that a browser's tests have a server and a database that no other test touches.
"""

from __future__ import annotations

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from kept import PILOT  # noqa: E402
from placewright.web.strategy.importing import import_folder  # noqa: E402
from strategy_tests.people import client_of  # noqa: E402

if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    import_folder(PILOT)
    sys.stdout.write(client_of("administrator").cookies[settings.SESSION_COOKIE_NAME].value)
