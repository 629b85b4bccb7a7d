"""Figures become arrays by place, period and member, with gaps where a cell is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from placewright.analysis.grids import Figures, grid, read_tidy, unit_of, words_in

from .invented_figures import write


def rows() -> list[dict[str, object]]:
    return [
        {
            "place": "E07900001",
            "period": "2021",
            "industry": "C",
            "measure": "jobs",
            "value": 5.0,
            "low": 4.0,
            "high": 6.0,
        },
        {"place": "E07900001", "period": "2022", "industry": "C", "measure": "jobs", "value": None},
        {"place": "E07900002", "period": "2021", "industry": "C", "measure": "jobs", "value": 7.0},
        {"place": "E07900002", "period": "2021", "industry": "J", "measure": "jobs", "value": 9.0},
        {"place": "E07900002", "period": "2021", "industry": "C", "measure": "other", "value": 1.0},
    ]


def test_members_stand_in_the_order_wanted_and_missing_cells_are_nan(tmp_path: Path) -> None:
    table = read_tidy(write(tmp_path, "invented", rows(), dimensions=("industry",)))
    found = grid(
        table, {"place": ("E07900002", "E07900001", "E07900009"), "period": None}, measure="jobs", industry="C"
    )
    assert found.of("period") == ("2021", "2022")
    np.testing.assert_array_equal(found.value, [[7, np.nan], [5, np.nan], [np.nan, np.nan]])
    assert found.low[1, 0] == 4.0 and np.isnan(found.low[0, 0])


def test_a_source_that_is_not_there_gives_nothing(tmp_path: Path) -> None:
    figures = Figures({"invented": write(tmp_path, "invented", rows(), dimensions=("industry",))})
    assert figures.grid("absent", {"place": None}) is None
    assert figures.grid("invented", {"place": None}, measure="no-such-measure") is None


def test_words_and_units_are_read_from_the_table(tmp_path: Path) -> None:
    table = read_tidy(write(tmp_path, "invented", rows(), dimensions=("industry",)))
    assert words_in(table, "industry") == ("C", "J")
    assert unit_of(table, "jobs") == "people" and unit_of(table, "nothing") == ""
