"""Readying Django in a command: which data folder and database it works on."""

from __future__ import annotations

import os
from pathlib import Path


def start_django(data: Path | None = None) -> Path:
    """Have Django ready for an installation: the data folder that is given, or that the environment names.

    Returns:
        the data folder.
    """
    if data is not None:
        os.environ["PLACEWRIGHT_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placewright.web.config.settings")
    import django
    from django.conf import settings

    django.setup()
    return Path(settings.DATA)


def database_is_there() -> bool:
    """Whether the database holds an installation, as far as migrations say."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return bool(MigrationRecorder(connection).applied_migrations())
