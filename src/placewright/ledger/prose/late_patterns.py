"""Patterns that are compiled when a text is first held against them, since most hold no word that leads there."""

from __future__ import annotations

import re
from collections.abc import Iterator


class LatePattern:
    """A regular expression that is compiled once it is needed, with the methods of one that the rules use.

    >>> LatePattern(r"homes?", re.IGNORECASE).search("New Homes")[0]
    'Homes'
    """

    __slots__ = ("_flags", "_made", "_text")

    def __init__(self, text: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._text, self._flags = text, flags
        self._made: re.Pattern[str] | None = None

    def _compiled(self) -> re.Pattern[str]:
        if self._made is None:
            self._made = re.compile(self._text, self._flags)
        return self._made

    def search(self, text: str, *ends: int) -> re.Match[str] | None:
        """As `re.Pattern.search`, from one position to another."""
        return self._compiled().search(text, *ends)

    def match(self, text: str, *ends: int) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self._compiled().match(text, *ends)

    def finditer(self, text: str, *ends: int) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self._compiled().finditer(text, *ends)
