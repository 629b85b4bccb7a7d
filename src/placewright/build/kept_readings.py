"""Readings of measures that people keep, as a dataset of the workspace: a file, its source, its figures, indicators."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from pathlib import Path

from placewright.build.territory import area_code
from placewright.core.csv_cells import plain_cell
from placewright.core.files import write_text
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.late_dataclass import dataclass
from placewright.evidence.extracts import ordered, write_figures
from placewright.evidence.levels import level_of
from placewright.records.dataset import Dataset, PinnedFile, Selection
from placewright.records.indicator import Foundation, Polarity
from placewright.records.measure import Measure, way_of
from placewright.records.source import Source
from placewright.sources.kept_readings import KeptReading as KeptReading
from placewright.sources.kept_readings import readings_in
from placewright.sources.readers.kept_readings import read as read_figures
from placewright.sources.reading import SourceFile
from placewright.workspace.authored import Authored
from placewright.workspace.folder import WorkspaceFolder, open_workspace, write_dataset
from placewright.workspace.records_in_toml import dump_record

DATASET = "readings-of-measures"
"""The name of the dataset."""

FILE = f"readings/{DATASET}.csv"
"""Where the readings lie in a workspace, as people keep them: the file that is brought in elsewhere as well."""

_INDICATOR = "measure-"
_LICENCE = "Kept by the team"
_MOST_DECIMALS = 6
_DIRECTIONS = {1: Polarity.HIGHER, -1: Polarity.LOWER}


def indicator_of(measure: str) -> str:
    """The indicator by which claims and charts name the readings of a measure.

    >>> indicator_of("kept-jobs")
    'measure-kept-jobs'
    """
    return f"{_INDICATOR}{measure}"


def decimals_of(values: Iterable[float | None]) -> int:
    """As many decimals as the finest of the values was written with, six at most.

    >>> decimals_of([3859.0, 12.5, None])
    1
    """
    return max((_decimals(value) for value in values), default=0)


def read_by_people(authored: Authored) -> dict[str, Measure]:
    """The measures that people read, by id: those that no indicator reads."""
    return {id: measure for id, measure in authored.measures.items() if not measure.indicator}


def bring_readings(
    folder: Path, readings: Iterable[KeptReading], authored: Authored, *, newest: datetime
) -> frozenset[str]:
    """Write the readings into a workspace's folder as a dataset; the indicators whose figures are others than before.

    Readings that the folder holds and that are not among those given stay. Where nothing differs nothing is written,
    and equal readings give equal bytes.

    Args:
        folder: the workspace's folder; a file that changes is replaced.
        readings: what people read, one for each measure and period.
        authored: the records, among them the measures.
        newest: when the newest of the readings was written down.

    Raises:
        BadRecord: the folder holds a file of readings that is none.
    """
    before = {(one.measure, one.period): one for one in read_readings(folder)}
    after = {**before, **{(one.measure, one.period): one for one in readings}}
    rows = [after[key] for key in sorted(after)]
    if not rows:
        return frozenset()
    workspace = open_workspace(folder)
    old = workspace.datasets.get(DATASET)
    if old is not None and old.retrieved is not None:
        newest = max(newest, old.retrieved)
    measured = _measured(rows, read_by_people(authored))
    content = _csv(rows)
    source = _source(workspace, rows, read_by_people(authored), newest.date())
    texts = {
        FILE: content,
        f"sources/{DATASET}.toml": dump_record(source),
        **{
            f"indicators/{indicator_of(id)}.toml": _indicator(authored, authored.measures[id], found, workspace)
            for id, found in measured.items()
        },
    }
    changed = {indicator_of(key[0]) for key in after if before.get(key) != after[key]}
    gone = _gone(folder, texts)
    written = [path for path, text in texts.items() if write_text(folder / path, text)]
    if not (written or gone or old is None):
        return frozenset()
    for path in gone:
        path.unlink()
    found = read_figures([SourceFile(folder / FILE, Path(FILE).name)], source).observations
    figures = write_figures(ordered(found), folder / f"figures/{DATASET}.parquet")
    digest = fingerprint_of_file(folder / FILE)
    write_dataset(
        folder,
        Dataset(
            source=DATASET,
            snapshot=fingerprint([DATASET, digest]),
            release=newest.date().isoformat(),
            retrieved=newest.astimezone(UTC).replace(microsecond=0),
            rows=len(rows),
            licence=_LICENCE,
            attribution=_attribution(workspace),
            figures=f"figures/{DATASET}.parquet",
            figures_rows=figures.rows,
            figures_sha256=figures.sha256,
            selected=fingerprint(Selection()),
            files=(PinnedFile(Path(FILE).name, digest, len(content.encode())),),
        ),
    )
    return frozenset(changed) | {path.stem for path in gone}


def files_of_readings(folder: Path) -> frozenset[str]:
    """The paths of a workspace's folder that `bring_readings` wrote; none where it holds no readings."""
    fixed = (FILE, f"sources/{DATASET}.toml", f"datasets/{DATASET}.toml", f"figures/{DATASET}.parquet")
    indicators = (f"indicators/{path.name}" for path in _own_indicators(folder))
    return frozenset(path for path in (*fixed, *indicators) if (folder / path).is_file())


