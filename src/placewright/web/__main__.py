"""`python -m placewright.web`: Django's own commands, with this application's settings."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placewright.web.config.settings")
    if {"db_worker", "work"}.intersection(sys.argv[1:2]):
        from placewright.web.config.environment import read_environment
        from placewright.web.config.presence import be_present

        be_present(read_environment().data)
    execute_from_command_line(sys.argv)
