"""Questionnaires as TOML and as plain values of JSON, with a digest of what is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from placewright.questionnaires.model import Questionnaire
from placewright.workspace.records_in_toml import dump_record, parse_record, plain_record, record_from_plain


def parse_questionnaire(text: str, *, where: str) -> Questionnaire:
    """The questionnaire that a TOML text declares.

    Raises:
        BadRecord: it is no TOML, lacks a key, has a strange one, or one of the wrong type.
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
