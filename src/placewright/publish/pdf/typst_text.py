"""Text as Typst expressions: every word of a strategy goes in as a string, so that nothing in it is markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from placewright.core.words import gettext as _
from placewright.records.prose import Number, Passage, Words

_SPACES = re.compile(r"\s+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\ufeff\ufff9-\uffff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)\]]")
_OUTSIDE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Marks:
    """What text may lead to: entries of the annexes and headings.

    `entries` maps a record (`claim:id`, `finding:id`) to the code that is printed for it, such as `A12`; `headings` are
    the labels of headings in the text.
    """

    entries: Mapping[str, str] = field(default_factory=dict)
    headings: Collection[str] = ()

    def code(self, record: str) -> str:
        """The code of a record's entry, or an empty string where there is none."""
        return self.entries.get(record, "")


def literal(text: str) -> str:
    """The text as a Typst string: spaces run together, characters that cannot be printed left out.

    >>> literal('Up 5%  on "2019" \\\\ #1')
    '"Up 5% on \\\\"2019\\\\" \\\\\\\\ #1"'
    """
    plain = _SPACES.sub(" ", _UNPRINTABLE.sub("", text))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def label(*names: str) -> str:
    """The name of a place in the document that links lead to: different names never give the same label.

    >>> label("heading", "work", "jobs & pay")
    'heading:work:jobs-20--26--20-pay'
    """
    return ":".join(re.sub(r"[^A-Za-z0-9_]", lambda found: f"-{ord(found[0]):x}-", name) for name in names)


def entry_label(code: str) -> str:
    """The name of an annex's entry."""
    return label("entry", code)


def chip(verdict: str) -> str:
    """A verdict as a word in a frame of its colour."""
    word = _(verdict)
    return f"chip({literal(verdict)}, {literal(word[:1].upper() + word[1:])})"


def array(items: Iterable[str]) -> str:
    """Typst expressions as one array.

    >>> array(['"a"'])
    '("a",)'
    """
    return "(" + "".join(f"{item}," for item in items) + ")"


def linked(text: str) -> str:
    """Plain words as an expression in which web addresses are links."""
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        pieces += [literal(text[end : found.start()])] if found.start() > end else []
        pieces.append(f"away({literal(found[0])}, {literal(found[0])})")
        end = found.end()
    pieces += [literal(text[end:])] if end < len(text) else []
    return _joined(pieces)


def prose(passages: Sequence[Passage], marks: Marks, *, chapter: str = "") -> str:
    """Passages as one expression, with numbers that lead to their entries and a mark behind each claim.

    Args:
        chapter: whose headings `#id` means.
    """
    return _joined([piece for passage in passages for piece in _passage(passage, marks, chapter)])


def _joined(pieces: Sequence[str]) -> str:
    return pieces[0] if len(pieces) == 1 else "{" + "; ".join(pieces or ['""']) + "}"


def _passage(passage: Passage, marks: Marks, chapter: str) -> Iterable[str]:
    own = marks.code(f"claim:{passage.claim}") if passage.claim else ""
    pieces: list[str] = []
    for run in passage.runs:
        if isinstance(run, Words):
            pieces.append(_words(run, marks, chapter))
            continue
        code = marks.code(run.record)
        pieces.append(_number(run, code))
        if code and code != own:
            pieces.append(_mark(code))
    if not own:
        return pieces
    tail = passage.text[len(passage.text.rstrip()) :]
    if tail and isinstance(passage.runs[-1], Words):
        pieces[-1] = _words(_without_tail(passage.runs[-1]), marks, chapter)
    return [*pieces, _mark(own), *(['" "'] if tail else [])]


def _without_tail(run: Words) -> Words:
    return Words(run.text.rstrip(), strong=run.strong, emphasis=run.emphasis, href=run.href)


def _mark(code: str) -> str:
    return f"mark({literal(code)}, {literal(entry_label(code))})"


def _number(run: Number, code: str) -> str:
    text = literal(run.text)
    return f"number({text}, {literal(entry_label(code))})" if code else text


def _words(run: Words, marks: Marks, chapter: str) -> str:
    text = literal(run.text)
    if run.strong:
        text = f"strong({text})"
    if run.emphasis:
        text = f"emph({text})"
    return _link(run.href, text, marks, chapter) if run.href else text


def _link(href: str, text: str, marks: Marks, chapter: str) -> str:
    if href.startswith(_OUTSIDE):
        return f"away({literal(href)}, {text})"
    if code := marks.code(href):
        return f"within({literal(entry_label(code))}, {text})"
    name = href.partition("#")[2]
    target = label("heading", chapter, name)
    return f"within({literal(target)}, {text})" if name and target in marks.headings else text
