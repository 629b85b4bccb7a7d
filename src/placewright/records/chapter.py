"""A chapter of the strategy: prose with claims, figures, charts and tables by reference."""

from __future__ import annotations

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter in Markdown.

    `{{ claim:id }}` prints a claim's sentences, `{{ claim-id.figure }}` one of its figures, `{{ quoted:id }}` a number
    of a finding, event or funding stream, `{{ decided:id }}` one that was decided. A paragraph that is only
    `{{ chart:... }}`, `{{ map:... }}`, `{{ table:... }}`, `{{ logic:... }}`, `{{ swot }}`, `{{ priorities }}` or
    `{{ timeline }}` becomes that picture.
    """

    id: str
    title: str
    order: int
    text: str
    summary: str = ""
    foundation: str = ""
    places: tuple[str, ...] = ()
