"""The snapshot store: publishers' files by the sha256 of their bytes, and what was read from them, never changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.core.errors import PlacewrightError, UnknownDataset
from placewright.core.files import write_text
from placewright.core.fingerprints import canonical, fingerprint, fingerprint_of_file
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import kept_words, worded, words_kept
from placewright.evidence.staging import staging_below, sweep
from placewright.records.source import Source

if TYPE_CHECKING:
    import pyarrow as pa

OBSERVATIONS = "observations.parquet"
MANIFEST = "manifest.json"
_STAGING = "staging"
_NEWEST = "newest"
_CHUNK = 1 << 20
_READ_ONLY = 0o444


class DamagedSnapshot(PlacewrightError):
    """A snapshot or raw file whose bytes are no longer what its name says."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A publisher's file in the store: its name, the sha256 and size of its bytes, and when it was last modified."""

    name: str
    sha256: str
    bytes: int
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is made of: its files, its reader, the source's record then, and what was wrong with it."""

    source: str
    snapshot: str
    release: str
    released: str
    retrieved: str
    licence: str
    attribution: str
    reader: str
    reader_version: str
    files: tuple[RawFile, ...]
    rows: int
    rows_read: int
    observations_sha256: str
    observations_bytes: int
    issues: tuple[Issue, ...]
    refused: tuple[Issue, ...]
    declaration: Mapping[str, Any]

    @property
    def retrieved_at(self) -> datetime:
        """When the files were fetched."""
        return datetime.fromisoformat(self.retrieved)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One immutable vintage of a source: its manifest, and where its observations lie."""

    manifest: Manifest
    folder: Path

    @property
    def id(self) -> str:
        """The sha256 that names it."""
        return self.manifest.snapshot

    @property
    def path(self) -> Path:
        """The Parquet file of its observations."""
        return self.folder / OBSERVATIONS

    def observations(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Its tidy observations, or only the named columns of them."""
        import pyarrow.parquet as pq

        return pq.read_table(self.path, columns=list(columns) if columns is not None else None)

    def verify(self) -> None:
        """Check that the observations are still the bytes that were written.

        Raises:
            DamagedSnapshot: they are not.
        """
        if not self.path.is_file() or fingerprint_of_file(self.path) != self.manifest.observations_sha256:
            raise _damaged(self.path)


