"""Doubted rows: named in the order of the file, each once, and never more than a few hundred kept in words."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from placewright.core.errors import BadSourceFile
from placewright.sources.columns import Doubts
from placewright.sources.reading import WrongRows


def rows_where(size: int, *positions: int) -> np.ndarray:
    mask = np.zeros(size, dtype=bool)
    mask[list(positions)] = True
    return mask


def test_each_wrong_row_is_named_once_in_the_order_of_the_file_with_its_first_reason() -> None:
    doubts, wrong = Doubts("t.csv", np.arange(2, 12)), WrongRows("t.csv")
    doubts.note(rows_where(10, 7, 3), lambda row: f"first {row}", "a")
    doubts.note(rows_where(10, 1, 3), lambda row: f"second {row}", "b")
    doubts.tell(wrong)
    assert wrong.count == 3
    told = [str(issue) for issue in wrong.issues(1_000)]
    assert [text.split(": ", 2)[1:] for text in told] == [
        ["t.csv, row 3, column 'b'", "second 1"],
        ["t.csv, row 5, column 'a'", "first 3"],
        ["t.csv, row 9, column 'a'", "first 7"],
    ]
    assert np.flatnonzero(~doubts.kept).tolist() == [1, 3, 7]


def test_the_first_rows_are_named_though_later_ones_were_doubted_before() -> None:
    size = 5_000
    doubts, wrong = Doubts("t.csv", np.arange(size)), WrongRows("t.csv")
    late = np.arange(size) >= 1_000
    doubts.note(late, lambda row: "late")
    doubts.note(~late, lambda row: "early")
    doubts.tell(wrong)
    assert wrong.count == size
    told = wrong.issues(1_000_000)
    assert [issue.what for issue in told[:-1]] == ["early"] * 200
    assert told[-1].what == "4800 more rows are wrong."


def test_millions_of_wrong_rows_are_counted_but_not_kept_in_words() -> None:
    size = 2_000_000
    every = np.ones(size, dtype=bool)
    tracemalloc.start()
    doubts, wrong = Doubts("t.csv", np.arange(size)), WrongRows("t.csv")
    worded = []
    doubts.note(every, lambda row: worded.append(row) or "no number", "value")
    doubts.note(every, lambda row: worded.append(row) or "no place", "place")
    doubts.tell(wrong)
    assert not doubts.kept.any()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(worded) < 1_000
    assert peak < 80_000_000
    with pytest.raises(BadSourceFile, match="2000000 of 2000000 rows are wrong"):
        wrong.issues(size)
