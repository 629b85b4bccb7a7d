"""Taking a whole copy of the installation, while it runs, into one file that is checked once it is written."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.utils import timezone

from placewright.build.archives import (
    BACKUP,
    Manifest,
    Member,
    check_archive,
    workspace_files,
    write_archive,
)
from placewright.core.fingerprints import fingerprint_of_file
from placewright.web.strategy.backups.snapshot import migrations_of, snapshot
from placewright.web.strategy.backups.tables import dump_table, file_name, kept_models
from placewright.web.strategy.models import Build, Evidence, Switch

KEPT_FOLDERS = ("media", "locale", "editions", "engagement/files")
"""The folders below the data folder that are copied whole."""

SECRET_KEY = "secret-key"  # noqa: S105 - the name of a file
"""The member that holds the key which signs sessions and links, where that was asked for."""

SEALING_KEYS = "keys"
"""The folder of the keys that open names, addresses and files of respondents, where those were asked for."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many pieces of it are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy that was written and checked: its size, its fingerprint, and how many rows and files it holds."""

    file: Path
    bytes: int
    sha256: str
    rows: int
    files: int


def take_backup(
    file: Path, *, with_secret_key: bool = False, with_keys: bool = False, progress: Progress = lambda *_: None
) -> Taken:
    """Write a copy of everything that the installation cannot make again, and hold it against its own manifest.

    The records, people and log are those of one moment, while others go on writing. Sessions are left out, and so are
    builds that neither the public sees nor an edition rests on.

    Args:
        file: the file to write; it appears once it is whole.
        with_secret_key: whether the key that signs sessions and links goes with it; see the how-to.
        with_keys: whether the keys go with it that open what respondents' names and addresses are sealed with.
        progress: told how far it is.

    Raises:
        BadArchive: the data folder holds what no copy may, such as a symbolic link.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.", suffix=".part") as scratch:
        found, about = _database(Path(scratch), progress)
        found |= _kept_files()
        if with_secret_key:
            key = Path(scratch) / SECRET_KEY
            key.write_text(settings.SECRET_KEY, encoding="utf-8")
            found[SECRET_KEY] = key
        if with_keys:
            found |= sealing_keys()
        manifest = Manifest(BACKUP, settings.WAGTAIL_SITE_NAME, dict(_members(found, progress)), more=about)
        packed = sum(1 for member in manifest.files.values() if not member.held)
        write_archive(file, manifest, found, packed_one=_counting(progress, "packed", packed), is_private=True)
    check_archive(file, format=BACKUP, checked_one=_counting(progress, "checked", packed))
    rows = sum(about["tables"].values())
    return Taken(file, file.stat().st_size, fingerprint_of_file(file), rows, len(manifest.files))


def builds_to_keep(*, using: str) -> set[int]:
    """The numbers of the builds that the public sees, or that anything but an earlier switch refers to."""
    newest = Switch.objects.using(using).values_list("build_id", flat=True).first()
    kept = {newest} if newest else set()
    for relation in Build._meta.related_objects:
        if relation.related_model is not Switch and relation.field.concrete:
            rows = relation.related_model._base_manager.using(using)  # type: ignore[union-attr]
            kept |= set(rows.exclude(**{relation.field.name: None}).values_list(relation.field.attname, flat=True))
    return kept


def _database(scratch: Path, progress: Progress) -> tuple[dict[str, Path], dict[str, Any]]:
    models = kept_models(apps)
    found, numbers = {}, {}
    with snapshot() as using:
        for at, model in enumerate(models, start=1):
            name = file_name(model)
            numbers[model._meta.label_lower] = dump_table(model, scratch / name, using=using)
            found[f"tables/{name}"] = scratch / name
            progress("tables", at, len(models))
        folders = {f"evidence/{row.pk}": row.folder for row in Evidence.objects.using(using)}
        folders |= {
            f"builds/{row.pk}": row.folder
            for row in Build.objects.using(using).filter(pk__in=builds_to_keep(using=using))
        }
        about = {
            "taken_at": timezone.now().isoformat(timespec="seconds"),
            "database": connections[using].vendor,
            "migrations": migrations_of(using),
            "tables": numbers,
        }
    for name, folder in folders.items():
        found |= {f"{name}/{path}": at for path, at in workspace_files(folder).items()}
    return found, about


def _kept_files() -> dict[str, Path]:
    return {
        f"{name}/{path}": at
        for name in KEPT_FOLDERS
        for path, at in workspace_files(Path(settings.DATA) / name).items()
    }


def sealing_keys() -> dict[str, Path]:
    """The files of the sealing keys; those of device marks are not among them, since they are to be destroyed."""
    return {
        f"{SEALING_KEYS}/{path.name}": path
        for path in sorted((Path(settings.DATA) / SEALING_KEYS).glob("*.key"))
        if path.is_file()
    }


def _members(found: dict[str, Path], progress: Progress) -> Iterator[tuple[str, Member]]:
    """Each file with its fingerprint; the second of one content is held as the first."""
    seen: set[str] = set()
    for at, (path, file) in enumerate(sorted(found.items()), start=1):
        sha256 = fingerprint_of_file(file)
        yield path, Member(sha256, file.stat().st_size, held=sha256 in seen)
        seen.add(sha256)
        progress("fingerprints", at, len(found))


def _counting(progress: Progress, what: str, of: int) -> Callable[[str], None]:
    done = 0

    def one(path: str) -> None:
        nonlocal done
        done += 1
        progress(what, done, of)

    return one
