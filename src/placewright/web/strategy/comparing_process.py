"""What one state of the workspace changes against another, found out in a process of its own, as JSON on its output.

Usage: python -m placewright.web.strategy.comparing_process BEFORE OUT AFTER OUT DAY
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from placewright.build.what_changed import what_changed
from placewright.core.said import kept_words
from placewright.web.strategy.long_work import say, what_is_given
from placewright.workspace.folder import open_workspace


def main(before: Path, before_out: Path, after: Path, after_out: Path, today: date) -> int:
    """Compare, and say what was found."""
    found = what_changed(open_workspace(before), open_workspace(after), (before_out, after_out), today=today)
    others = [kept_words(other) for other in found.others]
    say({**found.as_plain(), "summary": kept_words(found.summary), "others": others})
    return 0


if __name__ == "__main__":
    what_is_given()
    named = [Path(name) for name in sys.argv[1:5]]
    sys.exit(main(named[0], named[1], named[2], named[3], date.fromisoformat(sys.argv[5])))
