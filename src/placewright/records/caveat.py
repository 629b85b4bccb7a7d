"""A caveat: a known trouble of some cells, which travels to every figure that is computed from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from placewright.core.late_dataclass import dataclass
from placewright.core.periods import BadPeriod, YearSpan, parse_period, year_of
from placewright.core.toml_files import check_id, read_keys


@dataclass(frozen=True, slots=True)
class Caveat:
    """Which cells are troubled, why, and who said so when.

    Empty `places`, `measures` or `periods` mean all of the dataset's. A period may be a span of years (`2015..2022`),
    which holds every period of those years. `where` names the members of dimensions, `total` included.
    """

    id: str
    dataset: str
    text: str
    by: str
    date: date
    places: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()

    def covers_period(self, period: str) -> bool:
        """Whether cells of that period are troubled.

        >>> Caveat("a", "d", "t", "analyst", date(2024, 1, 2), periods=("2015..2017",)).covers_period("2016-17")
        True
        """
        return not self.periods or any(_covers(given, period) for given in self.periods)


def read_caveat(path: Path) -> Caveat:
    """The caveat that a TOML file holds.

    Raises:
        BadRecord: the file is no TOML, lacks a key, or has one that a caveat does not know, or of a wrong type.
        BadPeriod: one of its periods is none.
    """
    content = read_keys(path, Caveat, kind="A caveat")
    check_id(path, content["id"])
    content["where"] = tuple(sorted((name, str(member)) for name, member in content.get("where", {}).items()))
    for name in ("places", "measures", "periods"):
        content[name] = tuple(content.get(name, ()))
    for period in content["periods"]:
        try:
            parse_period(period)
        except BadPeriod as error:
            raise BadPeriod(error.what, where=f"{path.parent.name}/{path.name}", fix=error.fix) from error
    return Caveat(**content)


def read_caveats(folder: Path) -> tuple[Caveat, ...]:
    """Every caveat of a folder, in the order of their ids; none where there is no such folder."""
    return tuple(read_caveat(path) for path in sorted(folder.glob("*.toml")))


def caveats_by_id(caveats: Iterable[Caveat]) -> dict[str, Caveat]:
    """The caveats by id."""
    return {caveat.id: caveat for caveat in caveats}


def _covers(given: str, period: str) -> bool:
    span = parse_period(given)
    if isinstance(span, YearSpan) and given != period:
        return span.first <= year_of(parse_period(period)) <= span.last
    return given == period
