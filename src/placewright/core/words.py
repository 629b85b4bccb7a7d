"""The fixed words that people read, in the language that is spoken: from a catalogue, or as they stand in the code.

The program's words are English and stand where they are used, marked by `_`. A build speaks one language, the web
application that of each reader; both say so here once, and everything below asks here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar, overload

Spoken = TypeVar("Spoken")
Row = TypeVar("Row", bound=tuple[str, ...])
One = Callable[[str], str]
Several = Callable[[str, str, int], str]


class _Speaker:
    """Who says the words now."""

    def __init__(self) -> None:
        self.be_silent()

    def be_silent(self) -> None:
        """Say the words as they stand."""
        self.one: One = str
        self.several: Several = lambda one, several, count: one if count == 1 else several
        self.language: Callable[[], str] = str
        self.of_place: Callable[[], AbstractContextManager[object]] = nullcontext
        self.catalogue = ""


_SPEAKER = _Speaker()


def gettext(words: str) -> str:
    """The words in the language that is spoken."""
    return _SPEAKER.one(words) if words else words


def marked(words: str) -> str:
    """The words as they stand, named here so that translators find them; they are translated where they are printed."""
    return words


def ngettext(one: str, several: str, count: int) -> str:
    """The words for one thing or for several, in the language that is spoken."""
    return _SPEAKER.several(one, several, count)


def speak(
    one: One,
    several: Several,
    language: Callable[[], str],
    of_place: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> None:
    """Have words translated by these functions from now on.

    Args:
        one: gives the words for one message.
        several: gives those for a number of things.
        language: names the language of this moment, so that what is kept of it is kept apart from that of others.
        of_place: while what it gives lasts, the language is that of the place; only needed where readers choose theirs.
    """
    _SPEAKER.one, _SPEAKER.several, _SPEAKER.language, _SPEAKER.catalogue = one, several, language, ""
    _SPEAKER.of_place = of_place


def spoken_language() -> str:
    """What names the language that is spoken at this moment; empty where words are said as they stand."""
    return _SPEAKER.language()


def language_of_place() -> AbstractContextManager[object]:
    """While it lasts, words are in the language of the place, whoever reads: those that authored sentences print."""
    return _SPEAKER.of_place()


def speak_catalogue(path: str) -> None:
    """Have words come from a compiled catalogue (`.mo`) from now on; with no path, as they stand."""
    if not path:
        _SPEAKER.be_silent()
        return
    content = Path(path).read_bytes()
    words, digest = GNUTranslations(BytesIO(content)), hashlib.sha256(content).hexdigest()
    speak(words.gettext, words.ngettext, lambda: digest)  # another catalogue at the same path is another language
    _SPEAKER.catalogue = path


def spoken_catalogue() -> str:
    """The catalogue that words come from, for another process to speak the same; empty where there is none."""
    return _SPEAKER.catalogue


class _SpokenMapping(Mapping[str, Any]):
    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def __getitem__(self, key: str) -> Any:
        return _said(self._words[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


class _SpokenRows(Sequence[tuple[str, ...]]):
    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        self._rows = rows

    def __getitem__(self, at: Any) -> Any:
        found = self._rows[at]
        return tuple(map(_row, found)) if isinstance(at, slice) else _row(found)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SpokenRows) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(tuple(self._rows))

    def __repr__(self) -> str:
        return f"spoken({self._rows!r})"


@overload
def spoken(words: Mapping[str, Spoken]) -> Mapping[str, Spoken]: ...
@overload
def spoken(words: tuple[Row, ...]) -> Sequence[Row]: ...
def spoken(words: Any) -> Any:
    """A fixed list of words, each in the language spoken when it is read: the values of a mapping, or rows by an id.

    >>> spoken({"holds": ("Holds", "The evidence bears this out.")})["holds"][0]
    'Holds'
    """
    return _SpokenMapping(words) if isinstance(words, Mapping) else _SpokenRows(words)


def _said(value: Any) -> Any:
    return gettext(value) if isinstance(value, str) else tuple(map(gettext, value))


def _row(row: tuple[str, ...]) -> tuple[str, ...]:
    return (row[0], *map(gettext, row[1:]))
