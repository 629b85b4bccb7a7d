"""What kinds of file the media questions of an XLSForm take."""

from __future__ import annotations

from collections.abc import Mapping

KINDS_OF_FILE: Mapping[str, tuple[str, ...]] = {
    "image": ("jpg", "png"),
    "audio": ("mp3", "m4a"),
    "video": ("mp4",),
}
ANY_FILE = ("pdf", "jpg", "png")
"""What a question of type `file` takes, which says nothing of kinds."""
