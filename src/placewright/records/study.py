"""A study: commissioned or published evidence, of which findings are graded statements."""

from __future__ import annotations

from datetime import date

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Study:
    """Who wrote what, when, by which method, and where it can be read.

    `read` says whether the study itself was read, or only what others say of it; `expires` is when it is too old to
    rest on.
    """

    id: str
    title: str
    by: str
    published: str
    url: str = ""
    commissioned: bool = False
    method: str = ""
    scope: str = ""
    licence: str = ""
    read: bool = True
    expires: date | None = None
    text: str = ""
