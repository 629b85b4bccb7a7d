"""`clear_away`: what respondents left and what has had its time is removed now, as the worker does by itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from placewright.web.engagement.upkeep import clear_away


class Command(BaseCommand):
    """Removes what has had its time, and says how much."""

    help = "Removes what respondents left and what has had its time; the worker does so too."

    def handle(self, *args: Any, **options: Any) -> None:
        """Clear away."""
        for what, number in clear_away().items():
            self.stdout.write(f"{what}: {number}")
