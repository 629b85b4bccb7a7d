"""Restoring a whole copy: built up beside what is there, checked, and put in its place in one step."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.build.archives import BACKUP, Manifest, read_manifest, unpack
from placewright.core.errors import PlacewrightError

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader

_STAGING = ".restoring"
Progress = Callable[[str, int, int], None]


class CannotRestore(PlacewrightError):
    """A copy that does not fit this program, or would write over what is there."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: when the copy was taken, its rows and files, and the folder that keeps what was there."""

    taken_at: str
    rows: int
    files: int
    aside: Path | None
    unopened: int = 0
    """How many names, addresses and contacts of respondents no key opens that is there."""


def restore_backup(
    file: Path, data: Path, *, force: bool = False, now: datetime, progress: Progress = lambda *_: None
) -> Restored:
    """Put the state that a copy holds into an installation, whichever database it uses.

    The copy is unpacked and loaded beside what is there, into tables as they were when it was taken, brought up to
    this program, and checked: rows, references, and the chain of the event log. Then the two change places. What was
    there is kept aside.

    Args:
        file: the copy.
        data: the installation's data folder; its database is the one that the environment names.
        force: go on where something is there already.
        now: the time, for the name of the folder that keeps the old state.
        progress: told how far it is.

    Raises:
        BadArchive: the file is no copy, or is damaged; nothing was touched.
        CannotRestore: it is newer than this program, or something is there already; nothing was touched.
    """
    manifest = read_manifest(file, format=BACKUP)
    about = _about(manifest, file)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    _check_room(data, manifest)
    staging = data / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700)
    try:
        _settle(data, staging)
        from django.db import connection

        from placewright.web.config.aside import set_aside
        from placewright.web.config.schemas import fresh_schema
        from placewright.web.strategy.backups.taking import SEALING_KEYS, SECRET_KEY

        is_there = _check_target(data, force=force)
        targets = _known_migrations(about["migrations"], file)
        progress("unpacking", 0, 1)
        unpack(file, staging, format=BACKUP)
        progress("unpacking", 1, 1)
        _close(staging / SEALING_KEYS)
        _check_rows(staging / "tables", about["tables"], file)
        with fresh_schema() as schema:
            rows = _load(staging / "tables", targets, about["tables"], progress)
            _finish(manifest, file)
            held = {path.partition("/")[0] for path in manifest.files}
            keys = tuple(name for name in (SECRET_KEY, SEALING_KEYS) if name in held)
            unopened = _unopened(staging if SEALING_KEYS in keys else data)
            schema.leave()
            connection.close()
            kept = set_aside(data, staging, schema=schema.name, now=now, keys=keys)
        if not is_there and not schema.name and not (kept / SEALING_KEYS).exists():
            shutil.rmtree(kept)
        return Restored(str(about["taken_at"]), rows, len(manifest.files), kept if kept.exists() else None, unopened)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _about(manifest: Manifest, file: Path) -> Mapping[str, Any]:
    about = manifest.more or {}
    if not {"taken_at", "migrations", "tables"} <= about.keys():
        raise CannotRestore("The copy does not say what it holds.", where=str(file), fix="Get an undamaged copy.")
    return about


def _check_room(data: Path, manifest: Manifest) -> None:
    needed = 3 * sum(member.bytes for member in manifest.files.values() if not member.held)
    free = shutil.disk_usage(data).free
    if free < needed:
        raise CannotRestore(
            f"{needed:,} bytes are needed and {free:,} are free.", where=str(data), fix="Make room on the disk first."
        )


def _settle(data: Path, staging: Path) -> None:
    """Have Django work in the staging folder, on a database of its own."""
    given = os.environ.get("PLACEWRIGHT_DATABASE_URL", "")
    if given.startswith("sqlite") and given != f"sqlite:///{data.resolve() / 'database.sqlite3'}":
        raise CannotRestore(
            "A restore cannot put an embedded database elsewhere than in the data folder.",
            where="PLACEWRIGHT_DATABASE_URL",
            fix="Unset it for the restore and move the file afterwards.",
        )
    if given.startswith("sqlite"):
        del os.environ["PLACEWRIGHT_DATABASE_URL"]
    os.environ.setdefault("PLACEWRIGHT_SECRET_KEY", secrets.token_urlsafe(32))  # signs nothing that stays
    from placewright.web.config.starting import start_django

    start_django(staging)


