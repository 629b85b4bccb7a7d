"""Where an issue of a questionnaire or of its weights stands, in the language of who reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from placewright.core.issues import Issue
from placewright.core.words import gettext as _
from placewright.core.words import spoken
from placewright.web.common.mends import mend, said

_PARTS = spoken(
    {
        "page": "page",
        "whole": "whole",
        "group": "screen",
        "question": "question",
        "language": "language",
        "margin": "margin",
        "stratum": "stratum",
        "title": "title",
        "questions": "questions",
        "weights": "weights",
        "population": "population",
        "trimming": "trimming",
        "breakdowns": "breakdowns",
    }
)


def part_words(kind: str) -> str:
    """The name of a kind of part, such as a page."""
    return _PARTS.get(kind, kind)


def where_words(where: str) -> str:
    """What an issue calls a place: its kind is said, the code stays as somebody gave it."""
    kind, _space, code = where.partition(" ")
    if kind not in _PARTS:
        return where  # the path of a text
    if not code:
        return part_words(kind)
    if where == "margin stratum":
        code = part_words(code)  # no question's code: the margin by stratum
    return _("%(kind)s %(code)s") % {"kind": part_words(kind), "code": code}


def in_words(issues: Iterable[Issue]) -> list[Issue]:
    """Issues as they are shown in a list, each with its place in words."""
    return [
        replace(issue, where=where_words(issue.where), what=said(issue.what), fix=mend(issue.fix)) for issue in issues
    ]
