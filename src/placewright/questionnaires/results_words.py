"""The program's own words in results, in the language of whoever reads them: results keep them in English.

What is kept never depends on a language: its bytes are digested, and come out the same for everybody. A word of the
program is known by the code beside it, so that the words of a questionnaire's options are never taken for one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from placewright.core.words import gettext, marked, spoken
from placewright.questionnaires.results_cells import NOT_KNOWN
from placewright.questionnaires.results_coding import OTHER
from placewright.questionnaires.results_model import WHY_WORDS, FigureLine, Group, Line, Profile, Results, Why
from placewright.questionnaires.results_tables import FIGURE_WORDS, OTHER_WORDS

Say = Callable[[str], str]
"""Gives words in a language; `str` leaves them in English."""

_JOINED = " / "
_NOT_KNOWN = marked("not known")
_FROZEN = spoken(
    {
        "questionnaire": "questionnaire",
        "data": "data",
        "recipe": "recipe",
        "code": "code",
        "version": "version",
        "layout": "layout",
        "tables": "tables",
    }
)


def line_words(line: Line, say: Say = gettext) -> str:
    """What an answer is called."""
    return say(OTHER_WORDS) if line.code == OTHER else line.label


def figure_words(line: FigureLine, say: Say = gettext) -> str:
    """What a figure is called."""
    return say(FIGURE_WORDS[line.code]) if line.code in FIGURE_WORDS else line.label


def group_words(group: Group, say: Say = gettext) -> str:
    """What a group is called; where several were joined, who is in none of them is named last."""
    if group.code == "":
        return say(group.label)
    if group.code == NOT_KNOWN:
        return say(_NOT_KNOWN)
    if group.code == OTHER and group.label.endswith(_JOINED + _NOT_KNOWN):
        return group.label.removesuffix(_NOT_KNOWN) + say(_NOT_KNOWN)
    return group.label


def profile_words(profile: Profile, say: Say = gettext) -> str:
    """What those who answered are told apart by."""
    return say(profile.label) if profile.code == "stratum" else profile.label


def why_words(why: Why, say: Say = gettext) -> str:
    """Why a number is withheld; empty where it is shown."""
    return say(WHY_WORDS[why]) if why in WHY_WORDS else ""


def omission_words(what: str, say: Say = gettext) -> str:
    """What was left out: numbers of whole tables or of a breakdown, or texts."""
    kind, by, code = what.partition(" by ")
    return say(marked("breakdown by %(question)s")) % {"question": code} if by else say(kind)


def method_words(results: Results, say: Say = gettext) -> tuple[str, ...]:
    """How results were made; results that were kept before there were words apart have them in English alone."""
    return tuple(line.spoken(say) for line in results.said) or results.method


def frozen_words(frozen: Mapping[str, str]) -> list[tuple[str, str]]:
    """What tables were made of, each digest with its name."""
    return [(_FROZEN.get(name, name), value) for name, value in sorted(frozen.items())]
