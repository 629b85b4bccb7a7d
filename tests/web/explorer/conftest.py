"""The pilot's evidence, shown to the public, and its rows to hold pages against."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import LazySettings

from explored_pilot import NUMBER, show_build
from explored_pilot import store as store


@pytest.fixture(scope="session")
def rows(store: Path) -> dict[tuple[str, str, str, str], dict[str, object]]:
    """Every row of the evidence by indicator, member, place and period; of codes in several vintages the newest."""
    table = pq.read_table(store / "builds" / str(NUMBER) / "out" / "evidence.parquet")
    return {(row["indicator"], row["dimensions"], row["place"], row["period"]): row for row in table.to_pylist()}


@pytest.fixture
def explored(db: None, settings: LazySettings, store: Path, data_folder: Path) -> Path:
    """The build, shown to the public."""
    return show_build(settings, store)
