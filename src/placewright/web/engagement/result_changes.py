"""What answers that should be looked at change, as a page shows it: in words, and as a table with and without them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from placewright.core.printing import number
from placewright.questionnaires.results_layouts import layouts_of
from placewright.questionnaires.results_model import FlaggedChange, Panel, Results
from placewright.web.engagement.models import ResultSet
from placewright.web.engagement.result_pages import PANEL_WORDS

_SINCE = 4
"""The layout since which every change is kept, and not the largest alone."""


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """A sentence on what flagged answers change, and each change as a row."""

    words: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


def shown_changes(results: Results, made: ResultSet) -> ShownChanges | None:
    """What they change; None where nothing is flagged, or all is."""
    flagged = results.flagged
    if flagged.number == 0 or flagged.largest_change is None:
        return None
    if flagged.number < results.threshold:
        return ShownChanges(_("They are too few for what they change to be shown: it would tell what they answered."))
    largest = _("Without them the largest change of a share of those who answered, in points of a hundred: %(points)s.")
    words = largest % {"points": flagged.largest_change}
    if max(layouts_of(made.frozen), default=0) < _SINCE:
        return ShownChanges(words)
    if not flagged.changes:
        more = _("No number changes by a point or more that could be shown without telling what few of them answered.")
        return ShownChanges(f"{words} {more}")
    # without the sentence: its number is of answers as they came, and the rows are of shares that may be weighted
    more = _("Each change of a point or more that rests on enough answers, with and without them:")
    heads = (_("Question"), _("Answer"), _("With them"), _("Without them"), _("Change, in points"))
    labels = {table.code: one.label for one in results.questions for table in one.tables}
    return ShownChanges(more, heads, tuple(_row(one, labels.get(one.question, "")) for one in flagged.changes))


def _row(change: FlaggedChange, question: str) -> tuple[str, tuple[str, ...]]:
    parts = [question] if change.label in {question, ""} else [question, change.label]
    if change.panel is not Panel.ALL:
        parts.append(str(PANEL_WORDS[change.panel]))
    with_them = _number(change.count, change.share)
    return ": ".join(parts), (
        change.answer_label,
        with_them,
        _number(change.without, change.share_without),
        f"{change.points:+.1f}".replace("-", "\N{MINUS SIGN}"),
    )


def _number(count: int | None, share: float | None) -> str:
    if count is not None:
        return f"{count:,}"
    return "–" if share is None else f"{number(100 * share, 1)} %"
