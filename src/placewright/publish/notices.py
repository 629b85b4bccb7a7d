"""A notice that says what a document is, cut to a line: for the foot of paper and the head of pages."""

from __future__ import annotations

import re

_LONGEST = 160


def short_notice(notice: str) -> str:
    """The first sentences of a notice, as many as fit in a line or so, for the head or foot of every page.

    >>> short_notice("A worked example. It is no body's policy.")
    "A worked example. It is no body's policy."
    """
    sentences = re.split(r"(?<=[.!?])\s+", notice.strip())
    short = sentences[0]
    for sentence in sentences[1:]:
        if len(short) + len(sentence) >= _LONGEST:
            break
        short += " " + sentence
    if len(short) <= _LONGEST:
        return short
    return short[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
