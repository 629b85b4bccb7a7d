"""Questionnaires as TOML files and as plain values of JSON, with a digest of what is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from placewright.questionnaires.model import Questionnaire
from placewright.workspace.records_in_toml import (
    dump_record,
    parse_record,
    plain_record,
    read_text,
    record_from_plain,
)


def read_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire in a TOML file; its id is the file's name where the file gives none.

    Raises:
        BadRecord: it cannot be read, lacks a key, has a strange one, or one of the wrong type.
    """
    return parse_record(read_text(path, path.name), Questionnaire, where=path.name, id=path.stem)


def parse_questionnaire(text: str, *, where: str) -> Questionnaire:
    """The questionnaire that a TOML text declares.

    Raises:
        BadRecord: see `read_questionnaire`.
    """
    return parse_record(text, Questionnaire, where=where)


def dump_questionnaire(questionnaire: Questionnaire) -> str:
    """The questionnaire as TOML; `parse_questionnaire` gives the same back."""
    return dump_record(questionnaire)


def plain_questionnaire(questionnaire: Questionnaire) -> dict[str, Any]:
    """The questionnaire as plain values of JSON."""
    return plain_record(questionnaire)


def questionnaire_from_plain(content: Mapping[str, Any], *, where: str = "questionnaire") -> Questionnaire:
    """The questionnaire that plain values of JSON declare.

    Raises:
        BadRecord: they lack a key, have a strange one, or one of the wrong type.
    """
    return record_from_plain(content, Questionnaire, where=where)


def digest_of(questionnaire: Questionnaire) -> str:
    """The SHA-256 of all that is asked, translations with it; the same for the same questionnaire, for ever."""
    read_back = questionnaire_from_plain(plain_questionnaire(questionnaire))  # so that 10 and 10.0 are the same limit
    held = json.dumps(plain_questionnaire(read_back), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(held.encode()).hexdigest()
