"""Writes docs/reference/indicators.md from the catalogue, so that the two cannot drift.

Usage: python tools/make_indicator_reference.py
"""

from __future__ import annotations

from pathlib import Path

from placewright.analysis.scorecard import FOUNDATIONS
from placewright.evidence.catalogue import packaged_indicators
from placewright.records.indicator import BundleRule, ComputeKind, Indicator, Polarity, Prices
from placewright.sources.catalogue import packaged_sources

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "indicators.md"
INTRODUCTION = """# Indicators

This page is written by `python tools/make_indicator_reference.py` from the text files in
`src/placewright/evidence/indicator_files`. What the keys of such a file mean is in
[the explanation of indicators](../explanation/indicators.md); how the intervals are made is in
[uncertainty](../explanation/uncertainty.md).

There are {count} indicators. Percentages run from 0 to 100.
"""
BETTER = {Polarity.HIGHER: "higher is better", Polarity.LOWER: "lower is better", Polarity.NEUTRAL: "neither"}
LISTS = {
    BundleRule.SUM: "summed",
    BundleRule.RATIO: "recomputed from its parts",
    BundleRule.WEIGHTED: "weighted by its denominator",
    BundleRule.NONE: "not available",
}
PRICES = {Prices.CURRENT: "current prices", Prices.CHAINED: "chained volumes", Prices.DEFLATED: "deflated"}


def page() -> str:
    """The page's text."""
    indicators = packaged_indicators()
    parts = [INTRODUCTION.format(count=len(indicators))]
    for foundation, title in FOUNDATIONS.items():
        own = [item for item in indicators.values() if item.foundation is foundation]
        own.sort(key=lambda item: (item.theme, item.id))
        parts.append(f"## {title}\n")
        parts.extend(_entry(item) for item in own)
    return "\n".join(parts)


def _entry(indicator: Indicator) -> str:
    sources = packaged_sources()
    titles = [sources[name].title if name in sources else name for name in indicator.sources]
    facts = [
        f"Unit: {indicator.unit}",
        f"for: {', '.join(indicator.levels)}",
        f"{BETTER[indicator.polarity]}",
        f"of a list of places: {LISTS[indicator.bundle]}",
    ]
    if indicator.prices in PRICES:
        facts.append(PRICES[indicator.prices])
    if indicator.deflator:
        facts.append(f"deflator: {indicator.deflator}")
    if indicator.smoothed:
        facts.append("smoothed")
    if indicator.index_base:
        facts.append(f"index, {indicator.index_base} = 100")
    if indicator.compute.kind is ComputeKind.DERIVED:
        facts.append("computed by an analysis")
    if indicator.compute.by:
        facts.append(f"one figure for each {indicator.compute.by}: {', '.join(indicator.compute.members)}")
    if (sides := indicator.sides) is not None:
        ends = [words[0] if words else "the place" for words in (sides.more, sides.less)]
        facts.append(f"above {sides.even:g}: more for {ends[0]} than for {ends[1]}")
    lines = [
        f"### {indicator.id}\n",
        f"**{indicator.name}** ({indicator.theme}). {indicator.definition}\n",
        f"- {'; '.join(facts)}.",
        f"- Method: {indicator.method}",
        f"- Does not show: {indicator.not_shown}",
        f"- Source: {'; '.join(titles)}.",
    ]
    lines.extend(f"- Caveat: {caveat}" for caveat in indicator.caveats)
    lines.extend(f"- Break in {item.period}: {item.text}" for item in indicator.breaks)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
