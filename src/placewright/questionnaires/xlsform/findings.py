"""What became of each construct of a form that was brought in or taken out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """Whether a construct came over as it is, came over otherwise, or did not come over."""

    SUPPORTED = "supported"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """One construct: where it stands, what became of it, and how to mend it where it was not taken."""

    grade: Grade
    sheet: str
    row: int
    """As spreadsheets count, the header being row 1; 0 for the whole sheet."""
    construct: str
    what: str
    fix: str = ""

    def __str__(self) -> str:
        where = f"{self.sheet}, row {self.row}" if self.row else self.sheet
        return f"{where}: {self.construct}: {self.what} {self.fix}".rstrip()
