"""Prints the reference of the interface as a page of the documentation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from placewright.web.api.reference import as_markdown


class Command(BaseCommand):
    """Prints `docs/reference/api.md`."""

    help = "Print the reference of the JSON interface, made from its description."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(as_markdown(), ending="")
