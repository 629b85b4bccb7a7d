"""Words of growth, told from the names that hold them, such as Local Growth Plan or growth sectors."""

from __future__ import annotations

import re

GROWTH = re.compile(
    r"(?<!local )(?<!Local )(?<!inclusive )(?<!Inclusive )(?<!clean )(?<!Clean )(?<!high-)(?<!High-)(?<!good )"
    r"\b(?:grew|grown|grows|growing(?! (?:fast|season|up))|(?-i:growth(?! (?:plan|sectors?|hub|deal|board|fund|"
    r"corridor|area|strateg|proposition|agenda|location|programme|mission|companies|businesses|firms|Plan|Deal|"
    r"Hub))))\b"
)
"""What says that a quantity grew; not the names that hold the word."""


def says_growth(text: str) -> re.Match[str] | None:
    """Where a text says that something grew; most hold none of the letters, which is soon seen."""
    return GROWTH.search(text) if "row" in text or "rew" in text else None


IN_CASH = re.compile(
    r"\b(?:in cash(?: terms)?|in current prices|at current prices|nominal(?:ly)?|before inflation|in money(?: terms)?|"
    r"not adjusted for (?:inflation|prices)|(?:in )?prices of (?:the|each) (?:day|year|time)|(?:without|before) "
    r"taking out "
    r"(?:inflation|prices)|inflation (?:is )?(?:not taken out|included)|including inflation)\b",
    re.IGNORECASE,
)
"""What says that a change in money holds the change of prices."""
