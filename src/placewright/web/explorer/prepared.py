"""What the explorer reads of a build: its evidence and outlines as files that every process maps into memory.

They are made once for each content, when a page first asks for them or when a build ends, and take their place in one
step. A page then touches the rows of its own indicators alone.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from placewright.analysis.benchmarks import rank_places
from placewright.analysis.panels import Panel, panels, words_of
from placewright.build.page_jobs import outlines_of, publish_code
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.evidence.table import EVIDENCE, rows_without_dimensions, settled
from placewright.places import registry
from placewright.publish.maps import boundaries
from placewright.publish.views import Boundaries, Shape
from placewright.records.indicator import Indicator
from placewright.workspace.folder import WorkspaceFolder

FIGURES, LATEST = "figures.arrow", "latest.arrow"
SMALL_AREAS = "lsoa"
_FORM = 4
"""What the files hold; another number makes them anew."""
_KEPT = 4
"""How many contents are kept: those of the builds that can be had back soon."""


def prepared(
    out: Path, workspace: WorkspaceFolder, indicators: Mapping[str, Indicator], *, folder: Path
) -> tuple[Path, str]:
    """The folder of prepared files of a build, made where it is not there, and the name of their content.

    Args:
        out: what the build made.
        workspace: what it was made from.
        indicators: the definitions by their ids.
        folder: where prepared files lie, a folder for each content.
    """
    key = _key(out, workspace)
    target = folder / key
    if not target.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder / ".lock"):
            if not target.is_dir():
                _make(out, workspace, indicators, target)
                _drop_old(folder)
    return target, key


def figures_table(evidence: Path) -> pa.Table:
    """The rows of a build's evidence as they are mapped: in one piece, with NaN for a missing number."""
    table = settled(pq.ParquetFile(evidence).read().cast(EVIDENCE)).combine_chunks()
    for name in ("value", "low", "high"):
        numbers = pa.array(table[name].to_numpy(), pa.float64(), from_pandas=False)
        table = table.set_column(table.column_names.index(name), table.schema.field(name), numbers)
    return table


def all_outlines(folder: Path) -> dict[str, Boundaries]:
    """The outlines of every map, by names such as `lad`, `lsoa` or `lsoa-E07000243`."""
    found = {}
    for path in sorted(folder.glob("outlines-*.json")):
        content = json.loads(path.read_bytes())
        shapes = tuple(Shape(**{**one, "label_at": tuple(one["label_at"])}) for one in content.pop("shapes"))
        found[path.stem.removeprefix("outlines-")] = Boundaries(**content, shapes=shapes)
    return found


def _key(out: Path, workspace: WorkspaceFolder) -> str:
    maps = [workspace.folder / path for path in workspace.record.boundaries.values()]
    content = {
        "form": _FORM,
        "evidence": fingerprint_of_file(out / "evidence.parquet"),
        "maps": [fingerprint_of_file(path) for path in maps if path.is_file()],
        "code": publish_code(),
    }
    return fingerprint(content)[:24]


def _make(out: Path, workspace: WorkspaceFolder, indicators: Mapping[str, Indicator], target: Path) -> None:
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=".part-"))
    try:
        table = figures_table(out / "evidence.parquet")
        _write(table, temporary / FIGURES)
        _write(_latest(table, indicators), temporary / LATEST)
        for name, found in _outlines(workspace):
            (temporary / f"outlines-{name}.json").write_text(json.dumps(asdict(found)), encoding="utf-8")
        temporary.chmod(0o755)
        temporary.rename(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write(table: pa.Table, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, table.schema) as writer:
        writer.write_table(table, max_chunksize=max(table.num_rows, 1))


def _latest(table: pa.Table, indicators: Mapping[str, Indicator]) -> pa.Table:
    """The row of the newest figure of every place by every indicator, with its rank among its peers."""
    plain = rows_without_dimensions(table)
    words = words_of(plain)
    rows: dict[str, list[Any]] = {name: [] for name in _LATEST.names}
    for panel in panels(plain, indicators):
        for name, values in _latest_of(panel).items():
            rows[name] += values
    rows["caveated"] = [bool(words.word("caveat", row)) for row in rows["row"]]
    for name in ("error", "status"):
        rows[name] = [words.word(name, row) for row in rows["row"]]
    del rows["row"]
    schema = _LATEST.remove(_LATEST.get_field_index("row"))
    made = pa.table({name: pa.array(rows[name], schema.field(name).type) for name in schema.names}, schema=schema)
    return made.set_column(0, "indicator", made["indicator"].dictionary_encode().combine_chunks()).combine_chunks()


_LATEST = pa.schema(
    [
        ("indicator", pa.string()), ("place", pa.string()), ("level", pa.string()), ("period", pa.string()),
        ("value", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("error", pa.string()),
        ("status", pa.string()), ("caveated", pa.bool_()), ("position", pa.int32()), ("best", pa.int32()),
        ("worst", pa.int32()), ("of", pa.int32()), ("first", pa.string()), ("row", pa.int64()),
    ]
)  # fmt: skip


def _latest_of(panel: Panel) -> dict[str, list[Any]]:
    latest = panel.latest()
    chosen = sorted(panel.newest_rows(latest).values())
    found: dict[str, list[Any]] = {name: [] for name in _LATEST.names if name not in ("error", "status", "caveated")}
    ranked = {int(at): rank_places(panel, int(at))[0] for at in np.unique(latest[chosen]) if at >= 0}
    for row in chosen:
        at = int(latest[row])
        shown = at if at >= 0 else int(np.flatnonzero(panel.row[row] >= 0)[-1])
        rank = ranked[at][row] if at >= 0 else None
        found["indicator"].append(panel.indicator.id)
        found["place"].append(panel.places[row])
        found["level"].append(panel.levels[row])
        found["period"].append(panel.periods[shown])
        for name, values in (("value", panel.value), ("low", panel.low), ("high", panel.high)):
            number = float(values[row, shown])
            found[name].append(None if np.isnan(number) else number)
        for name, field in (("position", "position"), ("best", "low"), ("worst", "high"), ("of", "of")):
            found[name].append(None if rank is None else getattr(rank, field))
        found["first"].append("" if rank is None else rank.first)
        found["row"].append(int(panel.row[row, shown]))
    return found


def _outlines(workspace: WorkspaceFolder) -> Iterator[tuple[str, Boundaries]]:
    """The outlines of each level of the workspace's maps, and those of the small areas of each district."""
    named = workspace.record.boundaries
    for level in [name for name in named if name != "around" and not name.endswith("-districts")]:
        whole = outlines_of(workspace, level)
        if whole is not None:
            yield level, whole
    if SMALL_AREAS in named and "lad" in named:
        content = json.loads((workspace.folder / named[SMALL_AREAS]).read_text(encoding="utf-8"))
        codes = [str(feature["properties"]["code"]) for feature in content["features"]]
        for district, inside in _by_district(codes).items():
            yield f"{SMALL_AREAS}-{district}", boundaries(content, code="code", name="name", only=inside)


def _by_district(codes: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code in codes:
        district = registry().small_areas.district_of(code, 2024)
        if district:
            found.setdefault(district, set()).add(code)
    return found


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold others off who would make the same files."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _drop_old(folder: Path) -> None:
    """Leave the newest contents; whoever still has the files of an older one open keeps them."""
    found = sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: -path.stat().st_mtime)
    for path in found[_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
