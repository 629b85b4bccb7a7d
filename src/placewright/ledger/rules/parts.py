"""What rules are made of: what they look at, how they turn out, and the words that all of them use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from placewright.records.checklist import Standing
from placewright.records.claim import Claim
from placewright.records.priority import Priority
from placewright.records.verdict import ClaimResult, Verdict
from placewright.workspace.authored import Authored


@dataclass(frozen=True, slots=True)
class RuleInput:
    """What a rule looks at: the records, the claims as the evidence has them, and the item's options."""

    authored: Authored
    results: Mapping[str, ClaimResult]
    options: Mapping[str, object] = field(default_factory=dict)

    def number(self, name: str, default: int) -> int:
        """A whole-number option."""
        found = self.options.get(name, default)
        return found if isinstance(found, int) else default

    def names(self, name: str, default: Iterable[str] = ()) -> tuple[str, ...]:
        """A list of words among the options."""
        found = self.options.get(name, default)
        return tuple(str(item) for item in found) if isinstance(found, Iterable) else ()

    @property
    def chosen(self) -> tuple[Priority, ...]:
        """The priorities that were chosen."""
        return tuple(item for item in self.authored.priorities.values() if item.chosen)

    @property
    def carried(self) -> tuple[Claim, ...]:
        """The claims that the evidence carries: those that hold."""
        return tuple(item for item in self.authored.claims.values() if self.verdict(item.id) is Verdict.HOLDS)

    def verdict(self, claim: str) -> Verdict:
        """A claim's verdict; unmeasured without a result."""
        return self.results[claim].verdict if claim in self.results else Verdict.UNMEASURED


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How a rule turned out: met, partly or missing, by which records, and why in words."""

    standing: Standing
    by: tuple[str, ...]
    words: str


class HasId(Protocol):
    """A record of a kind that has an id."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


def all_of(kind: str, good: Collection[HasId], every: Collection[HasId], one: str, many: str) -> RuleResult:
    nouns = _NOUNS[kind]
    if not every:
        return RuleResult(Standing.MISSING, (), f"There is no {nouns[0]}.")
    words = f"{len(good)} of {counted(len(every), *nouns)} {one if len(good) == 1 else many}"
    if len(good) == len(every):
        return RuleResult(Standing.MET, references(kind, good), f"{words}.")
    ids = {item.id for item in good}
    words += f"; not {few(item.id for item in every if item.id not in ids)}"
    return RuleResult(Standing.PARTLY if good else Standing.MISSING, references(kind, good), f"{words}.")


def some_of(kind: str, good: Collection[HasId], one: str, many: str, none: str) -> RuleResult:
    if not good:
        return RuleResult(Standing.MISSING, (), none)
    words = f"{counted(len(good), *_NOUNS[kind])} {one if len(good) == 1 else many}."
    return RuleResult(Standing.MET, references(kind, good), words)


def covers(noun: str, held: Mapping[str, Collection[Claim]]) -> RuleResult:
    by = tuple(dict.fromkeys(f"claim:{item.id}" for items in held.values() for item in items))
    lacking = [name for name, items in held.items() if not items]
    counts = ", ".join(f"{name} {len(items)}" for name, items in held.items() if items)
    if not by:
        return RuleResult(Standing.MISSING, (), f"No claim that holds is of any {noun}.")
    if lacking:
        return RuleResult(Standing.PARTLY, by, f"Claims that hold: {counts}; none for {', '.join(lacking)}.")
    return RuleResult(Standing.MET, by, f"Claims that hold: {counts}.")


def at_least(least: int, count: int, *, by: tuple[str, ...], words: str) -> RuleResult:
    """Met where there are enough, partly where there are some, missing where there are none."""
    if count >= least:
        return RuleResult(Standing.MET, by, f"{words}.")
    return RuleResult(Standing.PARTLY if count else Standing.MISSING, by, f"{words}, fewer than {least}.")


def references(kind: str, records: Iterable[HasId]) -> tuple[str, ...]:
    """The records as `kind:id`."""
    return tuple(f"{kind}:{item.id}" for item in records)


def counted(count: int, one: str, many: str = "") -> str:
    """A number of things in words.

    >>> counted(1, "day"), counted(2, "study", "studies")
    ('1 day', '2 studies')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def few(names: Iterable[str]) -> str:
    """The first three of some names, and how many more there are.

    >>> few(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    listed = list(names)
    more = f" and {len(listed) - 3} more" if len(listed) > 3 else ""
    return ", ".join(listed[:3]) + more


def slug(words: str) -> str:
    """Words as an id, so that "AI & data" and `ai-and-data` are one.

    >>> slug("AI & data")
    'ai-and-data'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.casefold().replace("&", " and ")).strip("-")


_NOUNS = {
    "priority": ("priority", "priorities"),
    "intervention": ("action", "actions"),
    "measure": ("measure", "measures"),
    "funding": ("stream", "streams"),
}
