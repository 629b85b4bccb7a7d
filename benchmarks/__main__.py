"""Prints the table of all benches, or of those whose module or work contains a word: `python -m benchmarks moran`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import Row, print_table, rows_of


def main(words: list[str]) -> None:
    """Runs the benches that have all the words in their module's name or their work."""
    print_table(_rows([word.casefold() for word in words]))


def _rows(words: list[str]) -> Iterator[Row]:
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        try:
            benches = importlib.import_module(f"benchmarks.{path.stem}").BENCHES
        except Exception as error:
            yield Row(path.stem, f"failed: {type(error).__name__}: {error}", "", "", "", "")
            continue
        for index, bench in enumerate(benches):
            if all(word in f"{path.stem} {bench.work}".casefold() for word in words):
                yield from rows_of(path.stem, index, bench)


if __name__ == "__main__":
    main(sys.argv[1:])
