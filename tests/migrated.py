"""Databases that are migrated already: migrating one takes a quarter of a minute, and copying it none.

Django migrates the copy all the same, which finds nothing to do, and would tell if it did.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.db.backends.base.base import BaseDatabaseWrapper

from kept import everything, kept
from placewright.core.fingerprints import fingerprint

NAME = "database.sqlite3"
_MIGRATE = """
from pathlib import Path
from placewright.web.config.starting import start_django
start_django(Path({data!r}))
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
"""
_PREFIX = "placewright_migrated_"
_LOCK = 7_042_026
_HELD: list[sqlite3.Connection] = []
"""A database in memory lasts as long as somebody is connected to it."""


def copy_migrated(data: Path) -> None:
    """Give an installation that keeps its database in its data folder one that is migrated."""
    data.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept("database", _migrate) / NAME, data / NAME)


def start_from_migrated(connection: BaseDatabaseWrapper) -> None:
    """Have the tests' database begin as a copy of one that is migrated."""
    if connection.vendor == "postgresql":
        address = os.environ["PLACEWRIGHT_DATABASE_URL"]
        connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_template(address)
        return
    create = connection.creation._create_test_db
    source = kept("database", _migrate) / NAME

    def create_and_fill(*arguments: object, **options: object) -> str:
        name = str(create(*arguments, **options))
        held = sqlite3.connect(name, uri=True)
        migrated = sqlite3.connect(f"file:{source}?immutable=1", uri=True)  # leaves no file beside the one that is kept
        migrated.backup(held)
        migrated.close()
        _HELD.append(held)
        return name

    connection.creation._create_test_db = create_and_fill


def postgresql_template(address: str) -> str:
    """The name of a migrated database in the PostgreSQL at an address, made there if need be, to make others from."""
    import psycopg

    name = f"{_PREFIX}{fingerprint(everything())[:20]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        there = {
            row[0]
            for row in server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_PREFIX])
        }
        if name not in there:
            for old in there:  # of other states of the program, or half made
                server.execute(f"DROP DATABASE {old}")
            server.execute(f"CREATE DATABASE {name}_part")
            with tempfile.TemporaryDirectory() as data:
                _run_migrations(
                    Path(data), PLACEWRIGHT_DATABASE_URL=urlsplit(address)._replace(path=f"/{name}_part").geturl()
                )
            server.execute(f"ALTER DATABASE {name}_part RENAME TO {name}")
    return name


def _migrate(folder: Path) -> None:
    _run_migrations(folder)


def _run_migrations(data: Path, **told: str) -> None:
    """Migrate as an installation does, which is told nothing by the environment but what is given."""
    kept_names = {name: value for name, value in os.environ.items() if not name.startswith(("PLACEWRIGHT_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", _MIGRATE.format(data=str(data))],
        env=kept_names | told | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
