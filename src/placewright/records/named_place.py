"""A named place: a town or corridor that has no code, as a list of codes, with what is said of it."""

from __future__ import annotations

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A list of codes under one name; `within` is the district that holds it, `rule` how the codes were chosen.

    `missing` says what is not known of it, and why.
    """

    id: str
    name: str
    codes: tuple[str, ...]
    within: str = ""
    rule: str = ""
    vintage: str = ""
    missing: tuple[str, ...] = ()
    text: str = ""
