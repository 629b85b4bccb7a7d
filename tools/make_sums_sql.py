"""Writes the SQL of sums that is kept beside the expressions: run it after a change of them or of Ibis."""

from __future__ import annotations

from pathlib import Path

import placewright.evidence.sums_in_duckdb
from placewright.evidence.sums import compiled


def main() -> None:
    """Write each file."""
    folder = Path(placewright.evidence.sums_in_duckdb.__file__).parent / "sql"
    folder.mkdir(exist_ok=True)
    for name, text in compiled().items():
        (folder / f"{name}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
