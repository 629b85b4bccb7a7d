"""The evidence of a folder beside the newest here: readings that people keep here are no other evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from placewright.build.kept_readings import files_of_readings
from placewright.core.fingerprints import fingerprint
from placewright.web.strategy.models import Evidence
from placewright.web.strategy.models.exchanges import Exchange
from placewright.web.strategy.stores import digests_of, evidence_files


@dataclass(frozen=True, slots=True)
class EvidenceBeside:
    """What taking a folder over would make of the evidence: its files by path, and their fingerprint.

    They are the folder's, with the readings from here where it has none. `is_conflict` says that something which was
    renewed here would be lost.
    """

    files: Mapping[str, Path]
    digest: str
    is_conflict: bool = False


def evidence_beside(folder: Path, base: Exchange | None) -> EvidenceBeside:
    """The evidence that a folder brings, held against the newest here and the exchange that the folder comes from.

    A build brings the readings that people keep into the evidence by itself. A folder that has no part in them neither
    undoes them nor is refused because of them.

    Raises:
        BadArchive: the folder holds what a workspace may not.
    """
    theirs = _Version.of(folder)
    newest = Evidence.objects.first()
    if newest is None:
        return EvidenceBeside(theirs.files, theirs.digest)
    here = _Version.of(newest.folder)
    taken = theirs if theirs.readings else theirs.with_readings_of(here)
    if base is None or base.evidence in ("", newest.digest) or theirs.digest == newest.digest:
        return EvidenceBeside(taken.files, taken.digest)
    before = Evidence.objects.filter(digest=base.evidence).first()
    agreed = _Version.of(before.folder) if before else here
    is_renewed = here.rest not in (theirs.rest, agreed.rest if before else theirs.rest)
    if is_renewed or theirs.readings not in ({}, agreed.readings, here.readings):
        return EvidenceBeside(theirs.files, theirs.digest, is_conflict=True)
    taken = theirs.with_readings_of(here)
    return EvidenceBeside(taken.files, taken.digest)


@dataclass(frozen=True, slots=True)
class _Version:
    """The files of some evidence with their fingerprints, those of readings apart from the rest."""

    files: Mapping[str, Path]
    readings: Mapping[str, str]
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
            {path: digest for path, digest in digests.items() if path not in readings},
        )

    @property
    def digest(self) -> str:
        """The fingerprint of it all."""
        return fingerprint({**self.readings, **self.rest})

    def with_readings_of(self, other: _Version) -> _Version:
        """This, with the other's readings in place of its own."""
        files = {path: at for path, at in self.files.items() if path in self.rest}
        files |= {path: other.files[path] for path in other.readings}
        return self._parted(dict(sorted(files.items())), other.readings)
