"""`work`: the worker, which first sets right what one that was killed left behind."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from placewright.web.strategy.recovery import only_worker, recover
from placewright.web.strategy.upkeep import do_upkeep, upkeep_beside


class Command(BaseCommand):
    """Runs background work until it is stopped."""

    help = "Runs builds, refreshes and other background work until it is stopped; one for each installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between looks at an empty queue")
        parser.add_argument("--batch", action="store_true", help="end when the queue is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recover, then work."""
        with ExitStack() as beside:
            is_only = beside.enter_context(only_worker())
            if is_only:
                recover()
            else:
                self.stderr.write("Another worker runs already; nothing is set right by this one.")
            if is_only and options["batch"]:
                do_upkeep()
            elif is_only:
                beside.enter_context(upkeep_beside())
            call_command(
                "db_worker",
                interval=options["interval"],
                batch=options["batch"],
                startup_delay=False,
                reload=False,
                verbosity=0,
            )
