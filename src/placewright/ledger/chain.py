"""The chain: from a record down to the datasets it rests on, and from a dataset up to everything that rests on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.core.words import gettext, spoken
from placewright.ledger.frameworks import FRAMEWORKS, framework
from placewright.ledger.link_reviews import UnknownRecord
from placewright.ledger.links import Link, Role, all_links
from placewright.records.checklist import Checklist
from placewright.records.indicator import Indicator
from placewright.workspace.authored import Authored
from placewright.workspace.kinds import KINDS

_ASIDE = frozenset({Role.CONTRADICTS, Role.ABOUT})
"""What a link may say without its source resting on its target."""

_UPWARD: Mapping[str, str] = spoken(
    {
        Role.COMPUTED_FROM: "is computed from it",
        Role.RESTS_ON: "rests on it",
        Role.QUOTES: "quotes it",
        Role.STATES: "states it",
        Role.SHOWS: "shows it",
        Role.ARGUED_FROM: "is argued from it",
        Role.SERVES: "serves it",
        Role.PAID_FROM: "is paid from it",
        Role.SHOWN_BY: "is shown by it",
        Role.HOLDS: "holds it",
        Role.IN_PLACE: "is about it",
        Role.COMPARES: "compares it with a partner's strategy",
        Role.MET_BY: "is met by it",
        Role.FOLLOWS: "follows it",
        Role.CONTINUES: "is continued by it",
        Role.TROUBLES: "is a known trouble of it",
    }
)


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A record in the chain: its reference, its title, how it hangs together with the one above, and what follows.

    `is_repeated` says that what follows was shown before and is left out here; `is_missing` that there is no such
    record.
    """

    reference: str
    title: str
    words: str = ""
    below: tuple[ChainNode, ...] = ()
    is_repeated: bool = False
    is_missing: bool = False

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as lines of text, each two spaces further in than the one it hangs on."""
        title = "" if self.title in ("", self.reference) else f": {self.title}"
        marks = " (as above)" if self.is_repeated else " (missing)" if self.is_missing else ""
        words = f"{self.words} " if self.words else ""
        yield f"{'  ' * depth}{words}{self.reference}{title}{marks}"
        for node in self.below:
            yield from node.lines(depth + 1)

    def references(self) -> Iterator[str]:
        """Every record in the tree, each once, the top one first."""
        return iter(dict.fromkeys(self._every()))

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The ids of every record of a kind in the tree, such as all the datasets that a chapter rests on."""
        return tuple(name.partition(":")[2] for name in self.references() if name.startswith(f"{kind}:"))

    def _every(self) -> Iterator[str]:
        yield self.reference
        for node in self.below:
            yield from node._every()


def rests_on(
    authored: Authored,
    indicators: Mapping[str, Indicator],
    reference: str,
    *,
    datasets_of_results: Mapping[str, Collection[str]] | None = None,
    more: Iterable[Link] = (),
    titles: Mapping[str, str] | None = None,
) -> ChainNode:
    """What a record rests on: the records it names, and what those name, down to indicators and datasets.

    Args:
        authored: every authored record.
        indicators: the indicators by id.
        reference: the record, as `kind:id`.
        datasets_of_results: the datasets behind each result of an analysis, as `analysis/name`.
        more: links of things that nobody wrote as records, such as caveats and places.
        titles: what these are called, by reference.

    Raises:
        UnknownRecord: there is no such record; the message offers the nearest.
    """
    return _Graph(authored, indicators, datasets_of_results or {}, more, titles or {}).tree(reference, upward=False)


def depends_on(
    authored: Authored,
    indicators: Mapping[str, Indicator],
    reference: str,
    *,
    datasets_of_results: Mapping[str, Collection[str]] | None = None,
    more: Iterable[Link] = (),
    titles: Mapping[str, str] | None = None,
) -> ChainNode:
    """What depends on a record, dataset or indicator: the records that name it, and those that name them, to the top.

    Raises:
        UnknownRecord: there is no such record; the message offers the nearest.
    """
    return _Graph(authored, indicators, datasets_of_results or {}, more, titles or {}).tree(reference, upward=True)


