"""Sentences of the method with their figures apart, so that each reader has them in their own language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from placewright.core.words import gettext


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it stands in the catalogue, with `%(name)s` where a value goes, and the values."""

    words: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English, as it is kept and written to files."""
        return self.words % self.values if self.values else self.words

    def spoken(self, say: Callable[[str], str] = gettext) -> str:
        """In the language that is spoken now, or as `say` says it."""
        return say(self.words) % self.values if self.values else say(self.words)


def as_written(text: str) -> Said:
    """Words that a person wrote, which no catalogue holds."""
    return Said("%(text)s", {"text": text})
