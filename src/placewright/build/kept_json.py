"""What one check or build keeps for the next, as a JSON file below its output; a torn file is as good as none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from placewright.core.files import write_text


def kept_json(path: Path) -> dict[str, Any]:
    """What was kept; nothing where there is no such file, or it is torn."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def keep_json(path: Path, content: dict[str, Any]) -> None:
    """Keep it for the next."""
    write_text(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")))
