"""Whether tables that are made again are the ones that were kept, figure by figure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from placewright.questionnaires.results_layouts import in_layout


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many figures there are, and where kept and new ones are not the same to the last digit."""

    figures: int
    differing: tuple[str, ...] = ()
    """Paths, such as `questions/0/tables/0/rows/1/cells/0/share`."""
    words_differ: bool = False
    """Whether anything besides figures is not the same: a label, a quotation, a reason."""
    newer: int = 0
    """Figures that tables of today hold and the layout of the kept ones does not."""

    @property
    def agrees(self) -> bool:
        """Whether every figure is the same."""
        return not self.differing

    @property
    def is_same(self) -> bool:
        """Whether figures and words are the same, which is to say every byte."""
        return self.agrees and not self.words_differ


def compare_in_layout(kept: Mapping[str, object], again: Mapping[str, object], layouts: Sequence[int]) -> Comparison:
    """Compare kept tables with those of today as the kept ones are laid out.

    Args:
        kept: the kept tables.
        again: tables of today.
        layouts: which ones the kept tables may have; the one that fits best is taken.
    """
    whole = compare_tables(again, again).figures
    best = compare_tables(kept, again)
    for layout in layouts:
        held = in_layout(json.loads(json.dumps(again)), layout)
        found = replace(compare_tables(kept, held), newer=whole - compare_tables(held, held).figures)
        if (len(found.differing), found.words_differ) < (len(best.differing), best.words_differ):
            best = found
    return best


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
