"""Sentences with their values apart, so that each reader has them in their own language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from placewright.core.words import gettext


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it stands in the catalogue, with `%(name)s` where a value goes, and the values.

    A value that is said itself is part of the sentence, and translated with it.
    """

    words: str = ""
    values: Mapping[str, str | Said] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English, as it is kept and written to files."""
        return self.words % {name: str(value) for name, value in self.values.items()} if self.values else self.words

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.words)

    def spoken(self, say: Callable[[str], str] = gettext) -> str:
        """In the language that is spoken now, or as `say` says it.

        >>> Said("%(figure)s is above %(than)s", {"figure": "gap", "than": Said("2")}).spoken()
        'gap is above 2'
        """
        if not self.words:
            return ""  # a catalogue answers an empty message with its own heading
        if not self.values:
            return say(self.words)
        told = {name: value.spoken(say) if isinstance(value, Said) else value for name, value in self.values.items()}
        return say(self.words) % told

    def with_values(self, told: Mapping[str, str]) -> Said:
        """The same with other words for some values, wherever these stand in it.

        >>> str(Said("%(figure)s is above %(than)s", {"figure": "gap", "than": "2"}).with_values({"gap": "3.1"}))
        '3.1 is above 2'
        """
        made = {
            name: value.with_values(told) if isinstance(value, Said) else told.get(value, value)
            for name, value in self.values.items()
        }
        return replace(self, values=made)

    def leaves(self) -> tuple[str, ...]:
        """Every plain value of the sentence and of what is said in it."""
        found = (value.leaves() if isinstance(value, Said) else (value,) for value in self.values.values())
        return tuple(leaf for leaves in found for leaf in leaves)


Values = dict[str, str | Said]
"""What goes into a sentence, by name."""


def as_written(text: str) -> Said:
    """Words that a person wrote, which no catalogue holds."""
    return Said("%(text)s", {"text": text})


def plain(said: Said) -> list[Any]:
    """The sentence and its values as JSON values."""
    values = {name: plain(value) if isinstance(value, Said) else value for name, value in said.values.items()}
    return [said.words, values]


def from_plain(kept: list[Any]) -> Said:
    """The sentence that `plain` made these values of."""
    words, values = kept
    return Said(
        words, {name: from_plain(value) if isinstance(value, list) else value for name, value in values.items()}
    )
