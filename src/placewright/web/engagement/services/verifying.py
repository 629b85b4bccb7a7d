"""Making frozen tables again from the answers that they were made of, to see whether every figure stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.results import make_results
from placewright.questionnaires.results_frozen import frozen_digests, tables_digest
from placewright.questionnaires.results_model import plain_results
from placewright.questionnaires.results_verified import Comparison, compare_tables
from placewright.web.common.event_log import Actor, record_event
from placewright.web.engagement.models import ResultSet
from placewright.web.engagement.result_replies import counted_responses
from placewright.web.engagement.text_reviews import quotes_now

_MADE_OF = ("questionnaire", "data", "recipe")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of making tables again.

    Args:
        changed: what the tables were made of and is not the same any more: `questionnaire`, `data`, `recipe`.
        is_whole: whether the kept tables are those that were frozen.
        code_differs: whether another version of the program made them.
        comparison: figure by figure; None where the tables cannot be made again.
    """

    changed: tuple[str, ...]
    is_whole: bool
    code_differs: bool
    comparison: Comparison | None

    @property
    def agrees(self) -> bool:
        """Whether the kept tables are whole, and every figure came out again from the same answers."""
        return self.is_whole and not self.changed and self.comparison is not None and self.comparison.agrees

    @property
    def in_words(self) -> str:
        """What came of it, in sentences."""
        return " ".join(_sentences(self))


def verify(made: ResultSet, *, by: Actor | None = None) -> Verified:
    """Make the tables again from the answers that count now, and compare. What is kept is not touched."""
    counted = counted_responses(made.instrument)
    comparison = None
    try:
        tables = make_results(counted.newest, counted.replies, counted.plan)
    except PlacewrightError:  # nobody is left whose answers count
        now = dict.fromkeys((*_MADE_OF, "code"), "")
    else:
        tables = replace(tables, quotes=quotes_now(made.instrument))
        now = frozen_digests(counted.versions, counted.replies, counted.plan, tables)
        comparison = compare_tables(made.tables, plain_results(tables))
    found = Verified(
        changed=tuple(name for name in _MADE_OF if made.frozen.get(name) != now[name]),
        is_whole=tables_digest(made.tables) == made.frozen.get("tables"),
        code_differs=made.frozen.get("code") != now["code"],
        comparison=comparison,
    )
    note = f"{made.number}: {'every figure agrees' if found.agrees else 'not every figure could be confirmed'}"
    record_event("verified results of", "instrument", made.instrument.slug, by=by, note=note)
    return found


def _sentences(found: Verified) -> list[str]:
    said = []
    if not found.is_whole:
        said.append(_("The kept tables are not those that were frozen: somebody changed them in the database."))
    names = {"questionnaire": _("the questionnaire"), "data": _("the answers that count"), "recipe": _("the weights")}
    if found.changed:
        what = ", ".join(names[name] for name in found.changed)
        said.append(
            _(
                "Since they were made these have changed: %(what)s. Answers that were withdrawn, removed or decided on "
                "since then are no longer there to count; make the tables anew to publish what counts now."
            )
            % {"what": what}
        )
    if found.comparison is None:
        return [*said, _("They cannot be made again: no answer is left that counts.")]
    figures, differing = found.comparison.figures, found.comparison.differing
    if found.comparison.agrees:
        words = ngettext(
            "%(number)s figure was made again and agrees.",
            "All %(number)s figures were made again, and every one agrees.",
            figures,
        )
        said.append(words % {"number": f"{figures:,}"})
    else:
        told = {"differ": f"{len(differing):,}", "number": f"{figures:,}", "where": ", ".join(differing[:_SHOWN])}
        said.append(_("Figures that differ: %(differ)s of %(number)s, the first at: %(where)s.") % told)
    if found.comparison.words_differ:
        said.append(_("Some words beside the figures differ, such as quotations that were decided on since."))
    if found.code_differs:
        said.append(_("Another version of the program made them."))
    return said
