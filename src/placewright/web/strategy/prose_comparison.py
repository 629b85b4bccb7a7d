"""Two versions of a text compared in Wagtail's history: paragraph by paragraph, and words within those that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext
from wagtail.admin.compare import TextFieldComparison

from placewright.core.differences import Fate, aligned, word_differences

_ALIKE = 0.4
_BETWEEN = re.compile(r"\n[ \t]*\n+")
_FEW = 2
"""So many unchanged paragraphs are shown where they stand; more are folded away."""

Pair = tuple[str | None, str | None]


class ProseComparison(TextFieldComparison):  # type: ignore[misc]
    """A column of text: each paragraph in its place, what was taken out and put in marked within it."""

    def htmldiff(self) -> SafeString:
        """The paragraphs, those that are the same folded away where they are many."""
        return compared(_paragraphs(self.val_a), _paragraphs(self.val_b))


def compared(before: Sequence[str], after: Sequence[str]) -> SafeString:
    """The paragraphs or lines of two texts as one, with marks for what was taken out and put in."""
    pairs = list(aligned(before, after, key=str, text=str, least=_ALIKE))
    return format_html('<div class="pw-compared">{}</div>', format_html_join("", "{}", ((p,) for p in _parts(pairs))))


def _parts(pairs: Sequence[Pair]) -> Iterator[SafeString]:
    same: list[str] = []
    for before, after in pairs:
        if before == after and before is not None:
            same.append(before)
            continue
        yield from _folded(same)
        same = []
        yield format_html("<p>{}</p>", _marked(before or "", after or ""))
    yield from _folded(same)


def _folded(same: Sequence[str]) -> Iterator[SafeString]:
    shown = format_html_join("", "<p>{}</p>", ((one,) for one in same))
    if len(same) <= _FEW:
        yield shown
        return
    words = ngettext("%(n)s paragraph is the same", "%(n)s paragraphs are the same", len(same)) % {"n": len(same)}
    yield format_html("<details><summary>{}</summary>{}</details>", words, shown)


def _marked(before: str, after: str) -> SafeString:
    return format_html_join("", "{}", ((_stretch(one.fate, one.text),) for one in word_differences(before, after)))


def _stretch(fate: Fate, text: str) -> SafeString | str:
    if fate is Fate.REMOVED:
        return format_html('<del class="deletion">{}</del>', text)
    return format_html('<ins class="addition">{}</ins>', text) if fate is Fate.ADDED else text


def _paragraphs(value: Any) -> list[str]:
    return [part.strip("\n") for part in _BETWEEN.split(str(value or "").replace("\r\n", "\n")) if part.strip()]
