"""A workspace with two datasets of the pilot, two claims and a chapter, for commands on what people wrote."""

from __future__ import annotations

import shutil
from pathlib import Path

PILOT = Path(__file__).resolve().parents[3] / "places" / "hertfordshire"
DATASETS = ("ons-population-mye", "ons-productivity-itl")

HOUR = """+++
id = "hour"
stance = "strength"
foundation = "business-environment"
title = "What an hour makes"
holds = [ { figure = "here", is = "above", than = "uk" } ]

[figures.here]
indicator = "gva-per-hour"

[figures.uk]
indicator = "gva-per-hour"
place = "UKX"
+++
An hour's work in Hertfordshire made {{ here }} in {{ here.period }}, more than in the United Kingdom ({{ uk }}).
"""
LEAD = """+++
id = "lead"
stance = "need"
foundation = "business-environment"
title = "A lead"
holds = [ { figure = "then", is = "above", than = 0.0 } ]

[figures.then]
indicator = "gva-per-hour-index"
period = "2004"
as = "difference-from:100"
+++
In {{ then.period }} an hour's work in Hertfordshire made {{ then }} more than the United Kingdom average.
"""
CHAPTER = """+++
id = "work"
title = "Work"
order = 1
+++
Work is what a place lives by.

{{ claim:hour }}

{{ claim:lead }}
"""


def make_strategy_workspace(folder: Path) -> Path:
    """Write it."""
    for part, ending in (("datasets", "toml"), ("figures", "parquet")):
        (folder / part).mkdir(parents=True)
        for name in DATASETS:
            shutil.copy(PILOT / part / f"{name}.{ending}", folder / part)
    (folder / "workspace.toml").write_text(
        'name = "Hertfordshire"\nplaces = ["E10000015"]\nmembers = ["E07000243"]\nheadline = ["gva-per-hour"]\n'
    )
    for name, text in {"claims/hour.md": HOUR, "claims/lead.md": LEAD, "strategy/work.md": CHAPTER}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder
