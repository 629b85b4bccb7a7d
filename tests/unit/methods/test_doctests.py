"""The examples in the docstrings of the methods and of the core run and print what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import placewright.core
import placewright.methods


def _modules() -> list[str]:
    return sorted(
        f"{package.__name__}.{module.name}"
        for package in (placewright.core, placewright.methods)
        for module in pkgutil.iter_modules(package.__path__)
    )


@pytest.mark.parametrize("name", _modules())
def test_the_examples_of_a_module_print_what_they_say(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
