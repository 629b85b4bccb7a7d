"""What the app adds to Wagtail's administration, each part in a module of its own."""

from __future__ import annotations

from placewright.web.strategy import keeping_hooks

__all__ = ["keeping_hooks"]
