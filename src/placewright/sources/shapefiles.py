"""Zipped shapefiles of polygons: geometry, attributes and projection, with no more of the format than that needs."""

from __future__ import annotations

import struct
import zipfile
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import shapely

from placewright.core.errors import BadSourceFile
from placewright.core.said import worded
from placewright.core.zip_files import DAMAGED_ZIP
from placewright.sources.reading import SourceFile

_POLYGONS = {5, 15, 25}
_MOST_UNPACKED = 1_000_000_000
_COUNTS = struct.Struct("<2i")


def read_shapefile(file: SourceFile) -> tuple[list[tuple[dict[str, Any], Any]], str]:
    """The attributes and geometry of each record of the one shapefile in a zip, and its projection as WKT.

    Raises:
        BadSourceFile: the zip is broken, too large, holds no shapefile of polygons, or its parts disagree.
    """
    try:
        with zipfile.ZipFile(file.path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_UNPACKED:
                raise BadSourceFile(
                    worded("It unpacks to more than 1,000 MB."),
                    where=file.name,
                    fix=worded("Fetch a generalised version."),
                )
            parts = {PurePosixPath(name).suffix.casefold(): name for name in archive.namelist()}
            if missing := [suffix for suffix in (".shp", ".dbf", ".prj") if suffix not in parts]:
                raise BadSourceFile(
                    worded("The zip has no %(missing)s file.", missing=missing[0]),
                    where=file.name,
                    fix=worded("Fetch it again."),
                )
            shapes, table, projection = (archive.read(parts[suffix]) for suffix in (".shp", ".dbf", ".prj"))
            encoding = archive.read(parts[".cpg"]).decode().strip() if ".cpg" in parts else "latin-1"
        geometries = _geometries(shapes)
        records = _records(table, encoding)
    except (*DAMAGED_ZIP, struct.error, LookupError) as error:
        raise BadSourceFile(
            worded("The shapefile cannot be read (%(error)s).", error=error),
            where=file.name,
            fix=worded("Fetch it again."),
        ) from error
    if len(geometries) != len(records):
        what = worded(
            "The shapefile has %(count)s shapes but %(count_2)s records.", count=len(geometries), count_2=len(records)
        )
        raise BadSourceFile(what, where=file.name, fix=worded("Fetch it again."))
    return list(zip(records, geometries, strict=True)), projection.decode("latin-1")


def _geometries(data: bytes) -> list[Any]:
    if struct.unpack_from(">i", data)[0] != 9994 or struct.unpack_from(">i", data, 24)[0] * 2 != len(data):
        raise ValueError("it is truncated or no shapefile")
    found = []
    at = 100
    while at < len(data):
        length = struct.unpack_from(">2i", data, at)[1] * 2
        found.append(_geometry(data, at + 8))
        at += 8 + length
    return found


def _geometry(data: bytes, at: int) -> Any:
    kind = struct.unpack_from("<i", data, at)[0]
    if kind == 0:
        return shapely.multipolygons([])
    if kind not in _POLYGONS:
        raise ValueError(f"shape type {kind} is no polygon")
    parts, count = _COUNTS.unpack_from(data, at + 36)
    starts = [*np.frombuffer(data, "<i4", parts, at + 44).tolist(), count]
    points = np.frombuffer(data, "<f8", count * 2, at + 44 + 4 * parts).reshape(-1, 2)
    rings = [points[start:end] for start, end in pairwise(starts)]
    return _polygons(rings)


def _polygons(rings: list[Any]) -> Any:
    """Outer rings run clockwise; a hole belongs to the smallest outer ring that holds it."""
    lines = [shapely.linearrings(ring) for ring in rings]
    outer = [line for line in lines if not shapely.is_ccw(line)]
    holes: list[list[Any]] = [[] for _ in outer]
    shells = [shapely.polygons(line) for line in outer]
    for line in lines:
        if not shapely.is_ccw(line):
            continue
        point = shapely.point_on_surface(shapely.polygons(line))
        holding = [index for index, shell in enumerate(shells) if shapely.contains(shell, point)]
        if holding:
            holes[min(holding, key=lambda index: shells[index].area)].append(line)
    made = [shapely.polygons(line, inner or None) for line, inner in zip(outer, holes, strict=True)]
    return made[0] if len(made) == 1 else shapely.multipolygons(made)


def _records(data: bytes, encoding: str) -> list[dict[str, Any]]:
    count, header, width = struct.unpack_from("<IHH", data, 4)
    fields = []
    at = 32
    while data[at] != 0x0D:
        name = data[at : at + 11].split(b"\0")[0].decode("ascii", "replace")
        fields.append((name, chr(data[at + 11]), data[at + 16]))
        at += 32
    if len(data) < header + count * width:
        raise ValueError("the table of attributes is truncated")
    found = []
    for index in range(count):
        start = header + index * width + 1
        record: dict[str, Any] = {}
        for name, kind, length in fields:
            text = data[start : start + length].decode(encoding, "replace").strip("\0 ")
            record[name] = float(text) if kind in "NF" and text.strip("*") else text
            start += length
        found.append(record)
    return found
