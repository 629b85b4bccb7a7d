"""Responses as rows under columns, as every file for other tools takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from placewright.questionnaires.columns import Cell, Column, Missing

FURTHER = (0, 9_900, 999_900, 99_999_900, 9_999_999_900)
"""How far below -96 to -99 the codes of a column may stand, where somebody answered such numbers."""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Responses as rows. `leading` are columns that are not questions: reference, state, weight and the like."""

    title: str
    about: tuple[str, ...]
    """What must be said with the file: how the answers came in, and what may not be said of them."""
    leading: tuple[Column, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    day: date
    """The day of the state that is exported; it stands in files' properties, so that equal states give equal bytes."""

    @property
    def missing_codes(self) -> list[Mapping[Missing, int]]:
        """What stands in files for each reason why there is no answer, column by column: -96 to -99.

        A column in which somebody answered such a number has others, below all that was answered.
        """
        return [_codes([row[at] for row in self.rows]) for at in range(len(self.all_columns))]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Leading columns, then those of questions."""
        return (*self.leading, *self.columns)


def has_words(cells: Sequence[Cell]) -> bool:
    """Whether any of the cells is a text."""
    return any(isinstance(cell, str) for cell in cells)


def further_of(numbers: Sequence[float]) -> int | None:
    """How far below -96 to -99 the codes of a column stand, from the numbers in it; None where there are no codes.

    Codes stand lower only where all higher ones were answered, so the lowest that follow without a gap are meant.

    >>> further_of([12, -98]), further_of([-98, -9998]), further_of([-9998, 12])
    (0, 9900, None)
    """
    found = None
    for further in FURTHER:
        if not any(Missing.DECLINED - further <= number <= Missing.WITHHELD - further for number in numbers):
            break
        found = further
    return found


def _codes(cells: Sequence[Cell]) -> Mapping[Missing, int]:
    numbers = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, Missing)]
    for further in FURTHER:
        codes = {reason: int(reason) - further for reason in Missing}
        if not any(min(codes.values()) <= number <= max(codes.values()) for number in numbers):
            break
    return codes
