"""The tool that tries others' forms counts what became of them, and fails where something goes unseen."""

from __future__ import annotations

import io
import runpy
import tarfile
from pathlib import Path
from typing import Any

import pytest

from placewright.questionnaires.xlsform.reading import read_xlsform
from placewright.questionnaires.xlsform.writing import write_xlsform

ROOT = Path(__file__).resolve().parents[3]
FORMS = Path(__file__).with_name("forms")


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    """What the tool's file defines."""
    return runpy.run_path(str(ROOT / "tools" / "try_xlsforms.py"))


def workbook(name: str) -> bytes:
    form = FORMS / f"{name}.md"
    return write_xlsform(read_xlsform(form.read_bytes(), name=form.name).questionnaire).content


def test_forms_of_a_folder_and_of_a_package_are_tried_each_once(
    tool: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "tables.xlsx").write_bytes(workbook("tables"))
    (tmp_path / "own" / "notes.xlsx").write_bytes(b"PK\x03\x04 is no workbook")
    with tarfile.open(tmp_path / "forms-1.0.tar.gz", "w:gz") as package:
        for name, content in (("again.xlsx", workbook("tables")), ("routing.xlsx", workbook("routing"))):
            held = tarfile.TarInfo(f"forms-1.0/{name}")
            held.size = len(content)
            package.addfile(held, io.BytesIO(content))
    given = [str(tmp_path / "own"), str(tmp_path / "forms-1.0.tar.gz"), "--page", str(tmp_path / "page.md")]
    assert tool["main"](given) == 0
    assert capsys.readouterr().out.startswith("2 forms, ")
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| **2 forms** |" in page and "| `routing.xlsx` |" in page and "| `begin group` |" in page


def test_a_folder_without_forms_is_no_success(tool: dict[str, Any], tmp_path: Path) -> None:
    assert tool["main"]([str(tmp_path)]) == 1


def test_a_row_that_nothing_is_said_of_is_told(
    tool: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tables.xlsx").write_bytes(workbook("tables"))
    silent = tool["Brought"](read_xlsform(workbook("tables"), name="tables.xlsx").questionnaire, ())
    monkeypatch.setitem(tool["tried"].__globals__, "read_xlsform", lambda content, name: silent)
    assert tool["main"]([str(tmp_path)]) == 1
    assert "goes unseen" in capsys.readouterr().err
