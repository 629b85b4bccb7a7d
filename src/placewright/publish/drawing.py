"""Figures made ready for their template: specification, legend, map, and the files of their pictures and tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass

from placewright.publish.charts import Key, Spec, legend, specification
from placewright.publish.maps import DrawnMap, draw_classes, draw_values
from placewright.publish.pictures import narrow_svg, picture_svg
from placewright.publish.views import Boundaries, ClassMap, Figure, MapChart, Table


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the template needs of a figure besides its words."""

    spec: Spec | None = None
    legend: tuple[Key, ...] = ()
    map: DrawnMap | None = None
    picture: str = ""
    narrow: str = ""
    size: tuple[int, int] = (0, 0)
    files: tuple[tuple[str, str], ...] = ()


def draw(
    figure: Figure,
    *,
    folder: str,
    boundaries: Boundaries | None = None,
    small_areas: Boundaries | None = None,
    picture: bool = True,
) -> tuple[Drawn, dict[str, bytes]]:
    """The figure ready for its template, and its files: pictures, and its table as CSV.

    Args:
        folder: where the files go, from the root of the site; they are named for the figure.
        picture: whether to draw a picture for readers without JavaScript (some 30 ms each).
    """
    files: dict[str, bytes] = {}
    links: list[tuple[str, str]] = []
    drawn_map, spec, size, shown, slim = None, None, (0, 0), "", ""
    if isinstance(figure.chart, MapChart | ClassMap):
        drawn_map = _drawn_map(figure.chart, boundaries, small_areas)
    else:
        spec = specification(figure.chart)
        if picture:
            svg = picture_svg(figure.chart, title=figure.title, subtitle=figure.subtitle, source=figure.source)
            size, shown = _size(svg), f"{folder}/{figure.id}.svg"
            files[shown] = svg.encode()
            links.append(("SVG", shown))
            if narrow := narrow_svg(figure.chart):
                slim = f"{folder}/{figure.id}-narrow.svg"
                files[slim] = narrow.encode()
    if figure.table is not None:
        files[f"{folder}/{figure.id}.csv"] = table_csv(figure.table)
        links.insert(0, ("CSV", f"{folder}/{figure.id}.csv"))
    return Drawn(spec, legend(figure.chart), drawn_map, shown, slim, size, tuple(links)), files


def table_csv(table: Table) -> bytes:
    """The table as CSV: unrounded values where cells sort by them, else their words."""
    rows = [[f"{column.name} ({column.unit})" if column.unit else column.name for column in table.columns]]
    rows += [[str(cell.text if cell.sort is None else cell.sort) for cell in row] for row in table.rows]
    return _csv(rows)


def records_csv(records: Sequence[object]) -> bytes:
    """Flat dataclasses of one kind as CSV, a column for each field; None is an empty cell."""
    if not records or not is_dataclass(records[0]):
        return b""
    names = [field.name for field in fields(records[0])]
    return _csv([names, *([_plain(getattr(record, name)) for name in names] for record in records)])


def _plain(value: object) -> str:
    if value is None:
        return ""
    return format(value, ".12g") if isinstance(value, float) else str(value)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def _drawn_map(
    chart: MapChart | ClassMap, boundaries: Boundaries | None, small_areas: Boundaries | None
) -> DrawnMap | None:
    if isinstance(chart, MapChart):
        return draw_values(chart, boundaries) if boundaries is not None and chart.layers else None
    outlines = small_areas if chart.boundaries == "small-areas" else boundaries
    return draw_classes(chart, outlines) if outlines is not None else None


def _size(svg: str) -> tuple[int, int]:
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    return (round(float(found[1])), round(float(found[2]))) if found else (0, 0)