def reference_of(authored: Authored, others: Mapping[str, Collection[str]], wanted: str) -> str:
    """The reference `kind:id` that a reader means by an id alone, or by the reference itself.

    Args:
        authored: every authored record.
        others: the ids of kinds that are not authored, such as `{"indicator": ..., "dataset": ...}`.
        wanted: an id or a reference.

    Raises:
        UnknownRecord: nothing has that id; the message offers the nearest.
        PlacewrightError: several kinds have it.
    """
    ids: dict[str, Collection[str]] = {**{kind: authored.of_kind(kind) for kind in KINDS}, **others}
    kind, colon, id = wanted.partition(":")
    if colon and id in ids.get(kind, ()):
        return wanted
    found = [f"{kind}:{wanted}" for kind, held in ids.items() if wanted in held]
    if len(found) > 1:
        raise PlacewrightError(
            worded("'%(wanted)s' may be %(found)s.", wanted=wanted, found=" or ".join(found)),
            fix=worded("Name it with its kind."),
        )
    if not found:
        known = [f"{kind}:{name}" if colon else name for kind, held in ids.items() for name in held]
        raise UnknownRecord.named(wanted, known)
    return found[0]


def title_of(record: Any) -> str:
    """What a reader calls a record: its title or name, else the beginning of its text; a checklist by its framework."""
    if isinstance(record, Checklist) and record.id in FRAMEWORKS:
        return gettext(framework(record.id).name)
    for name in ("title", "name", "text", "question", "strategy"):
        if said := " ".join(str(getattr(record, name, "") or "").split()):
            return said if len(said) <= 90 else f"{said[:87].rsplit(' ', 1)[0]} ..."
    return str(getattr(record, "id", ""))


class _Graph:
    def __init__(
        self,
        authored: Authored,
        indicators: Mapping[str, Indicator],
        datasets_of_results: Mapping[str, Collection[str]],
        more: Iterable[Link],
        titles: Mapping[str, str],
    ) -> None:
        self.authored = authored
        self.indicators = indicators
        self.titles = titles
        links = [link for link in all_links(authored) if link.role not in _ASIDE]
        for name, indicator in indicators.items():
            links += [Link(f"indicator:{name}", f"dataset:{id}", Role.COMPUTED_FROM) for id in indicator.datasets]
        for name, datasets in datasets_of_results.items():
            links += [Link(f"result:{name}", f"dataset:{id}", Role.COMPUTED_FROM) for id in datasets]
        links += more
        self.down: dict[str, list[Link]] = {}
        self.up: dict[str, list[Link]] = {}
        for link in dict.fromkeys(links):
            self.down.setdefault(link.source, []).append(link)
            self.up.setdefault(link.target, []).append(link)

    def tree(self, reference: str, *, upward: bool) -> ChainNode:
        known = dict.fromkeys((*(name for name, _ in self.authored), *self.down, *self.up, *self.titles))
        if reference not in known:
            raise UnknownRecord.named(reference, known)
        return self._node(reference, "", upward, set())

    def _node(self, reference: str, words: str, upward: bool, shown: set[str]) -> ChainNode:
        title = self._title(reference)
        links = (self.up if upward else self.down).get(reference, [])
        if reference in shown:
            return ChainNode(reference, title, words, is_repeated=bool(links))
        shown.add(reference)
        below = []
        for link in links:
            after, said = (link.source, _UPWARD[link.role]) if upward else (link.target, str(link.role))
            below.append(self._node(after, f"{said}:", upward, shown))
        return ChainNode(reference, title, words, tuple(below), is_missing=self._is_missing(reference))

    def _title(self, reference: str) -> str:
        kind, _, id = reference.partition(":")
        if reference in self.titles:
            return self.titles[reference]
        if kind == "indicator":
            return self.indicators[id].name if id in self.indicators else ""
        record = self.authored.find(reference)
        return "" if record is None else title_of(record)

    def _is_missing(self, reference: str) -> bool:
        kind, _, id = reference.partition(":")
        if reference in self.titles:
            return False
        if kind == "indicator":
            return id not in self.indicators
        return kind == "quoted" or (kind in KINDS and self.authored.find(reference) is None)
