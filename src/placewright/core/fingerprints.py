"""Fingerprints: the sha256 of canonical bytes, so that equal content has an equal name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

_CHUNK = 1 << 20


def canonical(value: object) -> object:
    """The value as plain JSON types: floats at 12 significant digits, keys sorted, dates in ISO form.

    >>> canonical({"b": 0.1 + 0.2, "a": date(2024, 1, 2)})
    {'a': '2024-01-02', 'b': '0.3'}
    """
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:  # nearly all there is, so it is asked first
        return value
    match value:
        case int():
            return value
        case Enum():
            return canonical(value.value)
        case str():
            return value
        case float():
            return format(value, ".12g")
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): canonical(value[key]) for key in sorted(value, key=str)}
        case set() | frozenset():
            return sorted(str(item) for item in value)
        case Sequence():
            return [canonical(item) for item in value]
    if is_dataclass(value):
        return {field.name: canonical(getattr(value, field.name)) for field in fields(value)}
    return str(value)


def fingerprint(value: object) -> str:
    """The sha256, in hexadecimal, of the value's canonical bytes."""
    text = json.dumps(canonical(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of_file(path: Path) -> str:
    """The sha256, in hexadecimal, of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
