"""What checks keep of claims, as it stands in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from placewright.build.kept_json import kept_json

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
        return KeptClaims(content["shared"], dict(content["claims"]), dict(content["counts"]))
    except (KeyError, TypeError, ValueError):
        return KeptClaims()
