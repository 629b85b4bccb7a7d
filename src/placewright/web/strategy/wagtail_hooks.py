"""What the app adds to Wagtail's administration, each part in a module of its own."""

from __future__ import annotations

from placewright.web.strategy import editor_hooks, keeping_hooks, refresh_hooks, waiting
from placewright.web.strategy.co_design import wagtail_hooks as co_design_hooks

__all__ = ["co_design_hooks", "editor_hooks", "keeping_hooks", "refresh_hooks", "waiting"]
