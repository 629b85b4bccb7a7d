"""Writes docs/reference/results.md from the results of analyses, so that the two cannot drift.

Usage: python tools/make_result_reference.py
"""

from __future__ import annotations

from pathlib import Path

from placewright.analysis.results import RESULTS
from placewright.analysis.results_series import ResultSeries
from placewright.core.printing import stored_unit_in_words
from placewright.records.indicator import Polarity, Prices
from placewright.sources.catalogue import packaged_sources

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "results.md"
TITLES = {
    "productivity": "Productivity",
    "sectors": "Sectors",
    "disparities": "Disparities",
    "commuting": "Commuting",
    "floorspace": "Office floorspace",
}
INTRODUCTION = """# Results of analyses

This page is written by `python tools/make_result_reference.py` from `placewright.analysis.results`. What the analyses
ask and how they are made is in [the five analyses](../explanation/analyses.md).

A figure of a claim may be one of these {count} results: `result = "productivity/gap-mix"` in place of an indicator.
Place, period, `member` and `as` mean the same as for indicators ([claims and figures](claims.md)). A result has rows
for the workspace's place, and where its definition says so for the districts and for what they are held against. One
that is by industry or by place takes a member, such as `member = "industry=K"` or `member = "place=E12000007"`; without
one it is of the whole. Only the parts of analyses that some claim names are computed when a workspace is checked.

`placewright list WORKSPACE results` lists them, and `placewright trace WORKSPACE RESULT` shows every line of one for a
place, the datasets that it rests on and the publisher's cells that the analysis reads: the place's one by one with
file, sheet, row and column, those of other places counted. The figures of an analysis's own page, which chapters may
show, are named otherwise.
"""
BETTER = {Polarity.HIGHER: "higher is better", Polarity.LOWER: "lower is better", Polarity.NEUTRAL: "neither is better"}
PRICES = {Prices.CURRENT: "current prices", Prices.CHAINED: "chained volumes"}


def page() -> str:
    """The page's text."""
    parts = [INTRODUCTION.format(count=len(RESULTS))]
    for analysis, title in TITLES.items():
        parts.append(f"## {title}\n")
        parts.extend(_entry(series) for id, series in RESULTS.items() if id.startswith(f"{analysis}/"))
    return "\n".join(parts)


def _entry(series: ResultSeries) -> str:
    definition, sources = series.definition, packaged_sources()
    titles = [sources[name].title if name in sources else name for name in definition.sources]
    facts = [f"Unit: {stored_unit_in_words(definition.unit)}", BETTER[definition.polarity]]
    facts += [PRICES[definition.prices]] if definition.prices in PRICES else []
    facts += ["smoothed"] if definition.smoothed else []
    if series.by:
        facts.append(f"{'in all and ' if series.is_plain else ''}by {' and '.join(series.by)}")
    lines = [
        f"### {series.id}\n",
        f"**{definition.name}.** {definition.definition}\n",
        f"- {'; '.join(facts)}.",
        f"- Method: {definition.method}",
        f"- Does not show: {definition.not_shown}",
        f"- Source: {'; '.join(titles)}.",
    ]
    lines.extend(f"- Caveat: {caveat}" for caveat in definition.caveats)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
