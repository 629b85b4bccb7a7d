"""Comparatives that compare: those in the name of a place say nothing of more or less."""

from __future__ import annotations

import re

_IN_NAMES = {
    "greater": r"greater(?! (?-i:[A-Z]))",  # Greater Manchester, Greater London
    "less": r"less(?! extra-regio)",  # the United Kingdom less extra-regio
}
_ONE_OF_SEVERAL = re.compile(rf"(?<![^|(:>])(?:{'|'.join(_IN_NAMES)})(?![^|)])")


def comparing(words: str) -> str:
    """Alternatives of a regular expression, of which `greater` and `less` do not find a name.

    >>> found = re.compile(comparing("(?:more|greater|less) [a-z]+"), re.IGNORECASE)
    >>> found.search("Greater Manchester has greater needs")[0], found.search("the UK less extra-regio")
    ('greater needs', None)
    """
    return _ONE_OF_SEVERAL.sub(lambda found: _IN_NAMES[found[0]], words)
