"""A whole survey or consultation in one TOML file: what is asked, what people are told, how answers are weighed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from placewright.core.errors import BadRecord, PlacewrightError
from placewright.core.issues import Issue, Severity
from placewright.questionnaires.launch import LaunchFacts
from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.recipe import Recipe
from placewright.workspace.records_in_toml import parse_record, read_text

FOLDER = "instruments"
"""The folder of a workspace that holds them."""

KINDS = ("survey", "quota", "consultation")


@dataclass(frozen=True, slots=True)
class ReachLine:
    """A group or place to be heard; see `launch.Reach`. Without a question, `code` is a mode of answering."""

    code: str
    label: str
    target: int
    question: str = ""
    population: float | None = None
    source: str = ""
    how: str = ""
    figure: str = ""
    """The number of the evidence that says how many there are; `population` stands in where the evidence has none."""


@dataclass(frozen=True, slots=True)
class InstrumentFile:
    """A survey or consultation that is ready to be looked through, completed and opened by a team."""

    id: str
    kind: str
    summary: str
    questionnaire: Questionnaire
    note: str = ""
    """What the team must still decide or fill in."""
    breakdowns: tuple[str, ...] = ()
    facts: LaunchFacts = field(default_factory=LaunchFacts)
    recipe: Recipe = field(default_factory=Recipe)
    reach: tuple[ReachLine, ...] = ()


def read_instrument(path: Path) -> InstrumentFile:
    """The survey or consultation in a file; its id is the file's name.

    Raises:
        BadRecord: it cannot be read, lacks a key, has a strange one, or one of the wrong type.
    """
    where = f"{path.parent.name}/{path.name}"
    found = parse_record(read_text(path, where), InstrumentFile, where=where, id=path.stem)
    if found.kind not in KINDS:
        raise BadRecord(f"'kind' cannot be '{found.kind}'.", where=where, fix=f"Write one of {', '.join(KINDS)}.")
    return found


def instruments_of(folder: Path) -> tuple[InstrumentFile, ...]:
    """The surveys and consultations that a workspace brings along, by the names of their files."""
    return tuple(map(read_instrument, _files(folder)))


def instrument_issues(folder: Path) -> tuple[Issue, ...]:
    """A warning for each file that holds no survey or consultation: no page is made of it."""
    found = []
    for path in _files(folder):
        try:
            read_instrument(path)
        except PlacewrightError as error:
            found.append(Issue(Severity.WARNING, error.where or f"{FOLDER}/{path.name}", error.what, error.fix or ""))
    return tuple(found)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / FOLDER).glob("*.toml") if path.is_file())
