"""The names of the rules of prose, in their order, for whoever needs no more of them: the rules take long to import."""

from __future__ import annotations

PROSE_RULES = (
    "unbound-number",
    "untested-comparison",
    "piled-comparison",
    "said-of-all",
    "extreme-over-time",
    "untested-cause",
    "untested-forecast",
    "words-against-figures",
    "wrong-way-round",
    "better-or-worse",
    "shares-of-a-question",
    "share-and-count",
    "counted-list",
    "parts-and-total",
    "two-names",
    "figure-of-another",
    "own-figures",
    "beyond-its-source",
    "chained-vintages",
    "nominal-growth",
    "growth-from-index",
    "misjoined-number",
    "percentage-points",
    "rank-without-of",
    "rank-turned-round",
    "unlike-comparison",
    "other-year",
    "other-place",
)
"""By these a waiver calls them; the reference page has them in this order."""

UNREAD = "unread"
"""The name of the notes on sentences with words that no rule took. They are no issues that could be let pass."""
