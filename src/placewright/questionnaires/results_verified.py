"""Whether tables that are made again are the ones that were kept, figure by figure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many figures there are, and where kept and new ones are not the same to the last digit."""

    figures: int
    differing: tuple[str, ...] = ()
    """Paths, such as `questions/0/tables/0/rows/1/cells/0/share`."""
    words_differ: bool = False
    """Whether anything besides figures is not the same: a label, a quotation, a reason."""

    @property
    def agrees(self) -> bool:
        """Whether every figure is the same."""
        return not self.differing


def compare_tables(kept: Mapping[str, object], again: Mapping[str, object]) -> Comparison:
    """Compare tables as plain values; a figure that only one of them has differs.

    >>> compare_tables({"a": [1, 2.5]}, {"a": [1, 2.0]}).differing
    ('a/1',)
    """
    one, other = dict(_leaves(kept)), dict(_leaves(json.loads(json.dumps(again))))
    paths = list(dict.fromkeys([*one, *other]))
    figures = [path for path in paths if _is_figure(one.get(path)) or _is_figure(other.get(path))]
    differing = [path for path in figures if one.get(path) != other.get(path)]
    others = set(paths).difference(figures)
    return Comparison(len(figures), tuple(differing), any(one.get(path) != other.get(path) for path in others))


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    match value:
        case Mapping():
            for name, held in value.items():
                yield from _leaves(held, f"{path}/{name}" if path else str(name))
        case list() | tuple():
            for number, held in enumerate(value):
                yield from _leaves(held, f"{path}/{number}" if path else str(number))
        case _:
            yield path, value


def _is_figure(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