@dataclass(frozen=True, slots=True)
class Held:
    """What was read from a source's files, to be put into the store."""

    observations: pa.Table
    rows_read: int
    issues: tuple[Issue, ...] = ()
    refused: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class SnapshotStore:
    """A folder of raw files by sha256, and of snapshots by source and fingerprint.

    Everything is written beside its place and then given its name in one step, so that a reader, a second fetch at the
    same time, or whoever comes after a crash, sees a whole snapshot or none. Nothing is ever changed once it is there.
    """

    folder: Path

    def raw_path(self, sha256: str) -> Path:
        """Where the raw file of that sha256 lies, or would lie."""
        return self.folder / "raw" / sha256[:2] / sha256

    def add_raw(self, path: Path, *, name: str | None = None) -> RawFile:
        """Copy a file into the store, unless its bytes are there already; the copy is named by its sha256."""
        details = path.stat()
        modified = datetime.fromtimestamp(int(details.st_mtime), UTC).isoformat()
        sha256 = fingerprint_of_file(path)
        size = details.st_size
        target = self.raw_path(sha256)
        if not (target.is_file() and target.stat().st_size == size):
            sha256, size = self._copy_in(path)
        return RawFile(name or path.name, sha256, size, modified)

    def _copy_in(self, path: Path) -> tuple[str, int]:
        with self.staging() as staging:
            temporary = staging / "raw"
            digest = hashlib.sha256()
            with path.open("rb") as given, temporary.open("wb") as taken:
                while chunk := given.read(_CHUNK):
                    digest.update(chunk)
                    taken.write(chunk)
            sha256 = digest.hexdigest()
            target = self.raw_path(sha256)
            target.parent.mkdir(parents=True, exist_ok=True)
            size = temporary.stat().st_size
            temporary.chmod(_READ_ONLY)
            temporary.replace(target)
            return sha256, size

    def snapshot_id(self, source: Source, files: Sequence[RawFile], reader_version: str) -> str:
        """The fingerprint that names a snapshot: of the files' bytes and names, the source's record and its reader."""
        held = sorted((file.name, file.sha256) for file in files)
        return fingerprint({"files": held, "source": source, "reader": reader_version})

    def find(self, source: str, snapshot: str) -> Snapshot | None:
        """The snapshot of that identifier; None where it is not there, or is not whole."""
        folder = self.folder / source / snapshot
        try:
            manifest = read_manifest(folder / MANIFEST)
            whole = (folder / OBSERVATIONS).stat().st_size == manifest.observations_bytes
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return Snapshot(manifest, folder) if whole else None

    def get(self, source: str, snapshot: str) -> Snapshot:
        """The snapshot of that identifier, or of the one that begins so.

        Raises:
            UnknownDataset: the store does not have it.
        """
        for name in self.ids(source):
            if name.startswith(snapshot) and (found := self.find(source, name)):
                return found
        raise UnknownDataset(
            worded("There is no snapshot %(snapshot)s of '%(source)s'.", snapshot=snapshot[:12], source=source),
            where=str(self.folder),
            fix=worded("Fetch it again."),
        )

    def newest(self, source: str) -> Snapshot | None:
        """The snapshot that the last fetch of the source made or found; None where there is none."""
        if (said := self.newest_id(source)) and (found := self.find(source, said)):
            return found
        held = [found for name in self.ids(source) if (found := self.find(source, name))]
        return max(held, key=lambda item: (item.manifest.retrieved, item.id), default=None)

    def newest_id(self, source: str) -> str:
        """The identifier of the snapshot that the last fetch of the source made or found; empty where none says."""
        with contextlib.suppress(OSError):
            return (self.folder / source / _NEWEST).read_text(encoding="utf-8").strip()
        return ""

    def ids(self, source: str) -> list[str]:
        """The identifiers of the source's snapshots."""
        folder = self.folder / source
        return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []

    def sources(self) -> list[str]:
        """The ids of the sources that have a snapshot."""
        if not self.folder.is_dir():
            return []
        taken = {"raw", "downloads", _STAGING}
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir() and path.name not in taken)

    def mark_newest(self, snapshot: Snapshot) -> None:
        """Remember that this is what the last fetch of its source found."""
        write_text(self.folder / snapshot.manifest.source / _NEWEST, snapshot.id + "\n")

    def add(
        self, source: Source, files: Sequence[RawFile], held: Held, *, reader_version: str, retrieved: datetime
    ) -> Snapshot:
        """Store what was read from the files; the snapshot that is there already, where there is one."""
        name = self.snapshot_id(source, files, reader_version)
        if found := self.find(source.id, name):
            return found
        with self.staging() as staging:
            fresh = staging / "snapshot"
            fresh.mkdir()
            write_parquet(held.observations, fresh / OBSERVATIONS)
            manifest = Manifest(
                source=source.id,
                snapshot=name,
                release=source.release,
                released=source.released.isoformat() if source.released else "",
                retrieved=retrieved.astimezone(UTC).isoformat(timespec="seconds"),
                licence=source.licence,
                attribution=source.attribution,
                reader=source.reader,
                reader_version=reader_version,
                files=tuple(sorted(files, key=lambda file: file.name)),
                rows=held.observations.num_rows,
                rows_read=held.rows_read,
                observations_sha256=fingerprint_of_file(fresh / OBSERVATIONS),
                observations_bytes=(fresh / OBSERVATIONS).stat().st_size,
                issues=held.issues,
                refused=held.refused,
                declaration=canonical(source),  # type: ignore[arg-type]
            )
            (fresh / MANIFEST).write_text(_as_json(manifest), encoding="utf-8")
            for path in fresh.iterdir():
                path.chmod(_READ_ONLY)
            self._give_name(fresh, self.folder / source.id / name, staging)
        return Snapshot(manifest, self.folder / source.id / name)

    def _give_name(self, fresh: Path, target: Path, staging: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(3):
            try:
                fresh.rename(target)
                return
            except OSError:
                if self.find(target.parent.name, target.name):
                    return  # another fetch made the same snapshot meanwhile
                if attempt == 2:
                    raise
                with contextlib.suppress(OSError):
                    target.rename(staging / f"broken-{attempt}")

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder to write in, on the same file system, that vanishes afterwards."""
        with staging_below(self.folder / _STAGING) as folder:
            yield folder

    def sweep(self) -> int:
        """Remove what a fetch that was killed has left behind; how many folders that were."""
        return sweep(self.folder / _STAGING)


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file.

    Raises:
        ValueError, KeyError, TypeError: it is not one.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    content["files"] = tuple(RawFile(**file) for file in content["files"])
    for name in ("issues", "refused"):
        content[name] = tuple(_issue(**issue) for issue in content[name])
    return Manifest(**content)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table so that equal rows give equal bytes: zstd, words in dictionaries, no time or name inside."""
    import pyarrow.parquet as pq

    words = [field.name for field in table.schema if str(field.type).startswith(("dictionary", "string"))]
    pq.write_table(
        table.replace_schema_metadata(None),
        path,
        compression="zstd",
        compression_level=3,
        use_dictionary=words,
        row_group_size=1 << 18,
        write_statistics=True,
        version="2.6",
    )


def _as_json(manifest: Manifest) -> str:
    content = asdict(manifest)
    for name, issues in (("issues", manifest.issues), ("refused", manifest.refused)):
        said = ([kept_words(issue.what), kept_words(issue.fix)] for issue in issues)
        content[name] = [plain | {"said": words} for plain, words in zip(content[name], said, strict=True)]
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _issue(*, severity: str, where: str, what: str, fix: str, said: Sequence[str | list[Any]] = ()) -> Issue:
    """An issue as it was kept, and where its words were kept with their values apart, as one that can be translated."""
    what, fix = map(words_kept, said or (what, fix))
    return Issue(Severity(severity), where, what, fix)


def _damaged(path: Path) -> DamagedSnapshot:
    return DamagedSnapshot(
        worded("The file is no longer what was written."),
        where=str(path),
        fix=worded("Delete its folder and run `placewright fetch` again."),
    )
