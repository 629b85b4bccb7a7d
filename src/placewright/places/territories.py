"""Which codes are one territory, and the code that stands for a list of places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from placewright.places.registry import registry


@lru_cache(maxsize=4096)
def same_territory(code: str) -> tuple[str, ...]:
    """Every other code recorded as the same territory, through one another, and last those that are nearly it."""
    places = registry()
    if not places.is_known(code):
        return ()
    same, queue = [code], [code]
    nearly: list[str] = []
    while queue:
        for other in places.equivalents(queue.pop(0)):
            if len(other.codes) != 1 or other.codes[0] in (*same, *nearly):
                continue
            (same if other.relation == "same" else nearly).append(other.codes[0])
            if other.relation == "same":
                queue.append(other.codes[0])
    return (*same[1:], *nearly)


def list_code(codes: Sequence[str]) -> str:
    """The code under which the evidence keeps a list of places that counts as one.

    >>> list_code(("E07000243", "E07000099"))
    'E07000099+E07000243'
    """
    return "+".join(sorted(dict.fromkeys(codes)))
