"""JSON-stat 2.0: a cube of values unfolded into rows, with the code of each dimension beside each value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.core.errors import BadSourceFile
from placewright.core.said import worded
from placewright.sources.reading import SourceFile

_MOST_CELLS = 50_000_000


def read_json_stat(file: SourceFile) -> pa.Table:
    """A column of codes for each dimension, `value` and `status`; a cell that the cube leaves out has neither.

    Raises:
        BadSourceFile: the file is no JSON-stat data set, or its parts do not fit together.
    """
    try:
        content = json.loads(file.path.read_bytes())
    except ValueError as error:
        raise BadSourceFile(
            worded("This is no JSON (%(error)s).", error=error), where=file.name, fix=worded("Fetch it again.")
        ) from error
    if not isinstance(content, dict) or content.get("class") != "dataset" or "id" not in content:
        raise BadSourceFile(
            worded("This is no JSON-stat 2.0 data set."),
            where=file.name,
            fix=worded("Ask for class 'dataset' of version 2.0."),
        )
    return unfold(content, file.name)


def unfold(dataset: Mapping[str, Any], name: str) -> pa.Table:
    """The rows of a JSON-stat data set, the last dimension changing fastest.

    Raises:
        BadSourceFile: sizes, categories and values do not fit together.
    """
    ids, sizes = [str(item) for item in dataset["id"]], [int(size) for size in dataset.get("size", ())]
    cells = prod(sizes)
    if len(ids) != len(sizes) or cells > _MOST_CELLS:
        raise BadSourceFile(
            worded("The sizes %(sizes)s do not fit the dimensions %(ids)s.", sizes=sizes, ids=ids),
            where=name,
            fix=worded("Fetch it again."),
        )
    columns: dict[str, pa.Array] = {}
    for position, (dimension, size) in enumerate(zip(ids, sizes, strict=True)):
        codes = _categories((dataset.get("dimension") or {}).get(dimension) or {})
        if len(codes) != size:
            what = worded(
                "The dimension '%(dimension)s' has %(count)s categories where its size says %(size)s.",
                dimension=dimension,
                count=len(codes),
                size=size,
            )
            raise BadSourceFile(what, where=name, fix=worded("Fetch it again."))
        fastest = prod(sizes[position + 1 :])
        indices = np.tile(np.repeat(np.arange(size, dtype=np.int32), fastest), cells // max(1, size * fastest))
        columns[dimension] = pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(codes, pa.string()))
    columns["value"] = pa.array(_values(dataset.get("value"), cells, name), from_pandas=True)
    columns["status"] = pa.array(_statuses(dataset.get("status"), cells), pa.string())
    return pa.table(columns)


def _categories(dimension: Mapping[str, Any]) -> list[str]:
    category = dimension.get("category") or {}
    index = category.get("index")
    if isinstance(index, list):
        return [str(code) for code in index]
    if isinstance(index, dict):
        return [str(code) for code in sorted(index, key=lambda code: index[code])]
    return [str(code) for code in category.get("label") or {}]


def _values(found: object, cells: int, name: str) -> npt.NDArray[np.float64]:
    values = np.full(cells, np.nan)
    held = dict(enumerate(found)) if isinstance(found, list) else found
    if not isinstance(held, dict) or len(held) > cells:
        raise BadSourceFile(
            worded("The values do not fit %(cells)s cells.", cells=cells), where=name, fix=worded("Fetch it again.")
        )
    for position, value in held.items():
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= int(position) < cells:
            raise BadSourceFile(
                worded("Value %(position)s is %(value)s.", position=position, value=f"{value!r}"),
                where=name,
                fix=worded("Fetch it again."),
            )
        values[int(position)] = value
    return values


def _statuses(found: object, cells: int) -> list[str | None]:
    if isinstance(found, str):
        return [found] * cells
    statuses: list[str | None] = [None] * cells
    held = dict(enumerate(found)) if isinstance(found, list) else found
    if isinstance(held, dict):
        for position, status in held.items():
            if 0 <= int(position) < cells:
                statuses[int(position)] = None if status is None else str(status)
    return statuses
