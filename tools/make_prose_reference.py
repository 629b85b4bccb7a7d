"""Writes docs/reference/prose-rules.md from the rules, so that the two cannot drift.

Usage: python tools/make_prose_reference.py
"""

from __future__ import annotations

from pathlib import Path

from placewright.ledger.prose.reference import reference_page

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "prose-rules.md"

if __name__ == "__main__":
    PAGE.write_text(reference_page(), encoding="utf-8")
    print(PAGE)
