"""What the pages are made from: the workspace, its evidence, benchmarks and signals, found by place and indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, TypeVar, overload

from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period
from placewright.core.words import spoken
from placewright.places import registry
from placewright.publish.beside import ALONE, Beside
from placewright.publish.views import PlaceRef, Role
from placewright.records.caveat import Caveat
from placewright.records.indicator import Indicator
from placewright.workspace.authored import Authored
from placewright.workspace.folder import WorkspaceFolder

if TYPE_CHECKING:
    from placewright.analysis.benchmarks import Benchmark, Standing
    from placewright.analysis.signals import Signal
    from placewright.build.strategy_links import Addresses
    from placewright.records.verdict import ClaimResult

LEVEL_NAMES: Mapping[str, tuple[str, str]] = spoken(
    {
        "lad": ("district", "districts"),
        "county": ("county", "counties"),
        "cauth": ("combined authority", "combined authorities"),
        "region": ("region", "regions"),
        "country": ("country", "countries"),
        "itl1": ("ITL 1 region", "ITL 1 regions"),
        "itl2": ("ITL 2 area", "ITL 2 areas"),
        "itl3": ("ITL 3 area", "ITL 3 areas"),
        "nuts1": ("NUTS 1 region", "NUTS 1 regions"),
        "nuts2": ("NUTS 2 area", "NUTS 2 areas"),
        "nuts3": ("NUTS 3 area", "NUTS 3 areas"),
        "lep": ("LEP area", "LEP areas"),
        "lsip": ("LSIP area", "LSIP areas"),
    }
)
"""A level in words: one, and several."""


Item = TypeVar("Item")


class Later(Sequence[Item]):
    """A sequence that is made when it is first looked at."""

    def __init__(self, make: Callable[[], Sequence[Item]]) -> None:
        self._make = make
        self._made: Sequence[Item] | None = None

    def _items(self) -> Sequence[Item]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self._items())

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        return self._items()[index]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items())


@dataclass(frozen=True, slots=True)
class World:
    """Everything that pages are assembled from.

    `area` is the code that stands for the workspace's place: its own code, or the workspace's id where the place is a
    list of codes. `benchmarks` are by indicator and code, of plain figures; `same` gives the codes of one territory,
    its own first; `without` the latest value of a figure without its caveated cells; `of_indicator` how
    every place stands by each indicator; `authored` is what people wrote; `beside` are pages served with the site.
    """

    workspace: WorkspaceFolder
    area: str
    indicators: Mapping[str, Indicator]
    benchmarks: Mapping[tuple[str, str], Benchmark]
    signals: Sequence[Signal]
    caveats: Mapping[str, Caveat]
    same: Mapping[str, tuple[str, ...]]
    without: Mapping[tuple[str, str], float | None]
    of_indicator: Mapping[str, Sequence[Standing]]
    authored: Authored = field(default_factory=Authored, repr=False)
    beside: Beside = ALONE
    _roles: dict[str, dict[str, Role]] = field(default_factory=dict, compare=False, repr=False)
    _found: dict[tuple[str, str], Benchmark | None] = field(default_factory=dict, compare=False, repr=False)
    _addresses: list[Addresses] = field(default_factory=list, compare=False, repr=False)

    def codes_of(self, place: str) -> tuple[str, ...]:
        """The code and every code recorded as the same territory, its own first."""
        return self.same.get(place, (place,))

    def find(self, indicator: str, place: str) -> Benchmark | None:
        """The place's benchmark under its own code or an equivalent one.

        One with a value goes before one without, a newer before an older, and a published one before one made from
        districts: a ranked one is published, and so is one under a code of statistical regions, which none is made for.
        """
        key = (indicator, place)
        if key not in self._found:
            found = [b for code in self.codes_of(place) if (b := self.benchmarks.get((indicator, code))) is not None]
            self._found[key] = min(found, key=_preference, default=None)
        return self._found[key]

    def addresses(self, authored: Authored, results: Mapping[str, ClaimResult]) -> Addresses:
        """How pages name records; the last is kept, since it has read texts that stand on many pages."""
        from placewright.build.strategy_links import Addresses

        last = self._addresses[0] if self._addresses else None
        if last is None or last.authored is not authored or last.results is not results:
            last = Addresses(authored, results, self.indicators, {self.area: self.workspace.record.name})
            self._addresses[:] = [last]
        return last

    def name(self, code: str) -> str:
        """The place's name, as the workspace or the registry has it."""
        if code == self.area:
            return self.workspace.record.name
        places = registry()
        return places.name(code) if places.is_known(code) else code

    def level(self, code: str) -> str:
        """The place's level in words, singular."""
        if code == self.area and code not in self.workspace.record.places:
            return "area"
        level = registry().get(code).level
        return LEVEL_NAMES.get(level, (level, level))[0]

    def ref(self, code: str) -> PlaceRef:
        """The place as pages name it."""
        return PlaceRef(code, self.name(code), self.level(code), has_page=code in self.pages)

    @property
    def members(self) -> tuple[str, ...]:
        """The districts shown one by one."""
        return self.workspace.record.members

    @property
    def comparators(self) -> tuple[str, ...]:
        """Region, country and kingdom, those that the workspace names."""
        return self.workspace.record.comparators.wider

    @property
    def pages(self) -> tuple[str, ...]:
        """The places that have a page of their own."""
        return tuple(dict.fromkeys((self.area, *self.members, *self.comparators)))

    @property
    def neighbours(self) -> tuple[str, ...]:
        """Districts that border the place, as the workspace fixed them."""
        return self.workspace.record.comparators.neighbours

    def role(self, code: str, *, own: str) -> Role:
        """What a place is to the page about `own`."""
        return self.roles(own).get(code, "other")

    def roles(self, own: str) -> dict[str, Role]:
        """What each place is to the page about `own`, under every code; those that are nothing to it are left out."""
        if own in self._roles:
            return self._roles[own]
        named = self.workspace.record.comparators
        kinds: tuple[tuple[Role, tuple[str, ...]], ...] = (
            ("neighbour", self.neighbours),
            ("member", self.members),
            ("county", (self.area,)),
            ("uk", (named.kingdom,)),
            ("region", (named.region,)),
            ("england", (named.country,)),
            ("place", (own,)),
        )
        found = {code: role for role, places in kinds for place in places if place for code in self.codes_of(place)}
        self._roles[own] = found
        return found


def _preference(benchmark: Benchmark) -> tuple[bool, int, bool, bool]:
    newest = -parse_period(benchmark.period).end.toordinal() if benchmark.period else 0
    is_made = benchmark.rank is None and benchmark.place[1:].isdigit()
    return benchmark.value is None, newest, benchmark.rank is None, is_made
