"""The annex of claims says what the marks in it mean, and of no others."""

from __future__ import annotations

from dataclasses import replace

from placewright.publish.pdf.annexes import MARK_MEANINGS, annexes

from .invented import claim, document


def test_the_annex_explains_the_marks_that_stand_in_it_and_no_others() -> None:
    marked = replace(document(), ledger=(replace(claim(), marks=("stale",)),))

    said = "".join(annexes(marked))

    assert [mark for mark, meaning in MARK_MEANINGS.items() if meaning in said] == ["stale"]
