"""What the last build said of claims, for commands that do not judge them anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from placewright.workspace.folder import WorkspaceFolder


def built_claims(workspace: WorkspaceFolder) -> Mapping[str, Mapping[str, Any]]:
    """Each claim by id as `claims.json` of the last build has it; empty where none was built or it cannot be read."""
    try:
        content = json.loads((workspace.build / "claims.json").read_text(encoding="utf-8"))
        return {str(claim["id"]): claim for claim in content["claims"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def verdict_words(claim: Mapping[str, Any]) -> str:
    """A claim's verdict and marks, such as `holds (caveated)`; empty where it was not built.

    >>> verdict_words({"verdict": "holds", "marks": ["caveated", "stale"]}), verdict_words({})
    ('holds (caveated, stale)', '')
    """
    marks = ", ".join(str(mark) for mark in claim.get("marks", ()))
    return f"{claim.get('verdict', '')}{f' ({marks})' if marks else ''}"
