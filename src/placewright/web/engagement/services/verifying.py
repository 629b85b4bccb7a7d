"""Making frozen tables again from the answers that they were made of, to see whether every figure stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright import __version__
from placewright.core.errors import PlacewrightError
from placewright.questionnaires.results import make_results
from placewright.questionnaires.results_frozen import frozen_digests, tables_digest
from placewright.questionnaires.results_layouts import LAYOUT, layouts_of
from placewright.questionnaires.results_model import plain_results
from placewright.questionnaires.results_verified import Comparison, compare_in_layout
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
        code_differs: whether other code made them than makes tables now.
        comparison: figure by figure, in the layout of the kept tables; None where they cannot be made again.
        version: the version of the program that made them.
    """

    changed: tuple[str, ...]
    is_whole: bool
    code_differs: bool
    comparison: Comparison | None
    version: str = ""

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
        layouts = layouts_of(made.frozen)
        newest = max(layouts, default=LAYOUT)
        tables = make_results(counted.newest, counted.replies, counted.plan, layout=newest)
    except PlacewrightError:  # nobody is left whose answers count
        now = dict.fromkeys((*_MADE_OF, "code"), "")
    else:
        tables = replace(tables, quotes=quotes_now(made.instrument))
        now = frozen_digests(counted.versions, counted.replies, counted.plan, tables)
        comparison = compare_in_layout(made.tables, plain_results(tables), layouts)
    found = Verified(
        changed=tuple(name for name in _MADE_OF if made.frozen.get(name) != now[name]),
        is_whole=tables_digest(made.tables) == made.frozen.get("tables"),
        code_differs=made.frozen.get("code") != now["code"],
        comparison=comparison,
        version=made.frozen.get("version", ""),
    )
    note = f"{made.number}: {'every figure agrees' if found.agrees else 'not every figure could be confirmed'}"
    record_event("verified results of", "instrument", made.instrument.slug, by=by, note=note)
    return found


def _sentences(found: Verified) -> list[str]:
    said = [
        _("The kept tables are, byte for byte, those that were frozen.")
        if found.is_whole
        else _("The kept tables are not those that were frozen: somebody changed them in the database.")
    ]
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
    else:
        said.append(_("Questionnaire, answers and weights are those that they were made of."))
    if found.comparison is None:
        return [*said, _("They cannot be made again: no answer is left that counts."), *_of_version(found)]
    return [*said, *_of_figures(found.comparison), *_of_version(found)]


def _of_figures(found: Comparison) -> Iterator[str]:
    figures, differing = found.figures, found.differing
    if not found.agrees:
        told = {"differ": f"{len(differing):,}", "number": f"{figures:,}", "where": ", ".join(differing[:_SHOWN])}
        yield _("Figures that differ: %(differ)s of %(number)s, the first at: %(where)s.") % told
    else:
        words = ngettext(
            "%(number)s figure was made again and agrees.",
            "All %(number)s figures were made again, and every one agrees.",
            figures,
        )
        yield words % {"number": f"{figures:,}"}
        if found.is_same:
            yield _("The tables came out again byte for byte.")
    if found.words_differ:
        yield _("Some words beside the figures differ, such as quotations that were decided on since.")


def _of_version(found: Verified) -> Iterator[str]:
    """Which program made them, and what another one makes of it."""
    if not found.code_differs:
        return
    versions = {"old": found.version or "?", "now": __version__}
    if found.version == __version__:
        yield _("Version %(old)s of the program made them, with other code than runs now.") % versions
    else:
        yield _("Version %(old)s of the program made them; version %(now)s runs now.") % versions
    if found.comparison is not None and found.comparison.newer:
        words = ngettext(
            "Tables of today hold %(number)s figure more, which that version did not make.",
            "Tables of today hold %(number)s figures more, which that version did not make.",
            found.comparison.newer,
        )
        yield words % {"number": f"{found.comparison.newer:,}"}
    if found.comparison is not None and (found.comparison.newer or not found.comparison.is_same):
        yield _("Make the tables anew to have those of today: they get a number of their own, and these stay.")
