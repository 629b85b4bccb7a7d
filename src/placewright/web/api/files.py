"""The files of a build for download: what there is, how large, under which digest, and packed together."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from placewright.core.fingerprints import fingerprint_of_file
from placewright.core.words import marked
from placewright.publish.data_readme import FILE as README
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.web.api.catalogue import Catalogue

FORMATS = {
    ".csv": ("CSV", "text/csv; charset=utf-8"),
    ".json": ("JSON", "application/json"),
    ".parquet": ("Parquet", "application/vnd.apache.parquet"),
    ".xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".zip": ("ZIP", "application/zip"),
}
"""The format of a file and its media type, by the end of its name."""

PACKAGE, CUBES = "data-package.zip", "json-stat.zip"
_TITLES = {
    "evidence.parquet": marked(
        "Every observation of every place, with intervals, status, unit, dataset and fingerprint"
    ),
    "claims.json": marked("Every claim with its figures, tests, verdict and marks"),
    PACKAGE: marked("All tables as CSV with their descriptions (Frictionless data package and CSV on the Web)"),
    CUBES: marked("Every indicator as a JSON-stat cube"),
    "datapackage.json": marked("What the tables hold, as a Frictionless data package"),
    "csv-metadata.json": marked("What the tables hold, as CSV on the Web"),
    "evidence.csv": marked("The observations of the places that the site shows"),
    "evidence.xlsx": marked("The newest figures as a spreadsheet"),
    "strategy.xlsx": marked("The strategy's tables as a spreadsheet"),
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its path among the downloads, title, format, size and digest."""

    path: str
    title: str
    format: str
    media_type: str
    bytes: int
    sha256: str


def downloads(now: Catalogue) -> dict[str, Download]:
    """Every file of a build that can be downloaded, by its path; sizes and digests are taken once for each build."""
    return _downloads(now.number, now.shown.out, _prepared(now))


def file_of(now: Catalogue, path: str) -> Path | None:
    """Where a download lies; None where there is no such file."""
    return _sources(now.shown.out, _prepared(now)).get(path)


def _prepared(now: Catalogue) -> Path:
    return now.shown.out.parent / "prepared"


@lru_cache(maxsize=3)
def _downloads(number: int, out: Path, prepared: Path) -> dict[str, Download]:
    kept = prepared / "downloads.json"
    if not kept.is_file():
        _pack(out, prepared)
        found = [asdict(_download(out, path, at)) for path, at in sorted(_sources(out, prepared).items())]
        _write(kept, json.dumps(found).encode())
    return {item["path"]: Download(**item) for item in json.loads(kept.read_text(encoding="utf-8"))}


@lru_cache(maxsize=3)
def _sources(out: Path, prepared: Path) -> dict[str, Path]:
    files = {name: out / name for name in ("evidence.parquet", "claims.json")}
    files |= {str(path.relative_to(out / "data")): path for path in _data_files(out)}
    files |= {name: prepared / name for name in (PACKAGE, CUBES)}
    return {path: at for path, at in files.items() if at.is_file()}


def _data_files(out: Path) -> Iterator[Path]:
    return (path for path in sorted((out / "data").rglob("*")) if path.is_file() and path.suffix in FORMATS)


def _download(out: Path, path: str, at: Path) -> Download:
    name, media_type = FORMATS[at.suffix]
    if path.startswith("json-stat/"):
        name = "JSON-stat"
    return Download(path, _title(out, path), name, media_type, at.stat().st_size, fingerprint_of_file(at))


def _title(out: Path, path: str) -> str:
    if path in _TITLES:
        return _TITLES[path]
    if path.startswith("json-stat/"):
        label: str = json.loads((out / "data" / path).read_text(encoding="utf-8")).get("label", "")
        return label or path
    described = json.loads((out / "data" / "datapackage.json").read_text(encoding="utf-8"))
    titles = {item["path"]: item.get("title", "") for item in described["resources"]}
    return titles.get(path) or path


def _pack(out: Path, prepared: Path) -> None:
    """Pack the tables with their descriptions, and the cubes, each into one file whose bytes repeat."""
    from datetime import date

    cubes = [path for path in _data_files(out) if path.parent.name == "json-stat"]
    tables = [path for path in _data_files(out) if path.parent == out / "data" and path.suffix in (".csv", ".json")]
    tables += [path for path in (out / "data" / README,) if path.is_file()]
    for name, paths in ((PACKAGE, tables), (CUBES, cubes)):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            for path in paths:
                packed.writestr(path.name, path.read_bytes())
        _write(prepared / name, repeatable_zip(stream.getvalue(), day=date(1980, 1, 1)))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)


def digest_header(sha256: str) -> str:
    """A digest as HTTP says it (RFC 9530)."""
    import base64

    return f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"
