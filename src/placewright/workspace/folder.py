"""The workspace folder: its record, sources, pinned datasets and the paths of everything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from placewright.core.errors import BadRecord, UnknownDataset, did_you_mean
from placewright.core.files import write_text
from placewright.core.fingerprints import fingerprint_of_file
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.records.dataset import Dataset
from placewright.records.source import Source
from placewright.records.workspace import Workspace
from placewright.sources.catalogue import packaged_sources, read_source
from placewright.workspace.records_in_toml import dump_record, read_record

RECORD = "workspace.toml"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """A figures file of a workspace: the dataset it belongs to, where it lies, and the fingerprint of its bytes."""

    dataset: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class WorkspaceFolder:
    """An opened workspace: its folder, its record, the sources it may use and the datasets it has declared."""

    folder: Path
    record: Workspace
    sources: Mapping[str, Source]
    datasets: Mapping[str, Dataset]

    @property
    def snapshots(self) -> Path:
        """Where fetched snapshots lie."""
        return self.folder / "snapshots"

    @property
    def build(self) -> Path:
        """Where output goes; disposable."""
        return self.folder / "build"

    def records_of(self, kind: str, pattern: str = "*.toml") -> tuple[Path, ...]:
        """The files of a kind of record, such as `claims`, in the order of their names."""
        return tuple(sorted((self.folder / kind).glob(pattern)))

    def source(self, name: str) -> Source:
        """The source of that id, the workspace's own before a packaged one.

        Raises:
            UnknownDataset: neither has it; the message offers the nearest.
        """
        if name not in self.sources:
            see = f"`placewright list {self.folder} sources`"
            raise UnknownDataset.named(name, self.sources, where=f"workspace '{self.record.id}'", see=see)
        return self.sources[name]

    def figures(self) -> dict[str, FiguresFile]:
        """The figures file of every pinned dataset that has one, with the fingerprint of its bytes as they are now."""
        found = {}
        for name, dataset in self.datasets.items():
            path = self.folder / dataset.figures
            if dataset.figures and path.is_file():
                found[name] = FiguresFile(name, path, fingerprint_of_file(path))
        return found

    def strays(self) -> tuple[str, ...]:
        """The files of figures that no dataset names, so that their figures are used nowhere."""
        named = {dataset.figures for dataset in self.datasets.values()}
        files = (self.folder / "figures").glob("*")
        found = (f"figures/{path.name}" for path in files if path.suffix in (".parquet", ".csv"))
        return tuple(sorted(name for name in found if name not in named))

    def check(self) -> list[Issue]:
        """What does not fit together: pins without figures, figures changed by hand, members nobody names."""
        issues = []
        figures = self.figures()
        for name, dataset in self.datasets.items():
            where = f"datasets/{name}.toml"
            if not dataset.is_pinned:
                issues.append(
                    Issue(
                        Severity.NOTE,
                        where,
                        worded("No snapshot is pinned."),
                        worded("Run `placewright adopt %(folder)s %(name)s`.", folder=self.folder, name=name),
                    )
                )
            elif name not in figures:
                issues.append(
                    Issue(
                        Severity.ERROR,
                        where,
                        worded("The file %(value)s is missing.", value=dataset.figures or "figures"),
                        worded("Run `placewright adopt %(folder)s %(name)s`.", folder=self.folder, name=name),
                    )
                )
            elif figures[name].sha256 != dataset.figures_sha256:
                issues.append(
                    Issue(
                        Severity.ERROR,
                        dataset.figures,
                        worded("It is not what `adopt` wrote: someone changed it."),
                        worded(
                            "Take it from version control or a copy, or run `placewright adopt %(folder)s %(name)s` "
                            "to write it again from its snapshot.",
                            folder=self.folder,
                            name=name,
                        ),
                    )
                )
        return issues


def open_workspace(folder: Path) -> WorkspaceFolder:
    """The workspace in a folder, every record of it checked.

    Raises:
        BadRecord: there is no `workspace.toml`, or a record is wrong; the message names file, line, key and mend.
    """
    record = _read_workspace(folder)
    sources = dict(packaged_sources())
    for path in sorted((folder / "sources").glob("*.toml")):
        sources[path.stem] = _own_source(path)
    sources = dict(sorted(sources.items()))
    datasets = {path.stem: _dataset(path, sources) for path in sorted((folder / "datasets").glob("*.toml"))}
    return WorkspaceFolder(folder, record, sources, datasets)


def write_workspace(folder: Path, record: Workspace) -> bool:
    """Write `workspace.toml`; False where nothing changed."""
    return write_text(folder / RECORD, dump_record(record))


def write_dataset(folder: Path, dataset: Dataset) -> bool:
    """Write the dataset's record below `datasets/`; False where nothing changed."""
    return write_text(folder / "datasets" / f"{dataset.source}.toml", dump_record(dataset))


