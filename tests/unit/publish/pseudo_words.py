"""A language without Latin letters for what is published: what it still says in them is data, or not marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from html import unescape
from typing import Any

from placewright.core import words

_LETTER = re.compile(r"%%|%\(\w+\)[sd]|&\w+;|[A-Za-z]")
_TEXT = re.compile(r"<script.*?</script>|<style.*?</style>|<title>.*?</title>|<svg.*?</svg>|<code.*?</code>", re.DOTALL)
_SHOWN = re.compile(r'>([^<>]+)<|(?:aria-label|alt|title|placeholder|data-head)="([^"]*)"')
_PHRASE = re.compile(r"[A-Za-z]{3}(?:[A-Za-z'’ ,-]*[A-Za-z])?")

NOT_WORDS = {
    "CSV", "SVG", "PNG", "PDF", "UA", "Word", "Excel", "Placewright", "Atom", "July", "January",
}  # fmt: skip
"""The same in every language: names of formats and of the program."""


ASKED: set[str] = set()
"""Every message that a page asked for."""


def pseudo(message: str) -> str:
    """The message in a language without Latin letters, its placeholders kept."""
    ASKED.add(message)
    return _LETTER.sub(lambda found: found[0] if len(found[0]) > 1 else "ŵ", message)


@contextmanager
def spoken_pseudo() -> Iterator[None]:
    """Fixed words in the pseudo-language for as long as it lasts."""
    ASKED.clear()
    words.speak(pseudo, lambda one, several, count: pseudo(one if count == 1 else several), lambda: "pseudo")
    try:
        yield
    finally:
        words.speak_catalogue("")


def texts_in(value: Any) -> Iterator[str]:
    """Every text that a view holds: what people wrote and what publishers released."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(key)
            yield from texts_in(item)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from texts_in(item)


def left_over(page: str, data: str) -> list[str]:
    """What a page says in Latin letters that no text of its data says."""
    found = []
    for match in _SHOWN.finditer(_TEXT.sub("", page)):
        text = " ".join(unescape(match[1] or match[2]).split())
        if any(phrase not in data and phrase not in NOT_WORDS for phrase in _PHRASE.findall(text)):
            found.append(text)
    return found


def phrases_left(text: str, data: str) -> list[str]:
    """The phrases in Latin letters of a plain text that no text of its data says."""
    return [one for one in _PHRASE.findall(text) if one not in data and one not in NOT_WORDS]
