"""Which indicators' rows are held from before and still right, and which are due; no table is read to know it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from placewright.build.pipeline import Build
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.late_dataclass import dataclass

FILE = "evidence.parquet"
ASIDE = "without.parquet"
"""The area's figures without the members that caveats trouble, in the same columns."""

QUICK = ".evidence.arrow"
"""The rows of the table as they lie in memory: reading them takes a tenth of the time."""

BESIDE = ".changed.arrow"
"""The rows of the indicators that changed since the last build, those of lists without some members among them."""

STEP = "evidence"
STEP_BESIDE = "changed evidence"
TABLES, ROWS_BESIDE = "tables of evidence", "rows of changed evidence"
"""What remembers the fingerprints of the files that hold rows.

Two checks at once, or one that is stopped between two writes, can leave rows of other figures under keys of these; such
files are as long as the right ones."""

MOST_BESIDE = 60
"""Where more indicators than this changed, the whole table is written anew instead."""

_KEY = 16
"""So much of an indicator's key is remembered."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a check has to do about evidence.

    `whole` says that the whole table is to be made anew. Otherwise the rows of `held` are beside the last table, those
    of `wanted` are to be computed, those of `later` only when somebody asks, and all others are in the table.
    """

    whole: bool = False
    held: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()


def what_is_due(build: Build, keys: Mapping[str, str], wanted: Collection[str]) -> Due:
    """What has to be computed where those indicators are wanted; `keys` are those of all that their rows depend on."""
    in_table = held_in_table(build, keys)
    others = keys.keys() - in_table
    if others and (not in_table or len(others) > MOST_BESIDE):
        return Due(whole=True)
    held = held_beside(build, keys) & others
    due = frozenset((others - held) & set(wanted))
    return Due(held=held, wanted=due, later=frozenset(others - held - due))


def held_in_table(build: Build, keys: Mapping[str, str]) -> frozenset[str]:
    """The indicators whose rows in the last table are still right."""
    return _held_in(build, f"inputs of {STEP}", keys) if tables_are_still(build) else frozenset()


def held_beside(build: Build, keys: Mapping[str, str]) -> frozenset[str]:
    """The indicators whose rows are kept beside the table and are right."""
    return _held_in(build, STEP_BESIDE, keys) if _are_still(build, ROWS_BESIDE, BESIDE) else frozenset()


def lines_of(keys: Mapping[str, str]) -> str:
    """The keys as a step remembers them."""
    return "\n".join(f"{name}={value[:_KEY]}" for name, value in sorted(keys.items()))


def tables_are_still(build: Build) -> bool:
    """Whether the last table, and that without some members, are what was written and nothing else."""
    return _are_still(build, TABLES, FILE, ASIDE)


def key_of_tables(build: Build) -> str:
    """What names the last table and that without some members by their content."""
    return build.state.steps[TABLES].key


def remember_files(build: Build, step: str, written: Mapping[str, str]) -> None:
    """Remember files that hold rows by their fingerprints, which were made before they took their names."""
    build.names.add(step)
    build.state.ran(step, fingerprint(written), written)


def _are_still(build: Build, step: str, *files: str) -> bool:
    before = build.state.steps.get(step)
    if before is None or not build.state.is_current(step, before.key):
        return False
    return before.key == fingerprint({name: fingerprint_of_file(build.out / name) for name in files})


def _held_in(build: Build, step: str, keys: Mapping[str, str]) -> frozenset[str]:
    before = build.state.steps.get(step)
    if before is None:
        return frozenset()
    known = dict(item.split("=", 1) for item in before.key.split("\n") if item)
    return frozenset(name for name, value in keys.items() if known.get(name) == value[:_KEY])
