"""JSON Schemas of the kinds of record, made from their dataclasses: editors can check files as they are typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from placewright.workspace.kinds import KINDS
from placewright.workspace.records_in_toml import key_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent / "schemas"
"""Where the schemas lie as files, one for each kind."""


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of record; for Markdown files that of the front matter, where `id` may be left out.

    Raises:
        KeyError: there is no such kind.
    """
    known = KINDS[kind]
    content = _object(known.record)
    if known.markdown:
        content["properties"].pop("text", None)
    content["required"] = [name for name in content["required"] if name not in {"id", "text" if known.markdown else ""}]
    return {"$schema": DRAFT, "title": kind, **content}


def schema_text(kind: str) -> str:
    """The schema as the file that is shipped."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n"


def _object(record: type[Any]) -> dict[str, Any]:
    types = get_type_hints(record)
    properties, required = {}, []
    for item in fields(record):
        properties[key_of(item)] = _schema(types[item.name])
        if item.default is MISSING and item.default_factory is MISSING:
            required.append(key_of(item))
    words = " ".join((record.__doc__ or "").split())
    return {
        "description": words,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema(wanted: Any) -> dict[str, Any]:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        kinds = [_schema(kind) for kind in arguments if kind is not NoneType]
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(arguments[1])}
    if is_dataclass(wanted):
        return _object(wanted)  # type: ignore[arg-type]
    if issubclass(wanted, StrEnum):
        return {"enum": [str(item) for item in wanted]}
    if issubclass(wanted, datetime):
        return {"type": "string", "format": "date-time"}
    if issubclass(wanted, date):
        return {"type": "string", "format": "date"}
    return {"type": {str: "string", float: "number", int: "integer", bool: "boolean"}[wanted]}
