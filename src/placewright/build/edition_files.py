"""Editions as files: what is packed so that an edition can be computed again, and whether it still gives every byte."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from placewright import __version__
from placewright.build.archives import (
    EDITION,
    HELD,
    BadArchive,
    Manifest,
    Member,
    unpack,
    workspace_files,
    write_archive,
)
from placewright.build.checking import check_workspace
from placewright.build.editing import edition_now
from placewright.build.held_files import finder
from placewright.build.judging import Judged
from placewright.build.pipeline import Progress, build_workspace
from placewright.build.state import code_fingerprint
from placewright.build.strategy_step import BrokenClaims
from placewright.core.errors import BadRecord, PlacewrightError, did_you_mean
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.ledger.caveat_pins import caveat_pins
from placewright.ledger.editions import PinCheck, check_pins, edition_issues
from placewright.ledger.link_reviews import UnknownRecord
from placewright.ledger.links import CHOICE, record_fingerprint
from placewright.records.caveat import read_caveats
from placewright.records.edition import Edition, EditionKind
from placewright.workspace.authored import read_authored, record_path, stop_if_unread, write_authored
from placewright.workspace.folder import RECORD, WorkspaceFolder, open_workspace
from placewright.workspace.records_in_toml import dump_record

_FILES = "files"
_OF_THE_ARCHIVE = ("datasets", "records")
_HELD_FOLDERS = ("figures/", "boundaries/")
_NOT_PUBLISHED = ("report.json", "without.parquet", "results-without.parquet")
_WORKING = ("pictures", "editions")
_PRINTERS = (
    "duckdb", "ibis-framework", "jinja2", "lxml", "markdown-it-py", "numpy", "pyarrow", "python-docx", "python-pptx",
    "scipy", "shapely", "typst", "xlsxwriter",
)  # fmt: skip
"""The packages whose versions the published bytes depend on most."""


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """An edition that was made: its record, its archive, where its published files lie, and the checks' warnings."""

    edition: Edition
    archive: Path
    published: Path
    judged: Judged

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """What was found that does not stop an edition."""
        return tuple(one.issue for one in self.judged.issues if one.issue.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """An edition computed again: each kind of pin, the published files that differ, and what else is different.

    `pages` are the files below `site` and `data` that differ; `tools` says which programs differ from those that made
    the edition, which may explain why bytes do. Where the archive itself is not what was pinned, nothing is computed
    and `checks` are of records and datasets alone. `refused` says why this program publishes its text no more; then
    `checks` hold what it printed, too, and no published file.
    """

    edition: Edition
    checks: tuple[PinCheck, ...]
    pages: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    is_computed: bool = True
    refused: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether everything was computed again and agrees, byte by byte."""
        agrees = all(check.is_sound for check in self.checks) and not self.pages
        return agrees and self.is_computed and not self.refused

    @property
    def says_the_same(self) -> bool:
        """Whether data, records, claims and figures agree, so that at most published files differ."""
        return all(check.is_sound for check in self.checks if check.what != _FILES)


def make_edition_files(
    workspace: WorkspaceFolder,
    *,
    id: str,
    title: str,
    kind: EditionKind,
    on: date,
    parent: str = "",
    text: str = "",
    out: Path | None = None,
    processes: int = 2,
    progress: Progress = lambda name, done, of: None,
) -> EditionFiles:
    """Make an edition: check the workspace, publish it from nothing, pin what it rests on and pack what it needs.

    Written are `editions/ID.toml` and `editions/ID.zip`, which names figures and boundaries without packing them: they
    lie in the workspace, and `holding_for_editions` keeps them once that has others. Nothing else of the workspace
    changes. The published files carry the edition's title and go to `out`, or below `build/editions`.

    Raises:
        BrokenClaims: the check finds errors.
        BadRecord: there is such an edition, or it may not follow its parent.
    """
    folder = workspace.folder
    record_file = folder / record_path("edition", id)
    if record_file.exists() or (folder / _archive_path(id)).exists():
        raise BadRecord("There is such an edition; editions do not change.", where=f"edition {id}", fix="Name another.")
    published = out or workspace.build / "editions" / id
    if out is None:
        shutil.rmtree(published, ignore_errors=True)
    elif out.exists() and any(out.iterdir()):
        raise PlacewrightError("There is something here already.", where=str(out), fix="Name an empty folder.")
    judged = check_workspace(workspace, workspace.build, today=on)
    if judged.errors:
        raise BrokenClaims.among(judged.errors, folder=str(folder))
    named = edition_now(workspace, judged, id=id, on=on, title=title, kind=kind, parent=parent, text=text)
    _stop_unless_it_may_follow(judged, named)
    packed = _packed(workspace, named)
    with _temporary(folder) as staging:
        _lay_out(packed, staging)
        made = open_workspace(staging)
        build_workspace(made, published, today=on, processes=processes, progress=progress)
        edition, again = _pinned(made, published, named)
    more = {"code": code_fingerprint(), "packages": _packages(), "published": _every_file(published)}
    members = {path: _member(path, content) for path, content in packed.items()}
    archive = folder / _archive_path(id)
    write_archive(archive, Manifest(EDITION, workspace.record.id, members, more=more), packed)
    write_authored(folder, "edition", edition)
    return EditionFiles(edition, archive, published, again)


def recompute_edition(
    workspace: WorkspaceFolder,
    id: str,
    *,
    out: Path | None = None,
    processes: int = 2,
    progress: Progress = lambda name, done, of: None,
) -> Recomputed:
    """Unpack an edition's archive, compute and publish everything again, and hold it against the edition's pins.

    Raises:
        UnknownRecord: there is no such edition; the message offers the nearest.
        BadArchive: its archive is missing or damaged.
    """
    edition = edition_of(workspace, id)
    if out is not None and out.exists() and any(out.iterdir()):
        raise PlacewrightError("There is something here already.", where=str(out), fix="Name an empty folder.")
    with _temporary(workspace.folder) as temporary:
        manifest = unpack_edition(workspace, id, temporary / "workspace")
        made = open_workspace(temporary / "workspace")
        tools = tuple(_other_tools(manifest))
        checks = _unpacked_pins(edition, made)
        if not all(check.is_sound for check in checks):
            return Recomputed(edition, checks, tools=tools, is_computed=False)
        published = out or temporary / "out"
        try:
            build_workspace(made, published, today=edition.date, processes=processes, progress=progress)
        except BrokenClaims as error:
            why = f"{error.where}: {error.what}" if error.where else error.what
            said = _said(edition, _pinned(made, published, edition)[0])
            return Recomputed(edition, (*checks, *said), tools=tools, is_computed=False, refused=why)
        now, _ = _pinned(made, published, edition)
        found = _every_file(published)
    more = manifest.more or {}
    before = more.get("published", {})
    pages = sorted(path for path in {*before, *found} if "/" in path and before.get(path) != found.get(path))
    return Recomputed(edition, check_pins(edition, now), tuple(pages), tools)


def edition_of(workspace: WorkspaceFolder, id: str) -> Edition:
    """The edition of that id.

    Raises:
        UnknownRecord: there is none; the message offers the nearest.
    """
    authored, wrong = read_authored(workspace.folder)
    editions, name = authored.editions, id.removeprefix("edition:")
    if name not in editions:
        stop_if_unread(wrong, record_path("edition", name))
        raise UnknownRecord.named(name, editions, see=f"`placewright list {workspace.folder} editions`")
    return editions[name]


def unpack_edition(workspace: WorkspaceFolder, id: str, folder: Path) -> Manifest:
    """Lay out the workspace as it was when an edition was made, every byte held against the archive's manifest.

    Raises:
        BadArchive: the archive is missing or damaged.
    """
    archive = workspace.folder / _archive_path(id)
    if not archive.is_file():
        fix = "Take it from a copy of the workspace; without it the edition cannot be computed again."
        raise BadArchive("The edition's archive is missing.", where=_archive_path(id), fix=fix)
    return unpack(archive, folder, format=EDITION, find=finder(workspace.folder))


def _archive_path(id: str) -> str:
    return f"editions/{id}.zip"


def _stop_unless_it_may_follow(judged: Judged, edition: Edition) -> None:
    authored = replace(judged.authored, editions={**judged.authored.editions, edition.id: edition})
    where = record_path("edition", edition.id)
    if edition.parent and edition.parent not in judged.authored.editions:
        hint = did_you_mean(edition.parent, judged.authored.editions) or "`placewright list` shows those there are."
        raise BadRecord(f"There is no edition '{edition.parent}'.", where="--parent", fix=hint)
    for issue in edition_issues(authored):
        if issue.where == where and issue.severity is Severity.ERROR:
            fix = issue.fix.replace("in `parent`", "with --parent")
            raise BadRecord(issue.what, where=f"edition {edition.id}", fix=fix)


def _packed(workspace: WorkspaceFolder, edition: Edition) -> dict[str, Path | bytes]:
    """The files that the edition is computed from; its own record says how far it has come, so that pages print it."""
    found: dict[str, Path | bytes] = {
        path: at
        for path, at in workspace_files(workspace.folder).items()
        if not path.startswith(f"{HELD}/") and not (path.startswith("editions/") and path.endswith(".zip"))
    }
    record = replace(workspace.record, edition=edition.id, edition_parent=edition.parent)
    if record != workspace.record:
        found[RECORD] = dump_record(record).encode()
    found[record_path("edition", edition.id)] = dump_record(edition).encode()
    return dict(sorted(found.items()))


def _lay_out(packed: Mapping[str, Path | bytes], folder: Path) -> None:
    for path, content in packed.items():
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            to.write_bytes(content)
        else:
            shutil.copyfile(content, to)


def _unpacked_pins(edition: Edition, workspace: WorkspaceFolder) -> tuple[PinCheck, ...]:
    """Whether the datasets and written records that were unpacked are those that the edition pins."""
    authored = read_authored(workspace.folder)[0]
    found = {reference: record_fingerprint(record) for reference, record in authored}
    found[CHOICE] = record_fingerprint(authored.choice)
    found |= caveat_pins(read_caveats(workspace.folder / "caveats"), {}).records
    records = {name: pin for name, pin in edition.records.items() if not name.startswith("indicator:")}
    figures = workspace.figures()
    datasets = {name: fingerprint_of_file(figures[name].path) for name in edition.datasets if name in figures}
    pinned = replace(edition, records=records, claims={}, outputs={}, caveats={})
    now = replace(pinned, records={name: at for name, at in found.items() if name in records}, datasets=datasets)
    return tuple(check for check in check_pins(pinned, now) if check.what in _OF_THE_ARCHIVE)


def _said(edition: Edition, now: Edition) -> Iterator[PinCheck]:
    """What an edition printed against what comes out now, where nothing was published again."""
    return (check for check in check_pins(edition, now) if check.what not in (*_OF_THE_ARCHIVE, _FILES))


def _pinned(workspace: WorkspaceFolder, published: Path, edition: Edition) -> tuple[Edition, Judged]:
    """The edition with the pins of what its workspace gives, and the strategy as judged."""
    judged = check_workspace(workspace, published, today=edition.date)
    pinned = edition_now(
        workspace,
        judged,
        id=edition.id,
        on=edition.date,
        title=edition.title,
        kind=edition.kind,
        parent=edition.parent,
        text=edition.text,
        outputs=published_fingerprints(published),
    )
    return pinned, judged


def published_fingerprints(folder: Path) -> dict[str, str]:
    """The sha256 of each published file beside the site, and one digest for each folder, such as `site`."""
    pins: dict[str, str] = {}
    below: dict[str, list[tuple[str, str]]] = {}
    for path, sha256 in _every_file(folder).items():
        top, slash, rest = path.partition("/")
        if slash:
            below.setdefault(f"{top}/", []).append((rest, sha256))
        else:
            pins[path] = sha256
    return dict(sorted({**pins, **{name: fingerprint(sorted(files)) for name, files in below.items()}}.items()))


def _every_file(folder: Path) -> dict[str, str]:
    found = workspace_files(folder, leave_out=_WORKING)
    return {path: fingerprint_of_file(at) for path, at in found.items() if path not in _NOT_PUBLISHED}


def _member(path: str, content: Path | bytes) -> Member:
    if isinstance(content, bytes):
        import hashlib

        return Member(hashlib.sha256(content).hexdigest(), len(content))
    return Member(fingerprint_of_file(content), content.stat().st_size, held=path.startswith(_HELD_FOLDERS))


def _packages() -> dict[str, str]:
    found = {}
    for name in _PRINTERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _other_tools(manifest: Manifest) -> Iterator[str]:
    more = manifest.more or {}
    if manifest.program != __version__:
        yield f"Placewright {manifest.program} made it; this is {__version__}."
    elif more.get("code") and more["code"] != code_fingerprint():
        yield f"The code of Placewright {__version__} has changed since."
    packages: Mapping[str, str] = more.get("packages", {})
    now = _packages()
    for name, before in sorted(packages.items()):
        if name in _PRINTERS and now.get(name) != before:
            yield f"{name} was {before}; it is {now.get(name, 'missing')}."


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=f"{folder.resolve().name}-") as name:
        yield Path(name)
