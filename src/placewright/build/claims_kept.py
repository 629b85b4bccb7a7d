"""What checks keep of claims, as it stands in its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from placewright.build.kept_json import kept_json
from placewright.core.late_dataclass import dataclass

FILE = ".claims.json"
"""Where it is kept, below a build's output."""


@dataclass(frozen=True, slots=True)
class KeptClaims:
    """Claims as the last check judged them, how many values indicators had, and the key of what all claims share."""

    shared: str = ""
    claims: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> frozenset[str]:
        """The indicators and results that the last check looked into, whatever has changed since."""
        return frozenset((*(name for kept in self.claims.values() for name in kept["asked"]), *self.counts))


def kept_claims(folder: Path) -> KeptClaims:
    """What the last check kept below a build's output; nothing where that cannot be read."""
    content = kept_json(folder / FILE)
    try:
        claims = {str(id): _with(("claim", "asked", "result", "issues"), one) for id, one in content["claims"].items()}
        counts = {str(name): _with(("key", "of"), one) for name, one in content["counts"].items()}
        return KeptClaims(content["shared"], claims, counts)
    except (AttributeError, KeyError, TypeError, ValueError):
        return KeptClaims()


def _with(names: Sequence[str], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept of one claim or indicator, those names alone; a table behind `asked` and `of`."""
    return {name: dict(kept[name]) if name in ("asked", "of") else kept[name] for name in names}
