"""The pages about the evidence itself: every dataset with its pin, and how figures are made."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.build.sources_of import source_notes
from placewright.build.world import World
from placewright.core.words import gettext as _
from placewright.core.words import spoken
from placewright.publish.views import Note, Section
from placewright.publish.views_pages import DataPage, MethodPage

DOWNLOADS: Sequence[tuple[str, str, str]] = spoken((
    ("data/evidence.parquet", "Evidence, all places", "Every indicator with interval and status; Apache Parquet"),
    ("data/evidence.csv", "Evidence, this place", "The same figures of this place, its members and comparators"),
    ("data/evidence.xlsx", "Spreadsheet", "The same figures, one foundation a sheet, with cover sheet and notes"),
    ("data/json-stat/index.json", "Indicators as JSON-stat", "A cube for each indicator: place, period and interval"),
    ("data/README.md", "Read this first", "What each table holds, how they join, and the licences; plain text"),
    ("data/datapackage.json", "Data package", "Frictionless description of the tables: columns, types, keys, licences"),
    ("data/csv-metadata.json", "CSV on the Web", "The same description of the tables in the W3C's vocabulary"),
))  # fmt: skip
"""The downloads of the whole: path below the site, name, and what it is."""

DOCUMENTS: Sequence[tuple[str, str, str]] = spoken(
    (
        ("strategy.pdf", "The strategy as PDF", "Tagged, with contents and links"),
        ("strategy.docx", "The strategy as a Word document", "For comments and changes"),
        ("slides.pptx", "Slides for the board", "One claim a slide, with native charts"),
        ("workings.xlsx", "Workings", "The figures of the claims as live formulas"),
        ("claims.json", "The claims as data", "Every claim with its verdict and figures"),
        (
            "data/strategy.xlsx",
            "The strategy's tables",
            "Claims, priorities, actions, funds and measures, a table a sheet",
        ),
        ("changes.xml", "Feed of changes", "Atom: an entry for each edition, with what changed"),
    )
)
"""The forms of the strategy: path below the site, name, and what it is."""


def data_page(world: World) -> DataPage:
    """Every dataset with publisher, release, licence, vintage and pin; and the downloads."""
    return DataPage(
        source_notes(world, sorted(world.workspace.datasets)),
        (*(DOCUMENTS if world.authored.strategy else ()), *DOWNLOADS),
        (
            Note(
                _("What a pin is"),
                _(
                    "Each dataset is pinned by a fingerprint of what was fetched. A newer "
                    "release changes nothing on these pages until someone adopts it, and then "
                    "what changed can be read."
                ),
            ),
        ),
    )


def method_page(world: World) -> MethodPage:
    """How figures, intervals, ranks, gaps, trends and signals are made."""
    area = world.name(world.area)
    return MethodPage(
        (
            Section(
                "figures",
                _("From a publisher's cell to a figure"),
                (
                    _(
                        "Each figure comes from cells of official releases. A reader that knows "
                        "the publisher's layout keeps the value, its status (published, "
                        "provisional, suppressed, not available), its interval where one is known, "
                        "and where the cell stood in the file. Rows that make no sense are named "
                        "and left out; a file with more than one such row in a hundred is refused."
                    ),
                    _(
                        "An indicator then adds, divides or indexes cells by a rule that is "
                        "written on its page. A missing cell makes a missing figure with its "
                        "reason; it never becomes zero."
                    ),
                ),
            ),
            Section(
                "intervals",
                _("Intervals, and what they mean"),
                (
                    _(
                        "Sampling: a 95% confidence interval, published or computed from a "
                        "published coefficient of variation. Intervals of several estimates "
                        "combine by their variances."
                    ),
                    _(
                        "Rounding: every value that the publisher's rule prints as the figure "
                        "shown. These combine by bounds: a ratio is lowest when its numerator is "
                        "lowest and its denominator highest."
                    ),
                    _("Revision: how far earlier releases of the same series were later revised."),
                    _(
                        "Unknown: the publisher gives nothing to go by. Comparisons then speak of "
                        "the published figures only. A rounding interval is never presented as a "
                        "sampling one."
                    ),
                ),
            ),
            Section(
                "places",
                _("Places and their codes"),
                (
                    _(
                        "A code means a territory of a certain year. %(area)s appears under "
                        "several codes in different releases; which codes are one territory is a "
                        "recorded relation, and each page says which code its figure is published "
                        "for."
                    )
                    % {"area": area},
                    _(
                        "Where a publisher has no figure for a place, it is computed from the "
                        "districts that make it up: counts and money are added, ratios are "
                        "computed again from their parts, and medians, ranks and indices stay not "
                        "available, because they cannot be averaged."
                    ),
                ),
            ),
            Section(
                "comparisons",
                _("Ranks, gaps and trends"),
                (
                    _(
                        "A rank is among all places of the same level that have a figure for the "
                        "period, and shows the ranks that the intervals leave open. Comparators "
                        "were fixed in the workspace before results were seen."
                    ),
                    _(
                        "A gap is the place less the comparator, with its interval; where that "
                        "straddles zero the page says that the two cannot be told apart."
                    ),
                    _(
                        "A change is called growth only where price change has been taken out, "
                        "with the deflator named; a change in money of each year's prices is "
                        "called a change in cash terms. Smoothed and indexed series are compared "
                        "over five years or more. No trend runs across a break in its series."
                    ),
                ),
            ),
            Section(
                "signals",
                _("What stands out"),
                (
                    _(
                        "Signals rank places by how far they lie from the middle of their peers, "
                        "in units of the peers' own spread (median absolute deviation), less what "
                        "the interval may explain, and with the rate of false discoveries held "
                        "over all that was tested. They are suggestions for people to look into, "
                        "not findings."
                    ),
                ),
            ),
            Section(
                "caveats",
                _("Known troubles of the data"),
                (
                    _(
                        "Where cells are known to mislead (a head office that books a whole "
                        "country's payroll in one district), a caveat is recorded on the cells. It "
                        "travels to every figure computed from them, and where the figure can be "
                        "computed without those cells, that result stands beside it."
                    ),
                ),
            ),
        )
    )
