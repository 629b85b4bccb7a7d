"""Sentences with their values apart, so that each reader has them in their own language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import Any

from placewright.core.late_dataclass import dataclass
from placewright.core.words import gettext, marked, ngettext


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it stands in the catalogue, with `%(name)s` where a value goes, and the values.

    A value that is said itself is part of the sentence, and translated with it. Where `several` are the words for more
    than one thing, `count` is how many there are.
    """

    words: str = ""
    values: Mapping[str, str | Said] = field(default_factory=dict)
    several: str = ""
    count: int = 1

    def __str__(self) -> str:
        """In English, as it is kept and written to files."""
        words = self._english
        return words % {name: str(value) for name, value in self.values.items()} if self.values else words

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
        counts = self.several and say is gettext
        words = ngettext(self.words, self.several, self.count) if counts else say(self._english)
        if not self.values:
            return words
        told = {name: value.spoken(say) if isinstance(value, Said) else value for name, value in self.values.items()}
        return words % told

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

    @property
    def _english(self) -> str:
        return self.several if self.several and self.count != 1 else self.words


Values = dict[str, str | Said]
"""What goes into a sentence, by name."""


def as_written(text: str) -> Said:
    """Words that a person wrote, which no catalogue holds."""
    return Said("%(text)s", {"text": text})


def as_said(text: str) -> Said:
    """The sentence that a text knows how to be, or the words that a person wrote."""
    return text.said if isinstance(text, Worded) else as_written(text)


class Worded(str):
    """An English sentence that knows how to be said in another language.

    It is a text like any other: compared, joined and written as English. Joined to another text it forgets.
    """

    said: Said

    def __new__(cls, said: Said | str) -> Worded:
        """The sentence; a text that is given back by a pickle gets its `said` back after this."""
        made = super().__new__(cls, str(said))
        made.said = as_said(said) if isinstance(said, str) else said
        return made


def worded(words: str, /, **values: object) -> str:
    """The words, marked for translation, with values in them.

    >>> worded("%(count)s of %(all)s", count=2, all=worded("all of them"))
    '2 of all of them'
    """
    return Worded(Said(words, _values(values)))


def worded_count(one: str, several: str, count: int, /, **values: object) -> str:
    """The same for one thing or for several; `%(count)s` says how many.

    >>> worded_count("%(count)s day", "%(count)s days", 2)
    '2 days'
    """
    return Worded(Said(one, _values({"count": count, **values}), several, count))


def sentences(*parts: str) -> str:
    """What is not empty of the parts, one after the other."""
    made = ""
    for part in filter(None, parts):
        made = worded(marked("%(first)s %(then)s"), first=made, then=part) if made else part
    return made


def listed_words(words: Iterable[str]) -> str:
    """The words as a list of which any may be meant: a, b or c."""
    *first, last = words
    return worded("%(list)s or %(last)s", list=enumerated(first), last=last) if first else last


def all_words(words: Iterable[str]) -> str:
    """The words as a list of which all are meant: a, b and c."""
    *first, last = words
    return worded("%(list)s and %(last)s", list=enumerated(first), last=last) if first else last


def enumerated(words: Iterable[str], between: str = ", ") -> str:
    """The words with commas between them, each in the language of the moment."""
    made = ""
    for one in words:
        made = Worded(Said(f"%(first)s{between}%(then)s", _values({"first": made, "then": one}))) if made else one
    return made


def in_words(text: str) -> str:
    """The text in the language that is spoken now, where it knows how to be said; else as it was written."""
    return text.said.spoken() if isinstance(text, Worded) else text


def kept_words(text: str) -> str | list[Any]:
    """The text as a JSON value, which `words_kept` says again."""
    return plain(text.said) if isinstance(text, Worded) else text


def words_kept(kept: str | list[Any]) -> str:
    """The text that `kept_words` made this of."""
    return Worded(from_plain(kept)) if isinstance(kept, list) else kept


def _values(values: Mapping[str, object]) -> Values:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> str | Said:
    """What a sentence says for a value; a name of a fixed list is a word of the program."""
    if isinstance(value, Worded):
        return value.said
    return Said(str(value)) if isinstance(value, StrEnum) else str(value)


def plain(said: Said) -> list[Any]:
    """The sentence and its values as JSON values."""
    values = {name: plain(value) if isinstance(value, Said) else value for name, value in said.values.items()}
    return [said.words, values, said.several, said.count] if said.several else [said.words, values]


def from_plain(kept: list[Any]) -> Said:
    """The sentence that `plain` made these values of."""
    words, values, *counted = kept
    told = {name: from_plain(value) if isinstance(value, list) else value for name, value in values.items()}
    return Said(words, told, *counted)
