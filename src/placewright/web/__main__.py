"""`python -m placewright.web`: Django's own commands, with this application's settings."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placewright.web.config.settings")
    execute_from_command_line(sys.argv)
