"""`verify_results`: published tables are made again from their answers, and every figure is compared."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from placewright.web.engagement.models import Instrument, ResultSet
from placewright.web.engagement.services.verifying import verify


class Command(BaseCommand):
    """Says of each set of tables whether every figure agrees; ends with an error where one does not."""

    help = "Makes published results again from their answers, and says whether every figure agrees."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which surveys and consultations; all that are published where none is named."""
        parser.add_argument("names", nargs="*", metavar="name", help="as in addresses; all published ones if none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify."""
        names = options["names"]
        if missing := set(names).difference(Instrument.objects.filter(slug__in=names).values_list("slug", flat=True)):
            raise CommandError(f"There is no survey or consultation '{min(missing)}'. Give its name as in addresses.")
        wanted = ResultSet.objects.filter(instrument__rehearsal_of=None).select_related("instrument")
        if names:
            wanted = wanted.filter(instrument__slug__in=names)
        else:
            wanted = wanted.exclude(published_at=None)
        failed = 0
        for made in wanted.order_by("instrument__slug", "number"):
            found = verify(made)
            failed += not found.agrees
            self.stdout.write(f"{made.instrument.slug}, tables {made.number}: {found.in_words}")
        if not wanted.exists():
            self.stdout.write("There are no tables to verify.")
        if failed:
            raise CommandError(f"{failed} could not be confirmed.")
