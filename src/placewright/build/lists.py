"""The lists of places that claims speak of as one, and the indicators that each is wanted for."""

from __future__ import annotations

from collections.abc import Mapping

from placewright.places import list_code
from placewright.workspace.authored import Authored

Lists = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each indicator the lists of places it is wanted for: codes by the code that stands for them."""


def written_lists(authored: Authored) -> Lists:
    """The named places and lists of codes in the figures of claims and measures, by indicator."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for claim in authored.claims.values():
        for figure in claim.figures.values():
            if isinstance(figure.place, tuple) and len(figure.place) > 1:
                codes = tuple(dict.fromkeys(figure.place))
                found.setdefault(figure.indicator, {})[list_code(codes)] = codes
            for name in (figure.place, figure.as_.partition(":")[2]):
                if isinstance(name, str) and name in authored.places:
                    found.setdefault(figure.indicator, {})[name] = authored.places[name].codes
    return {name: dict(sorted(lists.items())) for name, lists in sorted(found.items()) if name}
