"""What is wrong with publishers' files and with fetching them is said in the language of whoever reads it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from placewright.core import words
from placewright.core.issues import Issue
from placewright.core.said import in_words
from placewright.evidence import fetching
from placewright.evidence.fetching import fetch
from placewright.evidence.snapshots import SnapshotStore
from pseudo_catalogue import write_pseudo_catalogue

from .test_fetching import a_task
from .test_snapshots import WHEN

PROGRAM = Path(__file__).resolve().parents[3] / "src" / "placewright"
TOLD_BY = re.compile(r"Bad[A-Z]\w+|PlacewrightError|PublisherRefused|NotByTls|TooLarge|DamagedSnapshot|Offline|Issue")
LATIN = re.compile(r"[A-Za-z]{3,}")
BAD = {
    "seldom": "code,count\n" + "".join(f"E0700024{n},1\n" for n in (0, 1, 2, 3)) * 50 + "E07000240,many\n",
    "empty": "",
    "headless": "1,2\n3,4\n",
    "strange": "code,count\nx,y\n",
    "mixed": "code,count\nE07000243,1\n" + "E07000240,many\n" * 3,
    "short": "code,count\n" + "E07000243\n" * 3,
}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Issue]]:
    """What is found fault with in files that no source would publish, read in processes of their own."""
    write_pseudo_catalogue(tmp_path / "django.mo")
    monkeypatch.setattr(fetching, "_SMALL", 0)
    tasks = [a_task(tmp_path, name, text) for name, text in BAD.items()]
    issues = []
    for _time in ("read", "unchanged"):
        for one in fetch(tasks, SnapshotStore(tmp_path / "snapshots"), retrieved=WHEN, jobs=2):
            issues += [*one.issues, *one.refused]
    words.speak_catalogue(str(tmp_path / "django.mo"))
    yield issues
    words.speak_catalogue("")


def test_what_is_wrong_with_a_file_is_said_in_another_language_though_another_process_found_it(
    told: list[Issue],
) -> None:
    assert len(told) > 2 * len(BAD) - 1
    names = {*BAD, "code", "count", "csv", "row", "column", "many", "lad", "column0", "column1"}
    for issue in told:
        assert str(issue.what) and LATIN.search(issue.what), "it is kept in English"
        left = set(LATIN.findall(f"{in_words(issue.what)} {in_words(issue.fix)}")) - names
        assert not left, (issue.what, left)


def _fixed_words(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_fixed_words(node.body), *_fixed_words(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_every_message_of_reading_and_fetching_is_one_that_translators_are_given() -> None:
    plain = []
    for folder in ("evidence", "places", "sources"):
        for path in sorted((PROGRAM / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (
                    isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and TOLD_BY.fullmatch(node.func.id)
                ):
                    continue
                said = node.args[2:] if node.func.id == "Issue" else node.args[:1]
                said = [*said, *(one.value for one in node.keywords if one.arg in {"what", "fix"})]
                plain += [
                    f"{path.name}:{node.lineno}: {text}" for one in said for text in _fixed_words(one) if " " in text
                ]
    assert plain == []
