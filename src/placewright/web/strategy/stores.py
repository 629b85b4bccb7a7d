"""Where versions of the evidence and builds lie on disk: never changed, sharing what they have in common."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from placewright.build.archives import HELD, workspace_files
from placewright.build.held_files import held_files
from placewright.core.files import write_text
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.models import Evidence
from placewright.workspace.authored import is_authored


def add_evidence(folder: Path, *, by: Account | None = None, note: str = "") -> Evidence:
    """A version of the evidence made of everything in a workspace's folder that is no record.

    The newest version is given back where it holds the same. Files that a version before it holds are shared.

    Raises:
        BadArchive: the folder holds what a workspace may not.
    """
    return keep_evidence(evidence_files(folder), by=by, note=note)


def keep_evidence(files: Mapping[str, Path], *, by: Account | None = None, note: str = "") -> Evidence:
    """A version of the evidence made of these files, by their paths in a workspace; see `add_evidence`."""
    digests = digests_of(files)
    digest = fingerprint(digests)
    newest = Evidence.objects.first()
    if newest and newest.digest == digest:
        return newest
    with transaction.atomic():
        made = Evidence.objects.create(made_by=by, note=note, digest=digest)
        temporary = made.folder.with_name(f".{made.pk}.part")
        shutil.rmtree(temporary, ignore_errors=True)
        for path, at in files.items():
            before = newest.folder / path if newest else None
            is_same = before is not None and before.is_file() and fingerprint_of_file(before) == digests[path]
            _place(before if is_same and before else at, temporary / path, share=is_same)
        temporary.rename(made.folder)
        record_event("added", "evidence", made.pk, by=by, note=note)
    return made


def evidence_files(folder: Path) -> dict[str, Path]:
    """Everything in a workspace's folder that is no record, by its path in it.

    Raises:
        BadArchive: the folder holds what a workspace may not.
    """
    return {path: at for path, at in workspace_files(folder).items() if not is_authored(path)}


def digests_of(files: Mapping[str, Path]) -> dict[str, str]:
    """The fingerprints of files, by path."""
    return {path: fingerprint_of_file(at) for path, at in files.items()}


def lay_out(evidence: Evidence, records: Mapping[str, str], folder: Path) -> None:
    """A workspace folder of a version of the evidence and the texts of records; the evidence's files are shared.

    The archives of the editions among the records come along, whichever version of the evidence they came with.
    """
    for path, at in (workspace_files(evidence.folder) | _archives(evidence, records)).items():
        _place(at, folder / path, share=True)
    for path, text in records.items():
        write_text(folder / path, text)


def share_tree(source: Path, target: Path) -> None:
    """The same tree again without taking its room: whoever changes a file replaces it, so both stay as they are."""
    for at, _, files in os.walk(source):
        here = target / Path(at).relative_to(source)
        here.mkdir(parents=True, exist_ok=True)
        for name in files:
            _link(Path(at) / name, here / name)


def _archives(evidence: Evidence, records: Mapping[str, str]) -> dict[str, Path]:
    """The archives of editions, and what they share, that this version of the evidence lacks and another has."""
    wanted = {f"{path.removesuffix('.toml')}.zip" for path in records if path.startswith("editions/")}
    wanted = {path for path in wanted if not (evidence.folder / path).is_file()}
    found: dict[str, Path] = {}
    for version in Evidence.objects.exclude(pk=evidence.pk) if wanted else ():
        here = {path: version.folder / path for path in wanted - found.keys() if (version.folder / path).is_file()}
        if here:
            for archive in list(here):
                needed = held_files(version.folder, version.folder / archive)
                lacks = {name: at for name, at in needed.items() if not (evidence.folder / HELD / name).is_file()}
                here |= {f"{HELD}/{name}": at for name, at in lacks.items()}
            found |= here
    return found


def _place(source: Path, target: Path, *, share: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if share:
        _link(source, target)
    else:
        shutil.copyfile(source, target)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)
