"""The evidence of a folder beside the newest here: readings that people keep here are no other evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from placewright.build.archives import HELD
from placewright.build.kept_readings import files_of_readings
from placewright.core.fingerprints import fingerprint
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.models import Evidence
from placewright.web.strategy.models.exchanges import Exchange
from placewright.web.strategy.stores import digests_of, evidence_files


@dataclass(frozen=True, slots=True)
class EvidenceBeside:
    """What taking a folder over would make of the evidence: its files by path.

    `same` is the version in use where these are its files. `is_conflict` says that what was renewed here would be lost.
    """

    files: Mapping[str, Path]
    same: Evidence | None = None
    is_conflict: bool = False


def evidence_beside(folder: Path, base: Exchange | None) -> EvidenceBeside:
    """The evidence that a folder brings, held against that in use here and the exchange that the folder comes from.

    A folder whose figures are those of the exchange brings none: what was renewed here since stays. Figures that were
    renewed on both sides are a conflict. A build brings the readings that people keep into the evidence by itself; a
    folder that has no part in them neither undoes them nor is refused because of them.

    Archives of editions that a version here holds already are none of the folder's own.

    Raises:
        BadArchive: the folder holds what a workspace may not.
    """
    theirs = _Version.of(folder)
    used = evidence_in_use()
    if used is None:
        return EvidenceBeside(theirs.files)
    here = _Version.of(used.folder)
    theirs = theirs.with_archives_of(here, known=Evidence.objects.exclude(pk=used.pk))
    before = Evidence.objects.filter(digest=base.evidence).first() if base and base.evidence else None
    if base is None or not base.evidence:
        return _taken(theirs if theirs.readings else theirs.with_readings_of(here), here, used)
    agreed = _Version.of(before.folder) if before else here
    if theirs.readings in ({}, agreed.readings, here.readings):
        readings = here
    elif agreed.readings == here.readings:
        readings = theirs
    else:
        return EvidenceBeside(theirs.files, is_conflict=True)
    if theirs.rest in (agreed.rest, here.rest):
        return _taken(here.with_readings_of(readings).with_archives_of(theirs), here, used)
    newest = Evidence.objects.first()
    if newest is not None and _Version.of(newest.folder).rest != agreed.rest:
        return EvidenceBeside(theirs.files, is_conflict=True)
    return _taken(theirs.with_readings_of(readings), here, used)


def evidence_in_use() -> Evidence | None:
    """The version of the evidence that the public sees, or the newest; None before the first."""
    shown = shown_build()
    return shown.evidence if shown else Evidence.objects.first()


def _is_of_editions(path: str) -> bool:
    return path.startswith(f"{HELD}/") or (path.startswith("editions/") and path.endswith(".zip"))


def _taken(version: _Version, here: _Version, used: Evidence) -> EvidenceBeside:
    return EvidenceBeside(version.files, used if version.digest == here.digest else None)


@dataclass(frozen=True, slots=True)
class _Version:
    """The files of some evidence with their fingerprints: those of readings, archives of editions, and the rest."""

    files: Mapping[str, Path]
    readings: Mapping[str, str]
    archives: Mapping[str, str]
    rest: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path) -> _Version:
        """The evidence in a folder."""
        return cls._parted(evidence_files(folder), files_of_readings(folder))

    @classmethod
    def _parted(cls, files: Mapping[str, Path], readings: Collection[str]) -> _Version:
        digests = digests_of(files)
        return cls(
            files,
            {path: digest for path, digest in digests.items() if path in readings},
            {path: digest for path, digest in digests.items() if _is_of_editions(path)},
            {path: digest for path, digest in digests.items() if path not in readings and not _is_of_editions(path)},
        )

    @property
    def digest(self) -> str:
        """The fingerprint of it all."""
        return fingerprint({**self.readings, **self.archives, **self.rest})

    def with_readings_of(self, other: _Version) -> _Version:
        """This, with the other's readings in place of its own."""
        files = {path: at for path, at in self.files.items() if path not in self.readings}
        files |= {path: other.files[path] for path in other.readings}
        return self._parted(dict(sorted(files.items())), other.readings)

    def with_archives_of(self, other: _Version, *, known: Iterable[Evidence] = ()) -> _Version:
        """This, with the other's archives in place of its own, but for own ones that neither it nor `known` holds.

        What archives share comes along with them; an export writes it out even where it is among the figures.
        """
        new = {path: digest for path, digest in self.archives.items() if other.archives.get(path) != digest}
        editions = {path: digest for path, digest in new.items() if path.endswith(".zip")}
        for version in known if editions else ():
            there = {path: version.folder / path for path in editions if (version.folder / path).is_file()}
            editions = {path: digest for path, digest in editions.items() if digests_of(there).get(path) != digest}
        if not editions:
            new = {}
        files = {path: at for path, at in self.files.items() if path not in self.archives or path in new}
        files = {path: other.files[path] for path in other.archives} | files
        return self._parted(dict(sorted(files.items())), self.readings)
