"""What a check remembers of claims: each with the evidence it asked for, so that only those it changed are judged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from placewright.build.claims_kept import FILE, KeptClaims, kept_claims
from placewright.build.kept_json import keep_json
from placewright.build.pipeline import records_but
from placewright.build.releases import stale_datasets
from placewright.build.state import code_fingerprint
from placewright.core.fingerprints import fingerprint
from placewright.core.late_dataclass import dataclass
from placewright.core.words import language_of_place, spoken_language
from placewright.ledger.claims import JudgedClaim
from placewright.ledger.evidence_by_indicator import EvidenceByIndicator
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.ledger.kept_results import issue_of, plain_issue, plain_result, result_of
from placewright.records.claim import Claim
from placewright.workspace.authored import Authored
from placewright.workspace.folder import WorkspaceFolder

Counts = Mapping[str, Mapping[str, int]]
"""How many values indicators have, by code."""

Index = TypeVar("Index", EvidenceIndex, EvidenceByIndicator)


class ClaimsMemory:
    """Claims as the last check judged them, and how many values indicators had.

    A claim is recalled where its record, everything else that any claim may depend on, and the rows of each indicator
    and result that was looked into when it was judged are the same as then.

    Args:
        folder: the build's output.
        kept: what is kept there, where it was read already.
    """

    def __init__(self, folder: Path, kept: KeptClaims | None = None) -> None:
        self._path = folder / FILE
        self._shared = ""
        before = kept or kept_claims(folder)
        self._of_shared, self._claims, self._counts = before.shared, before.claims, before.counts
        self._now: dict[str, dict[str, Any]] = {}
        self._against: _Against | None = None

    def judge_against(self, make: Callable[[Counts], Index], key_of: Callable[[str], str], *, shared: str) -> Index:
        """The evidence to judge against, which tells what was asked for.

        Args:
            make: makes it, given how many values indicators are known to have.
            key_of: the key of an indicator's or result's rows; empty where there are none of that name.
            shared: the key of what all claims depend on: code, other records, the place.
        """
        if shared != self._of_shared:
            self._claims, self._counts = {}, {}
        self._shared = shared
        index = make({name: kept["of"] for name, kept in self._counts.items() if kept["key"] == key_of(name)})
        self._against = _Against(index, key_of)
        return index

    def recall(self, claim: Claim) -> JudgedClaim | None:
        """What became of the claim, where it is sure that it would become of it again."""
        kept = self._claims.get(claim.id)
        judged = None
        if kept is not None and kept["claim"] == _digest(claim) and self._still(kept["asked"]):
            judged = _judged(kept)
        if kept is None or judged is None:
            self._judging.index.asked_since()
            return None
        self._now[claim.id] = kept
        return judged

    def keep(self, claim: Claim, judged: JudgedClaim) -> None:
        """Remember what became of a claim that `recall` did not know."""
        asked = sorted(self._judging.index.asked_since())
        self._now[claim.id] = {
            "claim": _digest(claim),
            "asked": {name: self._judging.key_of(name) for name in asked},
            "result": plain_result(judged.result),
            "issues": [plain_issue(issue) for issue in judged.issues],
        }

    def save(self) -> None:
        """Keep what was recalled and judged for the next check."""
        counts = {
            name: {"key": self._judging.key_of(name), "of": of} for name, of in self._judging.index.counts.items()
        }
        if self._now != self._claims or counts != self._counts:
            keep_json(self._path, {"shared": self._shared, "claims": self._now, "counts": counts})

    @property
    def _judging(self) -> _Against:
        if self._against is None:
            raise RuntimeError("Claims are recalled against evidence.")
        return self._against

    def _still(self, asked: Mapping[str, str]) -> bool:
        return all(self._judging.key_of(name) == key for name, key in asked.items())


def _judged(kept: Mapping[str, Any]) -> JudgedClaim | None:
    """A claim as it was kept; None where something else has written there."""
    try:
        return JudgedClaim(result_of(kept["result"]), tuple(issue_of(item) for item in kept["issues"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class _Against:
    """The evidence that claims are judged against, and the key of each indicator's rows."""

    index: EvidenceIndex | EvidenceByIndicator
    key_of: Callable[[str], str]


def what_claims_share(
    workspace: WorkspaceFolder, authored: Authored, records: Mapping[str, str], *, today: date
) -> str:
    """The key of what every claim may depend on, the language of the place too; of decisions only decided numbers."""
    decided = [decision for decision in authored.decisions.values() if decision.figure is not None]
    return fingerprint(
        {
            "code": code_fingerprint(),
            "records": records_but(records, _OF_NO_CLAIM),
            "decided": repr(decided),
            "stale": sorted(stale_datasets(workspace, today)),
            "words": _words_of_figures(),
        }
    )


_OF_NO_CLAIM = (
    "datasets", "boundaries", "instruments", "claims", "strategy", "editions", "decisions", "reviews.toml",
    "waivers.toml",
)  # fmt: skip
"""What no claim depends on, save itself: data come in by the keys of indicators, reviews are looked at afterwards."""


def _words_of_figures() -> str:
    with language_of_place():
        return spoken_language()


def _digest(claim: Claim) -> str:
    return hashlib.sha256(repr(claim).encode()).hexdigest()
