"""Every public method has its entry in the reference."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import placewright.methods

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "methods.md"


def _functions() -> list[str]:
    names = [module.name for module in pkgutil.iter_modules(placewright.methods.__path__)]
    found = []
    for name in sorted(names):
        if name.startswith("_"):
            continue
        module = importlib.import_module(f"placewright.methods.{name}")
        found += [
            f"{name}.{function}"
            for function, value in inspect.getmembers(module, inspect.isfunction)
            if not function.startswith("_") and value.__module__ == module.__name__
        ]
    return found


@pytest.mark.parametrize("name", _functions())
def test_a_public_method_is_in_the_reference(name: str) -> None:
    module, function = name.split(".")
    text = REFERENCE.read_text(encoding="utf-8")
    assert f"`{module}." in text, f"no entry for the module {module}"
    assert f"`{function}`" in text or f"`{name}`" in text, f"no entry for {name}"
