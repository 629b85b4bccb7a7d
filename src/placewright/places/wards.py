"""Electoral wards of England and Wales of 2024: their names, and the district of each; loaded when one is asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from placewright.core.late_dataclass import dataclass
from placewright.places.tables import rows

_CODE = re.compile(r"[EW]05\d{6}")


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward by its code, with its name and the code of the district it lies in."""

    code: str
    name: str
    district: str


def is_ward(code: str) -> bool:
    """Whether a code has the form of a ward's.

    >>> is_ward("E05013947"), is_ward("E07000240")
    (True, False)
    """
    return _CODE.fullmatch(code) is not None


def ward(code: str) -> Ward | None:
    """The ward; None where 2024 has none with that code.

    >>> ward("E05013947").name
    'Batchwood'
    """
    return _wards().get(code) if is_ward(code) else None


def wards_of(district: str) -> tuple[Ward, ...]:
    """The wards of a district by name; empty where there are none.

    They are those to which a census small area (LSOA) is fitted best, which is all of them in Hertfordshire.

    >>> len(wards_of("E07000240"))
    20
    """
    return _by_district().get(district, ())


@lru_cache(maxsize=1)
def _wards() -> dict[str, Ward]:
    return {code: Ward(code, name, district) for code, name, district in rows("wards.csv")}


@lru_cache(maxsize=1)
def _by_district() -> dict[str, tuple[Ward, ...]]:
    found: dict[str, list[Ward]] = defaultdict(list)
    for one in _wards().values():
        found[one.district].append(one)
    return {district: tuple(sorted(held, key=lambda one: (one.name, one.code))) for district, held in found.items()}
