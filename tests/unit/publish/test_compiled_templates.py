"""Templates are kept compiled, and a kept one counts only for the very source it was made from."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from placewright.publish.compiled_templates import CompiledTemplates


def rendered(folder: Path, source: str, *, use: str = "site") -> str:
    loader = DictLoader({"page.html": source})
    env = Environment(loader=loader, autoescape=True, optimized=False, bytecode_cache=CompiledTemplates(folder, use))
    return env.get_template("page.html").render(name="<Vale>")


@pytest.fixture(autouse=True)
def writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_what_was_compiled_is_read_again(tmp_path: Path) -> None:
    assert rendered(tmp_path / "kept", "Of {{ name }}") == "Of &lt;Vale&gt;"
    kept = list((tmp_path / "kept").iterdir())
    assert len(kept) == 1
    before = kept[0].stat().st_mtime_ns
    assert rendered(tmp_path / "kept", "Of {{ name }}") == "Of &lt;Vale&gt;"
    assert kept[0].stat().st_mtime_ns == before


def test_a_changed_source_is_compiled_anew(tmp_path: Path) -> None:
    rendered(tmp_path / "kept", "Of {{ name }}")
    assert rendered(tmp_path / "kept", "From {{ name }}") == "From &lt;Vale&gt;"


def test_another_environment_keeps_its_own(tmp_path: Path) -> None:
    rendered(tmp_path / "kept", "Of {{ name }}")
    rendered(tmp_path / "kept", "Of {{ name }}", use="web")
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_nothing_is_kept_where_python_keeps_nothing_or_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    assert rendered(tmp_path / "file", "Of {{ name }}") == "Of &lt;Vale&gt;"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered(tmp_path / "kept", "Of {{ name }}")
    assert not (tmp_path / "kept").exists()


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    rendered(tmp_path / "kept", "Of {{ name }}")
    kept = next((tmp_path / "kept").iterdir())
    kept.write_bytes(b"nothing")
    assert rendered(tmp_path / "kept", "Of {{ name }}") == "Of &lt;Vale&gt;"
    assert kept.read_bytes() != b"nothing"
