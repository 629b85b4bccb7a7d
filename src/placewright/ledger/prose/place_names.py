"""Names of places: the East of England is not England, nor North Hertfordshire Hertfordshire."""

from __future__ import annotations

import re
from functools import lru_cache

_PARTS = r"north|south|east|west|central|mid|upper|lower|greater|inner|outer|new|northern|southern|eastern|western"
_PART_OF = re.compile(rf"\b(?:{_PARTS})(?:[ -](?:{_PARTS}))*(?: of)?(?: the)?\s*$", re.IGNORECASE)
"""What makes another place of the name behind it."""

_NO_PART = re.compile(r"\b(?:in|to|of|from|than|and|or) (?:the )?(?:north|south|east|west)(?: of)?\s*$")
"""`in the north of England` is England's north, and named by no capital."""


def is_same_place(said: str, known: str) -> bool:
    """Whether one name stands for the other: in full, or cut short without becoming another place's.

    >>> is_same_place("Welwyn", "Welwyn Hatfield"), is_same_place("East of England", "England")
    (True, False)
    """
    if said == known:
        return True
    shorter, longer = sorted((said, known), key=len)
    at = re.search(rf"(?<!\w){re.escape(shorter)}(?!\w)", longer) if shorter else None
    return at is not None and _PART_OF.search(longer[: at.start()]) is None


def names_place(name: str, text: str) -> bool:
    """Whether a text names a place by one of the names in a pattern, and not a part of it that has a name of its own.

    >>> names_place("England", "more than in the East of England"), names_place("England", "more than in England")
    (False, True)
    """
    return any(not _is_part(text[: match.start()]) for match in _said(name).finditer(text))


def _is_part(before: str) -> bool:
    part = _PART_OF.search(before)
    return part is not None and part[0][:1].isupper() and _NO_PART.search(before) is None


@lru_cache(maxsize=1_000)
def _said(names: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{names})\b")
