"""The registry of places: every code with its name, level, vintages and relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from placewright.core.said import worded
from placewright.places import changes, equivalents, hierarchy, neighbours, tables
from placewright.places.bundles import Bundle, make_bundle, stop_overlap
from placewright.places.changes import Resolution
from placewright.places.equivalents import Equivalence
from placewright.places.in_sentences import plain_name
from placewright.places.naming import ambiguous_place, preferred, unknown_place
from placewright.places.small_areas import SmallAreas, small_area_level
from placewright.places.vintages import VintageFit, check_vintage, newest, vintages_of
from placewright.records.place import SMALL_AREA_LEVELS, Place


class Registry:
    """Places by code and vintage, and how they relate; each table is read when it is first needed."""

    def __init__(self) -> None:
        self.small_areas = SmallAreas()

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every place but the small areas, by code."""
        return tables.read_places()

    @cached_property
    def _links(self) -> tuple[dict[str, list[tables.Link]], dict[str, list[tables.Link]]]:
        return tables.read_links()

    @property
    def links_up(self) -> dict[str, list[tables.Link]]:
        """The places that each place lies in directly."""
        return self._links[0]

    @property
    def links_down(self) -> dict[str, list[tables.Link]]:
        """The places that lie directly in each place."""
        return self._links[1]

    @cached_property
    def steps(self) -> tuple[dict[str, list[tables.Step]], dict[str, list[tables.Step]]]:
        """Changes of code by the old code, and by the new."""
        return tables.read_changes()

    @cached_property
    def borders(self) -> dict[str, list[tuple[str, int | None]]]:
        """Bordering districts by district."""
        return tables.read_borders()

    @cached_property
    def peers(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Statistical neighbours by code and kind."""
        return tables.read_peers()

    @cached_property
    def clusters(self) -> dict[str, dict[str, str]]:
        """Clusters by code."""
        return tables.read_clusters()

    @cached_property
    def equivalences(self) -> dict[str, list[Equivalence]]:
        """Places of the same territory by code."""
        return equivalents.by_code(tables.read_equivalents())

    @cached_property
    def _by_name(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            found[place.name.casefold()].append(place)
            if (plain := plain_name(place.name)) != place.name:
                found[plain.casefold()].append(place)
        return dict(found)

    @cached_property
    def _known(self) -> dict[tuple[str | None, str | None], frozenset[str]]:
        return {}

    # -- one place ------------------------------------------------------------------------------------------------

    def get(self, code: str) -> Place:
        """The place with a code.

        Raises:
            UnknownPlace: no vintage has the code; the message offers the nearest codes and names.

        >>> registry().get("E07000243").name
        'Stevenage'
        """
        place = self.places.get(code)
        if place is None and small_area_level(code):
            place = self.small_areas.get(code)
        if place is None:
            raise self._unknown(code)
        return place

    def find(self, text: str, *, level: str | None = None) -> Place:
        """The place with a code or name: exact code, then exact name, then the name in any case.

        A name that several places bear means the live administrative one; where these differ in territory (the region,
        county and authority called West Midlands) it is an error that lists their codes. `level` narrows the search.

        >>> registry().find("hertfordshire").code
        'E10000015'
        """
        wanted = text.strip()
        if self.is_known(wanted):
            place = self.get(wanted)
            if level in (None, place.level):
                return place
        matches = self._by_name.get(wanted.casefold(), [])
        exact = [place for place in matches if place.name == wanted]
        for found in (exact, matches):
            chosen = preferred([place for place in found if level in (None, place.level)])
            if not chosen:
                continue
            if len(chosen) == 1 or all(self._is_same(chosen[0].code, other.code) for other in chosen[1:]):
                return chosen[0]
            raise ambiguous_place(wanted, chosen)
        if wanted[-4:-1].isdigit() or wanted[-3:].isdigit():
            codes = self.small_areas.named(wanted)
            if len(codes) == 1:
                return self.get(codes[0])
            if codes:
                raise ambiguous_place(wanted, [self.get(code) for code in codes])
        raise self._unknown(wanted)

    def is_known(self, code: str) -> bool:
        """Whether some vintage has the code."""
        if code in self.places:
            return True
        return bool(small_area_level(code)) and self.small_areas.is_known(code)

    def name(self, code: str) -> str:
        """The name of the place with a code."""
        return self.get(code).name

    def level(self, code: str) -> str:
        """The level of the place with a code."""
        return self.get(code).level

    # -- sets of codes --------------------------------------------------------------------------------------------

    def known_codes(self, level: str | None = None, vintage: str | None = None) -> frozenset[str]:
        """Every code of a level, of a vintage, or of both; without either, every code but those of small areas."""
        key = (level, vintage)
        if key not in self._known:
            self._known[key] = self._collect(level, vintage)
        return self._known[key]

    def _collect(self, level: str | None, vintage: str | None) -> frozenset[str]:
        if level is not None and vintage is not None:
            check_vintage(vintage, level)
        if level in SMALL_AREA_LEVELS or (vintage or "").startswith(SMALL_AREA_LEVELS):
            wanted = (vintage,) if vintage else vintages_of(level or "")
            return frozenset().union(*(self.small_areas.codes(one) for one in wanted))
        return frozenset(
            place.code
            for place in self.places.values()
            if (level is None or place.level == level) and (vintage is None or place.is_in(vintage))
        )

    def vintage_of(self, codes: Iterable[str], level: str) -> VintageFit:
        """Which vintage of a level a file's codes belong to; codes of other levels count as strays.

        >>> registry().vintage_of(["E07000026", "E07000243"], "lad").vintage
        'lad-2022'
        """
        wanted = frozenset(codes)
        strays = {vintage: wanted - self.known_codes(level, vintage) for vintage in reversed(vintages_of(level))}
        best = min(strays, key=lambda vintage: len(strays[vintage]))
        fitting = tuple(vintage for vintage, left in strays.items() if not left)
        return VintageFit(best, fitting, tuple(sorted(strays[best])))

    # -- relations ------------------------------------------------------------------------------------------------

    def parents(self, code: str, vintage: str | None = None) -> tuple[Place, ...]:
        """Every place that holds the whole of it, nearest first; `vintage` is that of the parents."""
        return hierarchy.parents(self, code, vintage)

    def parent(self, code: str, level: str, vintage: str | None = None) -> Place | None:
        """The place of a level that holds the whole of it, in the newest or the given vintage; None where none does.

        >>> registry().parent("E07000243", "itl3", "itl-2021").code
        'TLH23'
        """
        return hierarchy.parent(self, code, level, vintage)

    def children(self, code: str, level: str, vintage: str | None = None) -> tuple[Place, ...]:
        """The places of a level that lie wholly inside, by code; `vintage` is that of the children.

        >>> len(registry().children("E10000015", "lad"))
        10
        """
        return hierarchy.children(self, code, level, vintage)

    def straddled(self, code: str, level: str, vintage: str | None = None) -> tuple[tables.Link, ...]:
        """The places of a level that each hold only a part of it, with the share of its area; mostly none."""
        return hierarchy.straddled(self, code, level, vintage)

    def equivalents(self, code: str) -> tuple[Equivalence, ...]:
        """The codes, or sets of codes, of the same or nearly the same territory, each with what is known of it."""
        self.get(code)
        return tuple(self.equivalences.get(code, ()))

    def _is_same(self, code: str, other: str) -> bool:
        return any(e.relation == "same" and e.codes == (other,) for e in self.equivalences.get(code, ()))

    def resolve(self, code: str, to_vintage: str | None = None) -> Resolution:
        """The codes that stand for a place in another vintage (the newest unless told), with the rule that says how."""
        return changes.resolve(self, code, to_vintage)

    def successors(self, code: str) -> Resolution:
        """What became of a code, one step on; a code that never changed is its own."""
        return changes.successors(self, code)

    def neighbours(self, codes: str | Sequence[str], vintage: str | None = None) -> tuple[Place, ...]:
        """The districts that border a place or list of places; of one district, those with the longest border first."""
        return neighbours.neighbours(self, codes, vintage)

    def statistical_neighbours(self, code: str, *, kind: str = "global", n: int = 20) -> tuple[Place, ...]:
        """The nearest places by `global`, `economic` or `demographic` statistics, nearest first; twenty are known."""
        return neighbours.statistical_neighbours(self, code, kind=kind, n=n)

    def cluster(self, code: str, kind: str = "global") -> str | None:
        """The letter of the cluster that a district belongs to; None where the publisher gives none."""
        return neighbours.cluster(self, code, kind)

    def bundle(self, codes: Sequence[str]) -> Bundle:
        """The place that a list of codes makes together; an error where they overlap or share no vintage."""
        return make_bundle(self, codes)

    def stop_overlap(self, codes: Sequence[str]) -> None:
        """An error where one of the codes lies in another, so that its figures would count twice."""
        stop_overlap(self, codes)

    def _unknown(self, wanted: str) -> Exception:
        if wanted in self.steps[0]:
            now = self.resolve(wanted)
            return unknown_place(
                wanted,
                (self.places[code] for code in now.codes),
                why=worded("'%(wanted)s' is a former code: %(now)s.", wanted=wanted, now=now),
            )
        return unknown_place(wanted, self.places.values())

    def newest_of(self, places: Iterable[Place]) -> Place | None:
        """Of several places of one level the one with the newest vintage; the first of equals."""
        return max(places, key=lambda place: newest(place.vintages, place.level), default=None)


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The one registry of the process."""
    return Registry()


def resolve_place(codes: str | Sequence[str]) -> Bundle:
    """The place that a code, a name or a list of codes means.

    >>> resolve_place(["E07000242", "E07000243"]).name
    'East Hertfordshire and Stevenage'
    """
    known = registry()
    given = [codes] if isinstance(codes, str) else list(codes)
    return known.bundle([known.find(code).code for code in given])
