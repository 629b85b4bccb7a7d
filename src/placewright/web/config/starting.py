"""Readying Django in a command: which data folder and database it works on."""

from __future__ import annotations

import os
from pathlib import Path

from placewright.web.config.environment import embedded_database


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


def may_hold_installation(data: Path) -> bool:
    """Whether a folder may be an installation's, as far as can be known before settings are read and a key is made."""
    return data.is_dir() and bool(os.environ.get("PLACEWRIGHT_DATABASE_URL") or embedded_database(data).is_file())


def database_is_there() -> bool:
    """Whether the database holds an installation, as far as migrations say."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return bool(MigrationRecorder(connection).applied_migrations())
