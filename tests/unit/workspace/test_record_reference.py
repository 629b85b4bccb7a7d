"""The reference of records is what its program writes."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

TOOL = Path(__file__).resolve().parents[3] / "tools" / "make_record_reference.py"


def test_the_reference_of_records_is_up_to_date() -> None:
    spec = spec_from_file_location("make_record_reference", TOOL)
    assert spec is not None and spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.reference(), "run python tools/make_record_reference.py"