def _read_workspace(folder: Path) -> Workspace:
    path = folder / RECORD
    if not path.is_file():
        if folder.is_file():
            fix = worded("Name the folder that holds workspace.toml.")
            raise BadRecord(worded("This is a file, not a workspace's folder."), where=str(folder), fix=fix)
        what = worded("There is no workspace here.") if folder.is_dir() else worded("There is no such folder.")
        fix = worded("Make one: `placewright new %(folder)s --place CODE`.", folder=folder)
        if folder.is_dir() and (below := sorted(folder.glob(f"*/{RECORD}"))):
            fix = worded("Did you mean '%(parent)s'? %(fix)s", parent=below[0].parent, fix=fix)
        elif not folder.is_dir() and folder.parent.is_dir():
            beside = [str(item.parent) for item in folder.parent.glob(f"*/{RECORD}")]
            fix = f"{did_you_mean(str(folder), beside)} {fix}".strip()
        raise BadRecord(what, where=str(folder), fix=fix)
    named = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.casefold()).strip("-") or "workspace"
    record = read_record(path, Workspace, id=named)
    if not _SLUG.fullmatch(record.id):
        raise BadRecord(
            worded("'%(id)s' is no id.", id=record.id),
            where=RECORD,
            fix=worded("Use lower-case letters, digits and hyphens."),
        )
    if not record.places:
        raise BadRecord(
            worded("'places' is empty."),
            where=RECORD,
            fix=worded('Name at least one code, as in `places = ["E07000243"]`.'),
        )
    return record


def _own_source(path: Path) -> Source:
    try:
        return read_source(path)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadRecord(worded("This is no source: %(error)s.", error=error), where=f"sources/{path.name}") from error
    except BadRecord as error:
        raise BadRecord(error.what, where=f"sources/{error.where or path.name}", fix=error.fix) from error


def _dataset(path: Path, sources: Mapping[str, Source]) -> Dataset:
    where = f"datasets/{path.name}"
    dataset = read_record(path, Dataset, where=where, source=path.stem)
    if dataset.source != path.stem:
        raise BadRecord(
            worded("The source '%(source)s' is not the file's name.", source=dataset.source),
            where=where,
            fix=worded("Make them equal."),
        )
    if dataset.source not in sources:
        raise UnknownDataset.named(dataset.source, sources, where=where, see="`placewright list WORKSPACE sources`")
    if strange := set(dataset.selection.members) - set(sources[dataset.source].dimensions):
        name = sorted(strange)[0]
        known = sources[dataset.source].dimensions
        fix = did_you_mean(name, known) or worded("Its dimensions are %(value)s.", value=", ".join(known) or "none")
        raise BadRecord(
            worded("'%(source)s' has no dimension '%(name)s'.", source=dataset.source, name=name), where=where, fix=fix
        )
    return dataset if not dataset.figures else replace(dataset, figures=_inside(dataset.figures, where))


def _inside(name: str, where: str) -> str:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise BadRecord(
            worded("'%(name)s' lies outside the workspace.", name=name),
            where=where,
            fix=worded("Name a file below figures/."),
        )
    return name
