"""Records in files: what is dumped is read back the same, byte for byte, and fits its JSON Schema."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from placewright.core.fingerprints import canonical
from placewright.workspace.authored import dump
from placewright.workspace.kinds import KINDS
from placewright.workspace.records_in_markdown import parse_markdown, split_front_matter
from placewright.workspace.records_in_toml import parse_record
from placewright.workspace.schemas import FOLDER, schema_of, schema_text

words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
slugs = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
prose = st.lists(words.map(str.strip).filter(lambda line: line and line != "+++"), max_size=3).map("\n\n".join)


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type, as files may hold them."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        several = [NoneType, *[item for item in arguments if item is not NoneType]]
        kinds = several if NoneType in arguments else several[1:]
        return st.one_of(*[st.none() if item is NoneType else values_of(item) for item in kinds])
    if origin is tuple:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is not None:
        return st.dictionaries(slugs, values_of(arguments[1]), max_size=2)
    if is_dataclass(kind):
        return records_of(kind)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    if kind is date:
        return st.dates()
    if kind is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    return {str: words, int: st.integers(-(2**53), 2**53), bool: st.booleans()}[kind]


def records_of(kind: Any, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    types = get_type_hints(kind)
    parts = {item.name: given.get(item.name, values_of(types[item.name])) for item in fields(kind)}
    return st.builds(kind, **parts)


@pytest.mark.parametrize("name", list(KINDS))
@settings(max_examples=15)
@given(data=st.data())
def test_what_is_dumped_is_read_back_the_same_and_dumps_to_the_same_bytes(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    record = data.draw(records_of(kind.record, id=slugs, **({"text": prose} if kind.markdown else {})))
    text = dump(name, record)
    read = parse_markdown if kind.markdown else parse_record
    back = read(text, kind.record, where="x")
    assert canonical(back) == canonical(record)
    assert dump(name, back) == text


@pytest.mark.parametrize("name", list(KINDS))
@settings(max_examples=15)
@given(data=st.data())
def test_a_record_fits_its_schema(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    record = data.draw(records_of(kind.record, id=slugs, **({"text": prose} if kind.markdown else {})))
    text = dump(name, record)
    front = split_front_matter(text, "x")[0] if kind.markdown else text
    content = json.loads(json.dumps(tomllib.loads(front), default=str))
    Draft202012Validator(schema_of(name)).validate(content)


@pytest.mark.parametrize("name", list(KINDS))
def test_the_schema_that_is_shipped_is_that_of_the_record(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == schema_text(name)


def test_a_strange_key_does_not_fit_the_schema() -> None:
    assert not Draft202012Validator(schema_of("claim")).is_valid({"stance": "need", "foundation": "people", "stanc": 1})
