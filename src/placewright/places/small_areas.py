"""Census small areas (LSOA, MSOA, Scottish data zones): loaded only when one is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from placewright.core.late_dataclass import dataclass
from placewright.places.tables import DATA
from placewright.records.place import Place

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

_LEVEL_OF_PREFIX = {"01": "lsoa", "02": "msoa"}
_FLAG_RULE = {"S": "split", "M": "merged", "X": "complex"}


def small_area_level(code: str) -> str | None:
    """`lsoa` or `msoa` where the code has the form of one; None otherwise.

    >>> small_area_level("E01035582"), small_area_level("E07000243")
    ('lsoa', None)
    """
    if len(code) != 9 or code[0] not in "EWS":
        return None
    return _LEVEL_OF_PREFIX.get(code[1:3])


@dataclass(frozen=True, slots=True)
class _Coded:
    """A column as numbers of its distinct words: comparing a hundred thousand of them takes no time."""

    words: Mapping[str, int]
    numbers: npt.NDArray[np.int32]

    def of(self, word: str) -> int:
        """The word's number; one that stands nowhere for a word that is not there."""
        return self.words.get(word, -2)


class SmallAreas:
    """The small areas of two censuses, the districts they lie in, and what became of them in between."""

    def __init__(self) -> None:
        self._as_numbers: dict[str, _Coded] = {}

    @cached_property
    def table(self) -> pa.Table:
        """Columns `code, vintage, name, lad22, lad24, msoa`."""
        return _read("code", "vintage", "name", "lad22", "lad24", "msoa")

    @cached_property
    def _codes(self) -> pa.Array:
        """The codes alone: to know whether there is such a code takes a tenth of reading the whole table."""
        return _read("code")["code"].chunk(0)

    @cached_property
    def _names(self) -> pa.Table:
        return _read("vintage", "name")

    @cached_property
    def _columns(self) -> tuple[list[str], ...]:
        names = ("code", "vintage", "name", "lad22", "lad24", "msoa")
        return tuple(self.table[name].to_pylist() for name in names)

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row, code in enumerate(self._columns[0]):
            found[code].append(row)
        return dict(found)

    @cached_property
    def _in_msoa(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        codes, vintages, _, _, _, msoas = self._columns
        for code, vintage, msoa in zip(codes, vintages, msoas, strict=True):
            if msoa:
                found[msoa, vintage].append(code)
        return dict(found)

    @cached_property
    def _changes(self) -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[tuple[str, str]]]]:
        import pyarrow.parquet as pq

        with (DATA / "small_area_changes.parquet").open("rb") as stream:
            table = pq.ParquetFile(stream).read(use_threads=False)
        forward: dict[str, list[tuple[str, str]]] = defaultdict(list)
        back: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for old, new, flag in zip(*(table[name].to_pylist() for name in ("lsoa11", "lsoa21", "flag")), strict=True):
            forward[old].append((new, _FLAG_RULE[flag]))
            back[new].append((old, _FLAG_RULE[flag]))
        return dict(forward), dict(back)

    def get(self, code: str) -> Place | None:
        """The small area, named as in its newest vintage; None where there is no such code."""
        rows = self._found(code)
        if not rows:
            return None
        live = tuple(str(self._names["vintage"][row]) for row in rows)
        return Place(code, str(self._names["name"][rows[-1]]), live[-1].partition("-")[0], live)

    def is_known(self, code: str) -> bool:
        """Whether there is such a code."""
        return bool(self._found(code))

    def _found(self, code: str) -> list[int]:
        """The rows of a code, which stand together since the table is in the order of its codes."""
        codes = self._codes
        first = bisect_left(range(len(codes)), code, key=lambda row: codes[row].as_py())
        rows = takewhile(lambda row: codes[row].as_py() == code, range(first, len(codes)))
        return list(rows)

    def named(self, name: str) -> list[str]:
        """The codes that bear just that name in either census, newest first."""
        codes, _, names, *_ = self._columns
        found = [code for code, known in zip(codes, names, strict=True) if known == name]
        return list(dict.fromkeys(reversed(found)))

    def codes(self, vintage: str) -> frozenset[str]:
        """Every code of a vintage."""
        import pyarrow.compute as pc

        return frozenset(self.table.filter(pc.field("vintage") == vintage)["code"].to_pylist())

    def district_of(self, code: str, year: int) -> str | None:
        """The district that the area lies in, as districts stood in 2022 or after; None where it is not recorded."""
        column = self._columns[3] if year <= 2022 else self._columns[4]
        return column[self._rows_of[code][-1]]

    def msoa_of(self, code: str, vintage: str) -> str | None:
        """The MSOA of an LSOA, both of one census; None where it is not recorded."""
        for row in self._rows_of[code]:
            if self._columns[1][row] == vintage:
                return self._columns[5][row]
        return None

    def in_district(self, district: str, vintage: str, year: int) -> list[str]:
        """The small areas of a vintage in a district of that year."""
        place, census = self._coded("lad22" if year <= 2022 else "lad24"), self._coded("vintage")
        rows = ((place.numbers == place.of(district)) & (census.numbers == census.of(vintage))).nonzero()[0]
        found: list[str] = self.table["code"].take(rows).to_pylist()
        return found

    def _coded(self, name: str) -> _Coded:
        if name not in self._as_numbers:
            words = self.table[name].combine_chunks().dictionary_encode()
            numbers = words.indices.fill_null(-1).to_numpy(zero_copy_only=False)
            self._as_numbers[name] = _Coded({word: at for at, word in enumerate(words.dictionary.to_pylist())}, numbers)
        return self._as_numbers[name]

    def in_msoa(self, msoa: str, vintage: str) -> list[str]:
        """The LSOAs of a vintage in an MSOA."""
        return self._in_msoa.get((msoa, vintage), [])

    def successors(self, code: str) -> list[tuple[str, str]]:
        """What an LSOA of 2011 became in 2021, with the rule; empty where it was kept unchanged."""
        return self._changes[0].get(code, [])

    def predecessors(self, code: str) -> list[tuple[str, str]]:
        """What an LSOA of 2021 was made from, with the rule; empty where it was kept unchanged."""
        return self._changes[1].get(code, [])


def _read(*columns: str) -> pa.Table:
    import pyarrow.parquet as pq

    with (DATA / "small_areas.parquet").open("rb") as stream:
        return pq.ParquetFile(stream).read(columns=list(columns), use_threads=False)
