"""Reading a CSV file as Nomis sends it, of five million rows, with every row checked and the wrong ones named."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from benchmarks.harness import Answer, Bench, Peer

ROWS = 5_000_000
WRONG = 1_000
"""How many rows of the file are wrong, in one of four ways."""

_AT_ONCE = 250_000
_INDUSTRIES = [f"{number:05d}" for number in range(1, 730)]
_SIZES = np.array([0, 5, 10, 15, 20, 30, 45, 75, 125, 200, 300, 450, 700, 1250, 2250, 3500, 8000, 21000])
_LAD = re.compile(r"E0[6789]\d{6}|W06\d{6}|S12\d{6}")


def prepare() -> Path:
    """A file of districts, years and industries, with wrong codes, years, numbers and negative counts strewn in."""
    from placewright.places import registry

    rng = np.random.default_rng(7)
    codes = [code for code in sorted(registry().known_codes("lad", "lad-2023")) if not code.startswith("N")]
    wrong = np.sort(rng.choice(ROWS, WRONG, replace=False))
    folder = tempfile.mkdtemp(prefix="csv-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "nomis.csv"
    options = arrow_csv.WriteOptions(include_header=False, quoting_style="needed")
    with path.open("wb") as stream:
        for start in range(0, ROWS, _AT_ONCE):
            columns = _columns(np.arange(start, min(start + _AT_ONCE, ROWS)), codes, wrong, rng)
            if not start:
                stream.write(",".join(columns).encode() + b"\n")
            arrow_csv.write_csv(pa.table(columns), stream, options)
    return path


def _columns(number: Any, codes: list[str], wrong: Any, rng: np.random.Generator) -> dict[str, Any]:
    place = number % len(codes)
    industry = (number // len(codes)) % len(_INDUSTRIES)
    same = np.zeros(len(number), dtype=int)
    columns = {
        "DATE": _words((2003 + number // (len(codes) * len(_INDUSTRIES))).astype(str)),
        "GEOGRAPHY_NAME": _taken([f"District of {code}, somewhere" for code in codes], place),
        "GEOGRAPHY_CODE": _taken(codes, place),
        "INDUSTRY_NAME": _taken([f"{code} : Making and selling things" for code in _INDUSTRIES], industry),
        "INDUSTRY_CODE": _taken(_INDUSTRIES, industry),
        "MEASURES_NAME": _taken(["Value"], same),
        "OBS_VALUE": _words(rng.choice(_SIZES, len(number)).astype(str)),
        "OBS_STATUS": _taken(["A"], same),
    }
    kinds = [("GEOGRAPHY_CODE", "E0700999"), ("DATE", "soon"), ("OBS_VALUE", "twelve"), ("OBS_VALUE", "-5")]
    for kind, (name, text) in enumerate(kinds):
        columns[name] = _with(columns[name], np.isin(number, wrong[kind :: len(kinds)]), text)
    return columns


def _words(texts: Any) -> Any:
    return pa.array(texts, pa.string())


def _taken(words: list[str], positions: Any) -> Any:
    return pa.array(words).take(pa.array(positions))


def _with(column: Any, rows: Any, text: str) -> Any:
    return pc.if_else(pa.array(rows), text, column)


def ours(path: Path) -> Answer:
    """The reader for declared long tables: codes against the registry, years, marks, rounding intervals, origins."""
    from placewright.core.quantities import ErrorKind
    from placewright.records.source import Source
    from placewright.sources.readers import long
    from placewright.sources.reading import SourceFile

    source = Source(
        id="bench", title="", publisher="", licence="", attribution="", landing_page="", series="", release="",
        released=None, reader="long", files=("nomis.csv",), place_vintage="lad-2023", dimensions=("industry",),
        error=ErrorKind.ROUNDING,
        options={
            "place": "GEOGRAPHY_CODE", "period_column": "DATE", "value_column": "OBS_VALUE", "least": 0,
            "rounding": "bres", "members": {"industry": {"column": "INDUSTRY_CODE"}},
            "measures": {"Value": {"measure": "employment", "unit": "jobs"}}, "measure_column": "MEASURES_NAME",
        },
    )  # fmt: skip
    reading = long.read([SourceFile(path, path.name)], source)
    values = reading.observations["value"].to_numpy()
    named = [issue for issue in reading.issues if "row " in issue.where]
    return {"rows": np.array([len(values)]), "sum": np.array([np.nansum(values)]), "named": np.array([len(named)])}


def pandas(path: Path) -> Answer:
    """Every column read, codes, years and values checked, wrong rows left out."""
    import pandas as pd

    return _checked(pd, pd.read_csv(path, dtype={"INDUSTRY_CODE": str, "DATE": str, "OBS_VALUE": str}))


def pandas_arrow(path: Path) -> Answer:
    """The same with Arrow's parser and columns, its fastest way."""
    import pandas as pd

    return _checked(pd, pd.read_csv(path, engine="pyarrow", dtype_backend="pyarrow"))


def _checked(pd: Any, frame: Any) -> Answer:
    values = pd.to_numeric(frame["OBS_VALUE"].astype(object), errors="coerce")
    years = pd.to_numeric(frame["DATE"].astype(object), errors="coerce")
    codes = {code: bool(_LAD.fullmatch(code)) for code in frame["GEOGRAPHY_CODE"].unique()}
    good = values.ge(0) & years.notna() & frame["GEOGRAPHY_CODE"].map(codes).astype(bool)
    kept = frame.loc[good].assign(value=values[good])
    return {"rows": np.array([len(kept)]), "sum": np.array([float(kept["value"].sum())])}


def agree(one: Answer, other: Answer) -> str:
    """The same rows kept and the same sum."""
    same = all(np.array_equal(one[name], other[name]) for name in ("rows", "sum"))
    return "same rows, same sum" if same else f"NO: {one} against {other}"


BENCHES = [
    Bench(
        work="a Nomis-like CSV file of 5 million rows, validated, wrong rows named",
        prepare=prepare,
        ours=ours,
        peers=(
            Peer("pandas", pandas, needs=("pandas",)),
            Peer("pandas with Arrow", pandas_arrow, needs=("pandas", "pyarrow")),
        ),
        goal=1,
        agree=agree,
        repeats=2,
        goal_note=" and under 1 GB",
    )
]
