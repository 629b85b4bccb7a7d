"""Every command and every option is in the reference, under its command."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

import pytest

from placewright.cli.main import COMMANDS, offered

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "commands.md"
OFFERED = [(name, module) for name, _, module in COMMANDS if offered(module)]


@pytest.mark.parametrize(("name", "module"), OFFERED)
def test_a_command_is_in_the_reference_with_all_its_options(name: str, module: str) -> None:
    sections = {part.partition("\n")[0]: part for part in PAGE.read_text(encoding="utf-8").split("\n## ")}
    assert name in sections, "Run `python tools/make_command_reference.py`."
    commands = argparse.ArgumentParser(prog="placewright").add_subparsers()
    import_module(f"placewright.cli.{module}").add_parser(commands)
    options = [option for action in commands.choices[name]._actions for option in action.option_strings]
    missing = [option for option in options if option not in ("-h", "--help") and f"`{option}" not in sections[name]]
    assert not missing, "Run `python tools/make_command_reference.py`."
