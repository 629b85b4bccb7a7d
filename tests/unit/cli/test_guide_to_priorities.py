"""The guide from claims to actions holds records that can be laid out as they stand and break no rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from placewright.cli.main import main

from .strategy_workspace import make_strategy_workspace

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "write-priorities-and-actions.md"
FILES = (
    "priorities/choice.toml",
    "priorities/work-that-pays.md",
    "funding/skills-fund.toml",
    "interventions/evening-courses.md",
    "measures/pay.toml",
)


def records() -> list[str]:
    """The guide's records, one for each of its indented blocks."""
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line[7:] if line.startswith("       ") else ("" if not line else "\f") for line in lines)
    return [block.strip() + "\n" for block in re.split(r"\f[\n\f]*", text) if block.strip()]


def test_the_records_of_the_guide_are_read_and_break_no_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_strategy_workspace(tmp_path / "work")
    assert len(records()) == len(FILES)
    for name, record in zip(FILES, records(), strict=True):
        fitted = record.replace('"pay", "hour-of-work"', '"lead", "hour"').replace(
            'claims = ["pay"]', 'claims = ["lead"]'
        )
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(fitted.replace("annual-pay-workplace", "gva-per-hour"), encoding="utf-8")
    chapter = folder / "strategy" / "work.md"
    pictures = "{{ swot }}\n\n{{ priorities }}\n\n{{ logic:evening-courses }}\n\n{{ timeline }}\n"
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\n{pictures}", encoding="utf-8")

    code = main(["check", str(folder), "--today", "2026-02-01"])

    said = "".join(capsys.readouterr())
    assert (code, [line for line in said.splitlines() if line.startswith("error")]) == (0, [])
    about = [line for line in said.splitlines() if re.search("(priorities|funding|interventions|measures)/", line)]
    assert about == []
