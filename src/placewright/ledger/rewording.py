"""Other words for a paragraph of a chapter, put into its Markdown with the placeholders where they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from placewright.core.differences import BoundedMatcher
from placewright.core.differences import words_of as cut
from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.ledger.placeholders import find_placeholders, split_text
from placewright.ledger.resolving import mark, markdown, words_of
from placewright.records.paragraphs import plain

_MARK = re.compile("[\ue000-\uf8ff]")
_MARKUP = re.compile(r"([\\`*_\[\]<>&])")
_BY_HAND = worded("Put the words in by hand.")

Pieces = Sequence[tuple[str, str]]
"""The words of a paragraph as they were printed, each with what it comes from, which is empty for plain text."""


class CannotReword(PlacewrightError):
    """Words that cannot be put into a chapter by a program."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A paragraph of Markdown: its lines, what stands before its text, and the text with and without its markup.

    A letter for private use stands in both for each placeholder.
    """

    first: int
    last: int
    before: str
    written: str
    plain: str


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as printed: where it stands in the plain text, and the letter of the placeholder that printed it."""

    text: str
    start: int
    end: int
    letter: str = ""


def reword(text: str, pieces: Pieces, proposed: str) -> str:
    """The Markdown with one paragraph saying what was proposed; claims and figures stay placeholders.

    Args:
        text: the chapter's Markdown.
        pieces: the paragraph as it was printed when the words were proposed.
        proposed: the words that it is to say, with figures as they were printed.

    Raises:
        CannotReword: the paragraph reads differently now, or the words change what a claim or figure prints.
    """
    wanted = plain(proposed)
    if "\n\n" in proposed.strip():
        raise CannotReword(worded("The words make more than one paragraph."), fix=_BY_HAND)
    if "{{" in wanted or "}}" in wanted or _MARK.search(wanted):
        raise CannotReword(worded("The words hold braces of placeholders."), fix=_BY_HAND)
    placeholders, _ = find_placeholders(text, where="")
    letters = iter(range(len(placeholders)))
    parts = split_text(text, placeholders)
    lettered = "".join(part if isinstance(part, str) else mark(next(letters)) for part in parts)
    source, printed = _find(lettered, pieces)
    changed = _changed(source, printed, dict(_names(source, pieces)), wanted)
    lines = lettered.split("\n")
    made = "\n".join([*lines[: source.first], *([source.before + changed] if wanted else []), *lines[source.last :]])
    if wanted and not any(_expanded(one.plain, printed) == wanted for one in _sources(made)):
        raise CannotReword(worded("The words fall on emphasis or a link of the paragraph."), fix=_BY_HAND)
    raws = {mark(n): one.raw for n, one in enumerate(placeholders)}
    return re.sub(r"\n{3,}", "\n\n", _MARK.sub(lambda found: raws[found[0]], made))


def _find(lettered: str, pieces: Pieces) -> tuple[_Source, Mapping[str, str]]:
    """The paragraph that was printed so, and what each of its placeholders printed."""
    words = [plain(words) for source, words in pieces if source]
    before = plain("".join(words for _, words in pieces))
    for source in _sources(lettered):
        found = _MARK.findall(source.plain)
        if len(found) == len(words):
            printed = dict(zip(found, words, strict=True))
            if _expanded(source.plain, printed) == before:
                return source, printed
    raise CannotReword(worded("The paragraph reads differently now."), fix=_BY_HAND)


def _names(source: _Source, pieces: Pieces) -> Iterator[tuple[str, str]]:
    yield from zip(_MARK.findall(source.plain), [name for name, _ in pieces if name], strict=True)


def _sources(lettered: str) -> Iterator[_Source]:
    """The paragraphs, headings and items of a Markdown text."""
    lines = lettered.split("\n")
    for token in markdown().parse(lettered):
        if token.type != "inline" or not token.map or not token.content.strip():
            continue
        first, last = token.map
        beginning = token.content.split("\n")[0]
        at = lines[first].find(beginning)
        if at < 0:
            continue
        written = " ".join(token.content.split())
        yield _Source(first, last, lines[first][:at], written, _without_markup(written))


def _without_markup(written: str) -> str:
    tokens = markdown().parseInline(written)
    return plain("".join(words.text for token in tokens for words in words_of(token.children or [])))


def _expanded(text: str, printed: Mapping[str, str]) -> str:
    return plain(_MARK.sub(lambda found: printed.get(found[0], ""), text))


def _tokens(source: _Source, printed: Mapping[str, str]) -> Iterator[_Token]:
    at = 0
    for part in re.split(f"({_MARK.pattern})", source.plain):
        if part in printed:
            yield from (_Token(word, at, at + 1, part) for word in cut(printed[part]))
            at += 1
            continue
        for word in cut(part):
            yield _Token(word, at, at + len(word))
            at += len(word)


def _changed(source: _Source, printed: Mapping[str, str], names: Mapping[str, str], wanted: str) -> str:
    """The paragraph's Markdown with the words changed that differ, and everything else as it was."""
    tokens = list(_tokens(source, printed))
    after = cut(wanted)
    positions = _positions(source)
    written = source.written
    edits: list[tuple[int, int, str]] = []
    for kind, a, b, c, d in BoundedMatcher([token.text for token in tokens], after).get_opcodes():
        if kind == "equal":
            continue
        new = "".join(after[c:d])
        _keep_placeholders(tokens, a, b, new, names)
        start = positions[tokens[a].start] if a < b else (positions[tokens[a - 1].end - 1] + 1 if a else 0)
        end = positions[tokens[b - 1].end - 1] + 1 if a < b else start
        edits.append((start, end, _MARKUP.sub(r"\\\1", new)))
    for start, end, new in reversed(edits):
        written = written[:start] + new + written[end:]
    return " ".join(written.split())


def _keep_placeholders(tokens: Sequence[_Token], a: int, b: int, new: str, names: Mapping[str, str]) -> None:
    """Refuse a change that touches the words of a claim or a figure; one may only be taken out whole."""
    touched = {token.letter for token in tokens[a:b] if token.letter}
    if a == b and 0 < a < len(tokens) and tokens[a].letter and tokens[a].letter == tokens[a - 1].letter:
        touched.add(tokens[a].letter)
    for letter in touched:
        own = [n for n, token in enumerate(tokens) if token.letter == letter]
        if own[0] < a or own[-1] >= b or any(sign.isalnum() for sign in new):
            raise CannotReword(
                worded("The words change what %(name)s prints.", name=names[letter]),
                fix=worded("Change the claim or figure itself, then put the other words in by hand."),
            )


def _positions(source: _Source) -> list[int]:
    """Where each letter of the plain text stands in the written one, which holds the same letters and markup."""
    found, at = [], 0
    for letter in source.plain:
        at = source.written.find(letter, at)
        if at < 0:
            raise CannotReword(worded("The paragraph has markup that a program cannot follow."), fix=_BY_HAND)
        found.append(at)
        at += 1
    return found
