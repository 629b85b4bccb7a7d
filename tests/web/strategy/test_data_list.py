"""The list of data says when the next release is due, as its publisher announced it for the release that is pinned."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any, cast

from kept import PILOT
from placewright.web.strategy.current import Shown
from placewright.web.strategy.data_queries import dataset_lines
from placewright.workspace.folder import open_workspace


def test_a_release_that_is_overdue_stands_first(tmp_path: Path) -> None:
    for name in ("workspace.toml", "datasets"):
        (shutil.copytree if (PILOT / name).is_dir() else shutil.copy)(PILOT / name, tmp_path / name)
    pin = tmp_path / "datasets" / "voa-office-floorspace.toml"
    pin.write_text(re.sub(r"^rows = ", "next_release = 2026-04-16\nrows = ", pin.read_text(), flags=re.MULTILINE))
    now = Shown(1, tmp_path, open_workspace(tmp_path), cast(Any, None))
    first, second, *_ = dataset_lines(now, date(2026, 4, 16))
    assert (first.id, first.next_release, first.is_stale) == ("voa-office-floorspace", date(2026, 4, 16), True)
    assert (second.next_release, second.is_stale) == (None, False)
    assert not any(line.is_stale for line in dataset_lines(now, date(2026, 4, 15)))
