"""The direct identifiers among answers: taken out of them, sealed, and found again by keyed hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from placewright.questionnaires.model import Part, Questionnaire
from placewright.web.engagement.models import Identity
from placewright.web.engagement.sealing import seal, search_hash, unseal

_SEARCHED = frozenset({Part.NAME, Part.EMAIL})


@dataclass(frozen=True, slots=True)
class Parted:
    """Answers without direct identifiers, and those apart."""

    answers: dict[str, object]
    identity: dict[str, object]
    searched: tuple[str, ...]
    """Names and addresses by which staff look for a person."""


def parted(questionnaire: Questionnaire, answers: Mapping[str, object]) -> Parted:
    """The answers and the direct identifiers, apart."""
    identifying = {question.code: question for question in questionnaire.questions() if question.identifies}
    plain: dict[str, object] = {}
    apart: dict[str, object] = {}
    for name, answer in answers.items():
        (apart if name.partition(".")[0] in identifying else plain)[name] = answer
    searched = tuple(
        str(answer) for name, answer in apart.items() if name in identifying and identifying[name].part in _SEARCHED
    )
    return Parted(plain, apart, searched)


def identity_about(reference: str) -> str:
    """Under what the identifiers of a response are sealed."""
    return f"identity {reference}"


def sealed_identity(reference: str, identity: Mapping[str, object]) -> bytes:
    """The identifiers of one response, sealed; they open under its reference alone."""
    return seal({"answers": dict(identity)}, about=identity_about(reference))


def opened_identity(reference: str, row: Identity | None) -> dict[str, object]:
    """The identifiers of one response; empty where it has none."""
    if row is None:
        return {}
    found: dict[str, object] = unseal(row.sealed, about=identity_about(reference))["answers"]
    return found


def search_hashes(searched: tuple[str, ...]) -> list[str]:
    """What is kept of names and addresses to find them again."""
    return [search_hash(text) for text in searched]
