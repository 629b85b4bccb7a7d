"""One build in a process of its own, which says on its output how far it is and how it ended, a line of JSON each.

Usage: python -m placewright.web.strategy.build_process WORKSPACE OUT DAY [ADDRESS [LANGUAGE CATALOGUE]]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from placewright.build.checking import check_workspace
from placewright.build.pipeline import build_workspace
from placewright.build.strategy_step import BrokenClaims
from placewright.core.errors import PlacewrightError
from placewright.core.fingerprints import fingerprint_of_file
from placewright.core.issues import Issue
from placewright.core.words import marked, speak_catalogue
from placewright.publish.beside import Beside
from placewright.web.strategy.long_work import say, say_how_far, what_is_given
from placewright.workspace.folder import open_workspace

BESIDE = Beside(
    head=(("explore/", marked("Explore")), ("search/", marked("Search")), ("team/", marked("Team"))),
    foot=(
        ("themes/", marked("Themes")),
        ("delivery/", marked("Delivery")),
        ("api/", marked("Data and API")),
        ("about/", marked("About this site")),
        ("privacy/", marked("Privacy")),
    ),
    trace="trace/",
)
"""The pages of the web application that header and foot of the built site lead to."""


def main(folder: Path, out: Path, today: date, address: str = "", language: str = "", catalogue: str = "") -> int:
    """Build and say so; 1 where errors stop it."""
    try:
        workspace = open_workspace(folder)
        beside = spoken(replace(BESIDE, address=address), language, catalogue)
        report = build_workspace(workspace, out, today=today, processes=2, progress=say_how_far, beside=beside)
    except BrokenClaims:
        judged = check_workspace(workspace, out, today=today)
        say({"stopped": [ruled.issue.as_plain() for ruled in judged.errors]})
        return 1
    except PlacewrightError as error:
        say({"stopped": [Issue.of_error(error).as_plain()]})
        return 1
    say({"ready": report.seconds, "issues": [issue.as_plain() for issue in report.issues]})
    return 0


def spoken(beside: Beside, language: str, catalogue: str) -> Beside:
    """The same in a language: the fixed words of pages come from its catalogue, where there is one."""
    path = Path(catalogue)
    if not catalogue or not path.is_file():
        return beside
    speak_catalogue(catalogue)
    return replace(beside, language=language, words=fingerprint_of_file(path))


if __name__ == "__main__":
    what_is_given()
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]), *sys.argv[4:7]))