def read_readings(folder: Path) -> tuple[KeptReading, ...]:
    """The readings that a workspace's folder holds, in the order of its file.

    Raises:
        BadRecord: its file of readings is none.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    return readings_in(path.read_text(encoding="utf-8"), where=FILE)


def _csv(rows: Sequence[KeptReading]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([item.name for item in fields(KeptReading)])
    writer.writerows([plain_cell(_short(value)) for value in asdict(row).values()] for row in rows)
    return stream.getvalue()


def _short(value: object) -> object:
    """A whole number without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _measured(rows: Sequence[KeptReading], measures: Mapping[str, Measure]) -> dict[str, list[KeptReading]]:
    """The readings in numbers of these measures."""
    found: dict[str, list[KeptReading]] = {}
    for row in rows:
        if row.measure in measures and row.value is not None:
            found.setdefault(row.measure, []).append(row)
    return found


def _gone(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """The indicators of measures that are not there any more."""
    wanted = {Path(name).name for name in texts if name.startswith("indicators/")}
    return [path for path in _own_indicators(folder) if path.name not in wanted]


def _own_indicators(folder: Path) -> list[Path]:
    ours = f'dataset = "{DATASET}"'
    found = sorted((folder / "indicators").glob(f"{_INDICATOR}*.toml"))
    return [path for path in found if ours in path.read_text(encoding="utf-8")]


def _attribution(workspace: WorkspaceFolder) -> str:
    return f"Source: readings of measures kept for {workspace.record.name}; each names where it was read"


def _source(
    workspace: WorkspaceFolder, rows: Sequence[KeptReading], measures: Mapping[str, Measure], newest: date
) -> Source:
    area = area_code(workspace)
    told = sorted({row.source for row in rows if row.source})
    return Source(
        id=DATASET,
        title="Readings of measures",
        publisher=workspace.record.name,
        licence=_LICENCE,
        attribution=_attribution(workspace),
        landing_page="",
        series=DATASET,
        release=newest.isoformat(),
        released=newest,
        reader="kept_readings",
        files=(Path(FILE).name,),
        place_vintage=workspace.record.place_vintage,
        coverage=f"{len(rows)} readings of {len({row.measure for row in rows})} measures",
        notes=f"Written down by those who watch the measures, who read them in: {'; '.join(told)}.",
        options={
            "places": {id: measures[id].place or area for id in sorted({row.measure for row in rows}) if id in measures}
        },
    )


def _indicator(authored: Authored, measure: Measure, found: Sequence[KeptReading], workspace: WorkspaceFolder) -> str:
    place = measure.place or area_code(workspace)
    first = next((authored.priorities[id] for id in measure.priorities if id in authored.priorities), None)
    return dump_record(
        _Declared(
            id=indicator_of(measure.id),
            name=measure.title,
            short_name=measure.title,
            definition=measure.measured_by or measure.title,
            unit="",
            decimals=decimals_of(row.value for row in found),
            polarity=str(_DIRECTIONS.get(way_of(measure.direction), Polarity.NEUTRAL)),
            foundation=str(first.foundation if first else Foundation.PLACES),
            theme="readings of measures",
            levels=(level_of(place),),
            method="As it was written down by those who watch the measure.",
            not_shown="What would have happened anyway. It is kept for the strategy and is no official statistic.",
            compute={"kind": "level", "of": {"dataset": DATASET, "measure": measure.id}},
        )
    )


@dataclass(frozen=True, slots=True)
class _Declared:
    """An indicator as its file declares it."""

    id: str
    name: str
    short_name: str
    definition: str
    unit: str
    decimals: int
    polarity: str
    foundation: str
    theme: str
    levels: tuple[str, ...]
    method: str
    not_shown: str
    compute: Mapping[str, object]


def _decimals(value: float | None) -> int:
    text = f"{value or 0.0:.{_MOST_DECIMALS}f}".rstrip("0")
    return len(text.partition(".")[2])