def _check_target(data: Path, *, force: bool) -> bool:
    """Whether something is there already.

    Raises:
        CannotRestore: it is, and that was not allowed.
    """
    from django.db import connection

    from placewright.web.config.aside import STATE
    from placewright.web.config.starting import database_is_there

    there = [name for name in STATE if (data / name).exists()]
    if connection.vendor == "postgresql" and database_is_there():
        there.append("the database")
    if there and not force:
        raise CannotRestore(
            f"There is something here already: {', '.join(there)}. Nothing was touched.",
            where=str(data),
            fix="Stop the server and the worker and give --force; what is there is kept aside.",
        )
    return bool(there)


def _known_migrations(given: Mapping[str, list[str]], file: Path) -> list[tuple[str, str]]:
    """The last migrations that the copy's tables had, for each app.

    Raises:
        CannotRestore: this program lacks one.
    """
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    taken = [(str(app), str(name)) for app, names in given.items() for name in names]
    unknown = [f"{app}.{name}" for app, name in taken if (app, name) not in loader.disk_migrations]
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    unknown = [one for one in unknown if tuple(one.split(".", 1)) not in replaced]
    if unknown:
        raise CannotRestore(
            f"The copy knows what this program does not: {', '.join(unknown[:3])}.",
            where=str(file),
            fix="Use the Placewright that took it, or a newer one.",
        )
    nodes = {node for node in taken if node in loader.graph.nodes}
    followed = {parent for node in nodes for parent in _parents(loader, node)}
    return sorted(nodes - followed)


def _parents(loader: MigrationLoader, node: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The migrations of the same app that one follows."""
    return (parent.key for parent in loader.graph.node_map[node].parents if parent.key[0] == node[0])


def _check_rows(folder: Path, numbers: Mapping[str, int], file: Path) -> None:
    found = {path.name.removesuffix(".jsonl"): _lines(path) for path in folder.glob("*.jsonl")}
    wrong = [name for name in sorted({*found, *numbers}) if found.get(name) != numbers.get(name)]
    if wrong:
        raise CannotRestore(f"The rows of {', '.join(wrong[:3])} are not as many as were taken.", where=str(file))


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def _load(folder: Path, targets: list[tuple[str, str]], numbers: Mapping[str, int], progress: Progress) -> int:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from placewright.web.strategy.backups.tables import kept_models, load_tables

    executor = MigrationExecutor(
        connection,
        progress_callback=lambda what, *_: progress("tables made", 0, 0) if what == "apply_success" else None,
    )
    state = executor.migrate(targets, executor.migration_plan(targets))
    models = kept_models(state.apps)
    done = 0

    def loaded(name: str) -> None:
        nonlocal done
        done += 1
        progress("tables loaded", done, len(models))

    found = load_tables(models, folder, using=connection.alias, loaded=loaded)
    if found.keys() != numbers.keys():
        lost = ", ".join(sorted(numbers.keys() ^ found.keys())[:3])
        raise CannotRestore(f"The tables are not those of the copy: {lost}.", where=str(folder))
    call_command("migrate", verbosity=0, interactive=False)
    return sum(found.values())


def _finish(manifest: Manifest, file: Path) -> None:
    """Settle what was under way when the copy was taken, hold the log against itself, and say that it was restored."""
    from django.core.management import call_command

    from placewright.web.common.event_log import first_broken, record_event
    from placewright.web.strategy.models import Build, BuildState

    if broken := first_broken():
        raise CannotRestore(
            f"The event log of the copy is broken at entry {broken.pk}.", where=str(file), fix="Take an older copy."
        )
    Build.objects.filter(state__in=(BuildState.WAITING, BuildState.RUNNING)).update(
        state=BuildState.FAILED, progress=""
    )
    record_event("restored", "installation", file.name, note=f"sha256 of its tables: {_digest(manifest)}")
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)


def _close(folder: Path) -> None:
    """Leave keys to the server alone, as they were before they lay in a copy."""
    if folder.is_dir():
        folder.chmod(0o700)
        for path in folder.iterdir():
            path.chmod(0o600)


def _unopened(data: Path) -> int:
    """How many sealed things of respondents no key opens that the folder has."""
    from placewright.web.engagement.services.key_rotation import unopened

    return unopened(data / "keys")


def _digest(manifest: Manifest) -> str:
    from placewright.core.fingerprints import fingerprint

    return fingerprint({path: m.sha256 for path, m in manifest.files.items() if path.startswith("tables/")})
