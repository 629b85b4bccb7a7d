"""An index of texts in memory: which hold the words that are asked for, the best first, and where they stand."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from markupsafe import Markup, escape

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_COMMON = frozenset(
    ("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "that", "the")
) | {"to", "was", "were", "which", "with"}
"""Words that tell nothing of what is asked for."""
_TITLE, _KEYS, _TEXT = 6.0, 4.0, 1.0
_WHOLE, _BEGUN, _MEANT = 1.0, 0.45, 0.3
"""What a match counts: of the whole word, of a word that only begins so, and of another word for the same."""
_ALIKE_GROUPS = (
    ("pay", "wage", "salary", "earning"),
    ("business", "firm", "company", "enterprise"),
    ("home", "house", "housing", "dwelling"),
    ("unemployment", "unemployed", "jobless"),
    ("productivity", "gva", "output"),
    ("broadband", "internet", "gigabit"),
    ("poverty", "deprivation"),
    ("rail", "train", "railway"),
)
_ALIKE = {word: tuple(one for one in group if one != word) for group in _ALIKE_GROUPS for word in group}
"""Words in which somebody asks for what the evidence calls otherwise, as they are kept."""
_MOST_WORDS = 12
_AROUND = 95


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: its kind, title, text and address from the root, and more words that lead to it.

    `weight` puts the chief ones before others that match alike.
    """

    kind: str
    title: str
    text: str
    href: str
    keys: str = ""
    weight: float = 1.0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found, with its score."""

    entry: Entry
    score: float


class SearchIndex:
    """Entries by the words in them.

    >>> index = SearchIndex([Entry("place", "Stevenage", "A district.", "a"), Entry("place", "Ware", "Town.", "b")])
    >>> [found.entry.title for found in index.find("districts")], index.did_you_mean("stevenige")
    (['Stevenage'], 'stevenage')
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._of_word: dict[str, dict[int, float]] = {}
        self._spelled: dict[str, str] = {}
        for number, entry in enumerate(self.entries):
            for text, weight in ((entry.title, _TITLE), (entry.keys, _KEYS), (entry.text, _TEXT)):
                for word, count in Counter(words_of(text)).items():
                    held = self._of_word.setdefault(stem(word), {})
                    held[number] = held.get(number, 0.0) + weight * (1 + math.log(count))
                    self._spelled.setdefault(stem(word), word)
        self._sorted = sorted(self._of_word)
        self._lengths = [1 + math.log(1 + len(entry.text) / 200) for entry in self.entries]

    def find(self, asked: str) -> list[Found]:
        """What holds every word that is asked for, or else some of them; the best first."""
        wanted = asked_words(asked)
        if not wanted:
            return []
        each = [self._holding(word) for word in wanted]
        held = [set(found) for found in each]
        numbers = set.intersection(*held) or set.union(*held)
        scored = []
        for number in numbers:
            score = sum(found.get(number, 0.0) for found in each) / self._lengths[number]
            entry = self.entries[number]
            whole = (
                2.5 if _plain(entry.title) == _plain(asked) else 1.4 if _plain(asked) in _plain(entry.title) else 1.0
            )
            scored.append(Found(entry, score * entry.weight * whole))
        return sorted(scored, key=lambda found: (-found.score, found.entry.kind, found.entry.title))

    def did_you_mean(self, asked: str) -> str:
        """The question with each word that nothing holds replaced by the nearest that something does; empty if none."""
        better, is_other = [], False
        for word in words_of(asked)[:_MOST_WORDS]:
            if word in _COMMON or self._holding(stem(word)):
                better.append(word)
                continue
            near = get_close_matches(stem(word), self._sorted, n=1, cutoff=0.7)
            better.append(self._spelled[near[0]] if near else word)
            is_other = is_other or bool(near)
        return " ".join(better) if is_other else ""

    def _holding(self, word: str) -> dict[int, float]:
        """The entries that hold a word, or one that begins with it, each with what that counts."""
        found: dict[int, float] = {}
        for known, share in self._like(word):
            held = self._of_word[known]
            rare = math.log(1 + len(self.entries) / len(held))
            for number, weight in held.items():
                found[number] = max(found.get(number, 0.0), share * weight * rare)
        return found

    def _like(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self._of_word:
            yield word, _WHOLE
        for other in _ALIKE.get(word, ()):
            if other in self._of_word:
                yield other, _MEANT
        if len(word) < 3:
            return
        at = bisect_left(self._sorted, word)
        while at < len(self._sorted) and self._sorted[at].startswith(word):
            if self._sorted[at] != word:
                yield self._sorted[at], _BEGUN
            at += 1


def asked_words(asked: str) -> list[str]:
    """The words of a question as the index keeps them; common ones only where there are no others."""
    words = words_of(asked)[:_MOST_WORDS]
    telling = [word for word in words if word not in _COMMON]
    return list(dict.fromkeys(stem(word) for word in telling or words))


def excerpt(text: str, asked: str) -> Markup:
    """The part of a text around the first word that is asked for, each such word marked; its beginning if none is."""
    wanted = asked_words(asked)
    marks = list(_marks(text, wanted))
    middle = marks[0][0] if marks else 0
    start = 0 if middle < _AROUND else _word_start(text, middle - _AROUND)
    end = len(text) if len(text) - start < 3.2 * _AROUND else _word_start(text, min(len(text), start + 3 * _AROUND))
    pieces = ["… " if start else ""]
    at = start
    for left, right in marks:
        if left < start or right > end:
            continue
        pieces.append(f"{escape(text[at:left])}<mark>{escape(text[left:right])}</mark>")
        at = right
    pieces.append(f"{escape(text[at:end].rstrip())}{' …' if end < len(text) else ''}")
    return Markup("".join(pieces))  # noqa: S704 - every piece of the text is escaped


def marked(text: str, asked: str) -> Markup:
    """The whole text, each word that is asked for marked."""
    pieces, at = [], 0
    for left, right in _marks(text, asked_words(asked)):
        pieces.append(f"{escape(text[at:left])}<mark>{escape(text[left:right])}</mark>")
        at = right
    pieces.append(str(escape(text[at:])))
    return Markup("".join(pieces))  # noqa: S704 - every piece of the text is escaped


def words_of(text: str) -> list[str]:
    """The words of a text in plain small letters.

    >>> words_of("Café's GVA, per hour: 102.6")
    ['cafe', 'gva', 'per', 'hour', '102', '6']
    """
    return [word.partition("'")[0] for word in _WORD.findall(_plain(text))]


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The word without the ending that makes it several.

    >>> stem("districts"), stem("industries"), stem("gas")
    ('district', 'industry', 'gas')
    """
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _marks(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    wanted = [*wanted, *(other for one in wanted for other in _ALIKE.get(one, ()))]
    plain = _plain(text)
    if len(plain) != len(text):  # a letter that is several in plain: the places would not be those of the text
        plain = text.lower()
    for found in _WORD.finditer(plain):
        word = stem(found[0].partition("'")[0])
        if any(word == one or (len(one) > 2 and word.startswith(one)) for one in wanted):
            yield found.start(), found.end()


def _word_start(text: str, at: int) -> int:
    """The start of the next word at or after a place in the text."""
    space = text.find(" ", at)
    return at if space < 0 or space - at > 30 else space + 1


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("\u2019", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
