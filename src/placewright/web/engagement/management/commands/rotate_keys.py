"""`rotate_keys`: a new key seals names, addresses and files, and what older keys sealed is sealed anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from placewright.core.errors import PlacewrightError
from placewright.web.engagement.services.key_rotation import forget_old_keys, rotate_keys


class Command(BaseCommand):
    """Rotates the sealing keys, while the server runs; broken off, it is run again and does what is left."""

    help = "Makes a new key and seals names, addresses, contacts and files of respondents with it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to remove old keys."""
        parser.add_argument("--forget-old", action="store_true", help="remove keys that open nothing here any more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, or forget."""
        try:
            if options["forget_old"]:
                removed = ", ".join(forget_old_keys())
                self.stdout.write(f"Removed: {removed}." if removed else "There is no old key.")
                return
            made = rotate_keys()
        except PlacewrightError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Sealed anew with {made.newest.name}: contacts {made.contacts}, identities {made.identities}, "
            f"names of files {made.names}, files {made.files}, files that wait to be taken in {made.uploads}."
        )
        if made.older:
            names = ", ".join(path.name for path in made.older)
            self.stdout.write(f"Copies taken before need {names}: keep them apart. --forget-old removes them here.")
