"""Fills an installation of its own with a consultation that is open, and says the code of a tablet for it."""

from __future__ import annotations

import sys

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0, interactive=False)

from placewright.web.accounts.models import Account  # noqa: E402 - models exist once Django is set up
from placewright.web.engagement.services.desks import start_desk  # noqa: E402
from web.engagement.made import make_instrument, make_open  # noqa: E402

vale = make_open(make_instrument(fewest_seconds=0, asks_for_proof=False))
officer = Account.objects.create_superuser("officer@vale.example", name="Officer")
_desk, code = start_desk(vale, "Market day", 4, by=officer)
sys.stdout.write(f"{code}\n")
