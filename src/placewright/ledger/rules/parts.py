"""What rules are made of: what they look at, how they turn out, and the words that all of them use."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Protocol, TypeAlias

from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded, worded_count
from placewright.core.words import marked
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


Saying: TypeAlias = Callable[[int, str], str]
"""What is said of so many records, of all that there are in words."""


class HasId(Protocol):
    """A record of a kind that has an id."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


def all_of(kind: str, good: Collection[HasId], every: Collection[HasId], saying: Saying) -> RuleResult:
    """Met where all of them are good, partly where some are, missing where none is; `saying` says how many are."""
    if not every:
        return RuleResult(Standing.MISSING, (), _none(kind))
    words = saying(len(good), things(kind, len(every)))
    if len(good) == len(every):
        return RuleResult(Standing.MET, references(kind, good), worded("%(what)s.", what=words))
    ids = {item.id for item in good}
    others = few(called(item) for item in every if item.id not in ids)
    words = worded("%(what)s; not %(others)s.", what=words, others=others)
    return RuleResult(Standing.PARTLY if good else Standing.MISSING, references(kind, good), words)


def some_of(kind: str, good: Collection[HasId], saying: Saying, none: str) -> RuleResult:
    """Met where some record is good, else missing with the words for none."""
    if not good:
        return RuleResult(Standing.MISSING, (), none)
    words = saying(len(good), things(kind, len(good)))
    return RuleResult(Standing.MET, references(kind, good), worded("%(what)s.", what=words))


def covers(held: Mapping[str, Collection[Claim]]) -> RuleResult:
    """Met where claims that hold are of every name that is asked for, partly where they are of some."""
    by = tuple(dict.fromkeys(f"claim:{item.id}" for items in held.values() for item in items))
    lacking = [name_words(name) for name, items in held.items() if not items]
    counts = with_commas(
        [worded("%(name)s %(count)s", name=name_words(name), count=len(items)) for name, items in held.items() if items]
    )
    if not by:
        names = with_commas(lacking)
        return RuleResult(
            Standing.MISSING, (), worded("No claim that holds is of what is asked: %(names)s.", names=names)
        )
    if lacking:
        words = worded(
            "Claims that hold: %(counts)s; none for %(lacking)s.", counts=counts, lacking=with_commas(lacking)
        )
        return RuleResult(Standing.PARTLY, by, words)
    return RuleResult(Standing.MET, by, worded("Claims that hold: %(counts)s.", counts=counts))


def at_least(least: int, count: int, *, by: tuple[str, ...], words: str) -> RuleResult:
    """Met where there are enough, partly where there are some, missing where there are none."""
    if count >= least:
        return RuleResult(Standing.MET, by, worded("%(what)s.", what=words))
    words = worded("%(what)s, fewer than %(least)s.", what=words, least=least)
    return RuleResult(Standing.PARTLY if count else Standing.MISSING, by, words)


def references(kind: str, records: Iterable[HasId]) -> tuple[str, ...]:
    """The records as `kind:id`."""
    return tuple(f"{kind}:{item.id}" for item in records)


def things(kind: str, count: int) -> str:
    """A number of records of a kind in words.

    >>> things("intervention", 1), things("priority", 2)
    ('1 action', '2 priorities')
    """
    match kind:
        case "priority":
            return worded_count("%(count)s priority", "%(count)s priorities", count)
        case "intervention":
            return worded_count("%(count)s action", "%(count)s actions", count)
        case "measure":
            return worded_count("%(count)s measure", "%(count)s measures", count)
        case _:
            return worded_count("%(count)s stream", "%(count)s streams", count)


def called(record: HasId) -> str:
    """What a reader knows the record by: its title in quotation marks, and its id where it has none."""
    title = getattr(record, "title", "")
    return f"“{title}”" if title else record.id


def few(names: Iterable[str]) -> str:
    """The first three of some names, and how many more there are.

    >>> few(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    listed = list(names)
    first = ", ".join(listed[:3])
    return worded("%(names)s and %(count)s more", names=first, count=len(listed) - 3) if listed[3:] else first


_NAMES = {
    "ai-and-data": marked("AI and data"),
    "clean-growth": marked("clean growth"),
    "future-of-mobility": marked("future of mobility"),
    "ageing-society": marked("ageing society"),
    "ideas": marked("ideas"),
    "people": marked("people"),
    "infrastructure": marked("infrastructure"),
    "business-environment": marked("business environment"),
    "places": marked("places"),
    "inclusive-growth": marked("inclusive growth"),
    "strength": marked("strength"),
    "need": marked("need"),
    "opportunity": marked("opportunity"),
    "threat": marked("threat"),
    "conference": marked("conference"),
    "round-table": marked("round table"),
    "panel": marked("panel"),
    "meeting": marked("meeting"),
    "workshop": marked("workshop"),
    "consultation": marked("consultation"),
    "survey": marked("survey"),
    "publication": marked("publication"),
    "milestone": marked("milestone"),
}


def name_words(name: str) -> str:
    """What a foundation, a challenge, a stance or a kind of event is called in a sentence.

    >>> name_words("ai-and-data"), name_words("business-environment"), name_words("own-word")
    ('AI and data', 'business environment', 'own word')
    """
    return worded(_NAMES[name]) if name in _NAMES else name.replace("-", " ")


def with_commas(words: Sequence[str]) -> str:
    """Words one after another, each still to be said in a reader's language.

    >>> with_commas(["ideas", "people", "places"])
    'ideas, people, places'
    """
    if len(words) < 2:
        return words[0] if words else ""
    return worded("%(first)s, %(others)s", first=words[0], others=with_commas(words[1:]))


def slug(words: str) -> str:
    """Words as an id, so that "AI & data" and `ai-and-data` are one.

    >>> slug("AI & data")
    'ai-and-data'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.casefold().replace("&", " and ")).strip("-")


def _none(kind: str) -> str:
    match kind:
        case "priority":
            return worded("There is no priority.")
        case "intervention":
            return worded("There is no action.")
        case _:
            return worded("There is no measure.")
