"""What a message says to who works in a browser: in their language, and with a page where it names a command."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placewright.core.errors import PlacewrightError
from placewright.core.issues import Issue
from placewright.core.said import Said, as_said, as_written, in_words, words_kept

_COMMAND = re.compile(r"`placewright ([a-z]+)([^`]*)`")
_NEXT = re.compile(r"(?<=[.?!])\s+(?=[A-Z`'‘“\"])")

_MENDS = {
    "adopt": gettext_lazy("Refresh the data under Data, in the team's menu."),
    "build": gettext_lazy("Press Build again under Data, in the team's menu."),
    "check": gettext_lazy("The ledger desk shows all of them."),
    "edition": gettext_lazy("Make the edition under Co-design, in the team's menu."),
    "export": gettext_lazy("Export it under Export and import, in the team's menu of the application that holds it."),
    "fetch": gettext_lazy("Refresh the data under Data, in the team's menu."),
    "new": gettext_lazy("Whoever runs the server makes a workspace and serves that."),
    "outlines": gettext_lazy("Whoever runs the server fetches the outlines of the places."),
    "profile": gettext_lazy("The explorer shows what is published of a place."),
    "review": gettext_lazy("Open it, read it against what it rests on, and sign it off when publishing it."),
}
_LISTS = {
    "indicators": gettext_lazy("The explorer lists all indicators."),
    "places": gettext_lazy("The explorer lists all places."),
    "sources": gettext_lazy("Data, in the team's menu, lists all sources."),
    "editions": gettext_lazy("Co-design, in the team's menu, lists all editions."),
}
_SPOT = re.compile(r"(?:^|(?<=, ))(?P<kind>sheet|rows?|line|column) (?P<name>'[^']*'|\d+|[A-Z]{1,3}\b)")
_SPOTS = {
    "sheet": gettext_lazy("sheet %(name)s"),
    "row": gettext_lazy("row %(name)s"),
    "rows": gettext_lazy("rows %(name)s"),
    "line": gettext_lazy("line %(name)s"),
    "column": gettext_lazy("column %(name)s"),
}
_ANY_LIST = gettext_lazy("The lists in the team's menu show those there are.")


def said(text: str | list[Any] | None) -> str:
    """What is wrong, in the reader's language; also of what was kept as JSON."""
    return in_words(words_kept(text or ""))


def mend(fix: str | list[Any] | None) -> str:
    """How to mend it in a browser, in the reader's language: a page and a button stand where a command is named."""
    parts = _sentences(as_said(words_kept(fix or "")))
    return " ".join(dict.fromkeys(_in_the_browser(part) for part in parts if part))


def said_by(error: PlacewrightError) -> str:
    """What an error says and how to mend it, for a page."""
    return f"{said(error.what)} {mend(error.fix)}".strip()


def told_by(error: PlacewrightError) -> str:
    """The same after the file or the record that it speaks of, where it names one."""
    return f"{spot(error.where)}: {said_by(error)}" if error.where else said_by(error)


def kept_by(error: PlacewrightError) -> str:
    """An error as a text to keep, which `told_again` says in whatever language is read then."""
    return json.dumps(Issue.of_error(error).as_plain(), ensure_ascii=False)


def told_again(kept: str) -> str:
    """What `kept_by` made this of, as `told_by` says it; another text stays."""
    try:
        words = json.loads(kept)
        return told_by(PlacewrightError(words_kept(words["what"]), where=words["where"], fix=words_kept(words["fix"])))
    except (ValueError, TypeError, KeyError):
        return kept


def spot(where: str | None) -> str:
    """Where something is wrong: `sheet`, `row`, `line` and `column` in the reader's language, names as they are."""
    return _SPOT.sub(lambda found: str(_SPOTS[found["kind"]]) % {"name": found["name"]}, where or "")


def _sentences(told: Said) -> Iterator[Said]:
    """Each sentence by itself; one that holds others is taken apart."""
    first, then = told.values.get("first"), told.values.get("then")
    if told.words == "%(first)s %(then)s" and first is not None and then is not None:
        for part in (first, then):
            yield from _sentences(part if isinstance(part, Said) else as_written(part))
    elif _COMMAND.search(str(told)) and told.words == "%(text)s":
        yield from map(as_written, _NEXT.split(str(told)))
    else:
        yield told


def _in_the_browser(part: Said) -> str:
    command = _COMMAND.search(str(part))
    if command is None:
        return part.spoken() if part.words != "%(text)s" else str(part)
    name, rest = command[1], command[2].split()
    if name == "list":
        return str(next((words for kind, words in _LISTS.items() if kind in rest), _ANY_LIST))
    return str(_MENDS[name]) if name in _MENDS else _("Ask whoever runs the server: %(mend)s") % {"mend": part.spoken()}
