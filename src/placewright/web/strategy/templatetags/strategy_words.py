"""Filters of the team's templates: verdicts, severities, intervals and periods in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from placewright.core.periods import day_if_one
from placewright.core.said import from_plain
from placewright.evidence.fetching import Outcome
from placewright.publish.strategy_site import STANCES, VERDICTS
from placewright.records.verdict import FigureResult
from placewright.web.common import mends
from placewright.web.strategy import file_differences
from placewright.web.strategy.file_differences import DiffLine

register = template.Library()
register.filter("day_if_one", day_if_one)


@register.filter
def verdict_word(verdict: str) -> str:
    """A verdict as a word."""
    return VERDICTS[verdict][0] if verdict in VERDICTS else verdict


@register.filter
def word(name: str) -> str:
    """A mark beside a verdict, a kind of signal or another name of ours as a word."""
    return _(name)


@register.filter
def fetched_word(outcome: str, from_publishers: bool) -> str:
    """What became of a dataset in a refresh, as words; a dataset that no publisher is asked for says what to do."""
    if outcome == Outcome.NOT_FOUND and from_publishers:
        return _("not asked for over the network: upload its files")
    return {
        Outcome.NEW: _("new"),
        Outcome.UNCHANGED: _("unchanged"),
        Outcome.REFUSED: _("refused"),
        Outcome.NOT_REACHED: _("not reached"),
        Outcome.NOT_FOUND: _("no file found"),
    }.get(Outcome(outcome), outcome)


@register.filter
def stance_word(stance: str) -> str:
    """What a claim says of the place, as a word."""
    return STANCES[stance][0].lower() if stance in STANCES else stance


@register.filter
def as_said(kept: str | list[Any]) -> str:
    """A sentence that was kept with its values apart, in the reader's language; a text as it stands."""
    return from_plain(kept).spoken() if isinstance(kept, list) else kept


@register.filter
def spot(where: str) -> str:
    """Where something is wrong, in the reader's language."""
    return mends.spot(where)


@register.filter
def told_again(kept: str) -> str:
    """An error that was kept as a text, in the reader's language."""
    return mends.told_again(kept)


@register.filter
def line_differences(file: Mapping[str, Any]) -> tuple[DiffLine, ...]:
    """How the file here becomes the one in an archive."""
    return file_differences.line_differences(file.get("here"), file.get("there"))


@register.filter
def how_far(progress: str) -> str:
    """How far work is, in words, from what its process tells: `pages 37/365` is 37 of 365 pages."""
    name, _space, counted = progress.rpartition(" ")
    done, _slash, of = counted.partition("/")
    if not (name and done.isdecimal() and of.isdecimal()):
        return progress
    known = {
        "evidence": _("%(done)s of %(of)s indicators computed"),
        "pages": _("%(done)s of %(of)s pages made"),
        "another build of this folder is waited for": _("another build of this folder is waited for"),
    }
    return known.get(name, _("%(name)s: %(done)s of %(of)s")) % {"name": name, "done": done, "of": of}


@register.filter
def said(text: str | list[Any] | None) -> str:
    """What is wrong, in the reader's language."""
    return mends.said(text)


@register.filter
def in_the_browser(fix: str | list[Any] | None) -> str:
    """How to mend an issue, for whom the command that it names is a page and a button."""
    return mends.mend(fix)


@register.filter
def severity_word(severity: str) -> str:
    """How grave an issue is."""
    return {"error": _("Error"), "warning": _("Warning"), "note": _("Note")}.get(severity, severity)


@register.filter
def interval_of(figure: FigureResult) -> str:
    """The figure's interval as it is printed, or that none is known."""
    if figure.value is None:
        return "–"
    return figure.parts.get("interval") or _("none known")


@register.filter
def periods_of(figure: FigureResult) -> str:
    """The figure's period, and since when."""
    return f"{figure.from_period} – {figure.period_label}" if figure.from_period else figure.period_label


@register.filter
def as_json(value: Any) -> str:
    """The value as JSON for an attribute."""
    return json.dumps(value)
