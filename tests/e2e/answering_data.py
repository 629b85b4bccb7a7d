"""Fills an installation of its own with a consultation that is open, for those who answer it in a browser."""

from __future__ import annotations

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0, interactive=False)

from web.engagement.made import make_instrument, make_open  # noqa: E402 - models exist once Django is set up

make_open(make_instrument(summary="What firms in the Vale need.", fewest_seconds=0))
