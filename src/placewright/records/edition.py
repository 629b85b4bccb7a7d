"""An edition: a version of the strategy that pins the fingerprint of everything it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from placewright.core.late_dataclass import dataclass


class EditionKind(StrEnum):
    """How far a version has come."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    CO_DESIGN = "co-design"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated version: its parent, the records and datasets it was made from, the results, and the bytes it gave.

    `records` are fingerprints by `kind:id`; `datasets` those of the figures files by id; `claims` the verdict and
    printed figures of each claim as fingerprints; `outputs` the sha256 of each file that was published, by its path.
    `caveats` are the words of each caveat by its id, and by `id.claim.figure` each figure that rests on it, as it is
    without the troubled cells.
    `made_with` is the version of the program.
    """

    id: str
    title: str
    kind: EditionKind
    date: date
    parent: str = ""
    text: str = ""
    made_with: str = ""
    records: Mapping[str, str] = field(default_factory=dict)
    datasets: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    caveats: Mapping[str, str] = field(default_factory=dict)
