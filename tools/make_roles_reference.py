"""Write docs/reference/roles.md from the table of capabilities.

Usage: PLACEWRIGHT_DATA=.cache/checks python tools/make_roles_reference.py
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placewright.web.config.settings")

import django

django.setup()

from placewright.web.accounts.roles_reference import roles_page  # noqa: E402

(Path(__file__).resolve().parent.parent / "docs/reference/roles.md").write_text(roles_page(), encoding="utf-8")
