"""What a strategy answers to, as data: a framework's checklist, measures, editions, and the studies it quotes."""

from __future__ import annotations

from dataclasses import dataclass

from placewright.publish.document import Reference
from placewright.publish.views_strategy import Link


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a framework's checklist: how it stands, by what, and in which words."""

    id: str
    text: str
    standing: str
    by: tuple[Link, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """A framework's checklist over the strategy."""

    id: str
    name: str
    about: str
    sections: tuple[tuple[str, tuple[ItemLine, ...]], ...]
    source: Link | None = None
    chosen: bool = True

    @property
    def href(self) -> str:
        """The checklist's page, from the root of the site."""
        return f"framework-{self.id}.html"


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """What is watched: its reading now, its direction or target, who reads it and how often."""

    id: str
    title: str
    text: str
    now: str
    baseline: str
    towards: str
    frequency: str
    owner: str
    data_cost: str = ""
    indicator: Link | None = None
    serves: tuple[Link, ...] = ()
    unmeasured: bool = False


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """How we will know whether the strategy works."""

    lines: tuple[MeasureLine, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changed between two editions; `rests` are the claims that it touches, each with its figures."""

    words: str
    href: str = ""
    before: str = ""
    after: str = ""
    rests: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in the list of editions; `day` is its date as `2026-01-31`."""

    title: str
    kind: str
    date: str
    text: str = ""
    current: bool = False
    day: str = ""


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed since the last edition, by kind of change, and all editions."""

    against: str
    groups: tuple[tuple[str, tuple[ChangeLine, ...]], ...]
    editions: tuple[EditionLine, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with its grade, where it is said, and which claims and actions rest on it."""

    id: str
    text: str
    grade: str
    where: str = ""
    figures: tuple[str, ...] = ()
    source: Link | None = None
    rests: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study with its findings."""

    id: str
    title: str
    by: str
    published: str
    text: str = ""
    method: str = ""
    link: Link | None = None
    findings: tuple[FindingLine, ...] = ()
    commissioned: bool = False
    read: bool = True


@dataclass(frozen=True, slots=True)
class StudiesPage:
    """The studies and other sources that the text quotes, with each statement and its grade."""

    studies: tuple[StudyLine, ...]
    others: tuple[FindingLine, ...] = ()
    decisions: tuple[Reference, ...] = ()
