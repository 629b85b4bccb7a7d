"""What every test shares: which shards this machine can run, and the publishers' own files when a folder is named."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest
import with_postgresql
from django.utils import translation
from hypothesis import HealthCheck, settings

from placewright.core import words
from placewright.core.printing import forget_forms

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("default")

_NUMBERS = count(1)
SHARDS = ("publisher", "oracle", "spark", "browser", "postgresql", "examples", "journey")


def is_required(shard: str) -> bool:
    """Whether PLACEWRIGHT_REQUIRE asks for a shard, which then fails where it cannot run."""
    return not {shard, "all"}.isdisjoint(os.environ.get("PLACEWRIGHT_REQUIRE", "").split(","))


@lru_cache
def what_is_missing(shard: str) -> str:
    """What this machine lacks for a shard, in words; empty where it lacks nothing."""
    match shard:
        case "publisher":
            named = os.environ.get("PLACEWRIGHT_PUBLISHER_FILES")
            if not named:
                return "PLACEWRIGHT_PUBLISHER_FILES names no folder of publishers' files"
            return "" if Path(named).is_dir() else f"PLACEWRIGHT_PUBLISHER_FILES names {named}, which is not a folder"
        case "oracle":
            return "" if find_spec("esda") else "the compared packages are not installed (make setup-oracles)"
        case "spark":
            if not find_spec("pyspark"):
                return "the extra `spark` is not installed (make setup-oracles)"
            return "" if shutil.which("java") else "Java is not installed"
        case "browser":
            return "" if chromium_path() else "Chromium is not installed (or name one in CHROMIUM)"
        case "examples":
            missing = [name for name in ("curl", "Rscript") if not shutil.which(name)]
            return (
                f"{' and '.join(missing)} not installed (Debian: curl, r-base-core, r-cran-jsonlite)" if missing else ""
            )
        case "postgresql":
            return with_postgresql.what_is_missing()
        case "journey":
            return (
                "" if is_required(shard) or os.environ.get("PLACEWRIGHT_JOURNEYS") else "they take long (make test-all)"
            )
    return ""


def chromium_path() -> str | None:
    """The browser to drive: the one CHROMIUM names, or Debian's."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out a shard that cannot run here, saying why; fail instead where PLACEWRIGHT_REQUIRE asks for it."""
    for shard in SHARDS:
        if item.get_closest_marker(shard) and (missing := what_is_missing(shard)):
            if is_required(shard):
                pytest.fail(f"required, but {missing}", pytrace=False)
            pytest.skip(f"not run: {missing}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that hold something long, and end with those that empty the database after each test."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    marks = ((item.path, item.get_closest_marker("django_db")) for item in items)
    emptying = {path for path, mark in marks if mark is not None and mark.kwargs.get("transaction")}
    items.sort(key=lambda item: (item.path in emptying, item.path not in long))


def pytest_collection_finish() -> None:
    """Have Python look less often for garbage among what all tests share: that took a fifth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which shards were left out, and why."""
    for shard in SHARDS:
        if missing := what_is_missing(shard):
            terminalreporter.write_line(f"not run: the tests marked '{shard}', since {missing}")


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """After a test words are in the language they were in before: neither another speaker nor a page's choice stays."""
    speaker = vars(words._SPEAKER)
    before = dict(speaker)
    yield
    speaker.update(before)
    translation.deactivate()
    forget_forms()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Tests begin with a database that is migrated already."""
    from django.db import connection

    from migrated import start_from_migrated

    start_from_migrated(connection)


@pytest.fixture(scope="session")
def publisher_files() -> Path:
    """The folder of publishers' files that PLACEWRIGHT_PUBLISHER_FILES names; use it in tests marked `publisher`."""
    if missing := what_is_missing("publisher"):
        pytest.skip(f"not run: {missing}")
    return Path(os.environ["PLACEWRIGHT_PUBLISHER_FILES"]).resolve()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser to drive; use it in tests marked `browser`."""
    path = chromium_path()
    if path is None:
        pytest.skip(f"not run: {what_is_missing('browser')}")
    return path


@pytest.fixture(scope="session")
def _cluster() -> Iterator[str]:
    if missing := what_is_missing("postgresql"):
        pytest.skip(f"not run: {missing}")
    with with_postgresql.cluster() as address:
        yield address


@pytest.fixture
def postgresql(_cluster: str) -> str:
    """The address of an empty database in a PostgreSQL of this run's own; use it in tests marked `postgresql`."""
    return _database(_cluster, "")


@pytest.fixture
def migrated_postgresql(_cluster: str) -> str:
    """The address of a database there that is migrated already."""
    from migrated import postgresql_template

    return _database(_cluster, f"TEMPLATE {postgresql_template(_cluster)}")


def _database(cluster: str, like: str) -> str:
    import psycopg

    name = f"made_{next(_NUMBERS)}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {like}")
    return f"{cluster.rpartition('/')[0]}/{name}"
