"""`work`: the worker, which first sets right what one that was killed left behind."""

from __future__ import annotations

import logging
import time
from contextlib import ExitStack
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, connections
from django_tasks_db.utils import is_locked_database_exception

from placewright.web.strategy.recovery import recover
from placewright.web.strategy.upkeep import do_upkeep, upkeep_beside
from placewright.web.strategy.worker_presence import only_worker

_PAUSE_SECONDS = 1.0
logger = logging.getLogger(__name__)


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
            if not is_only:
                self.stderr.write("Another worker runs already; nothing is set right by this one.")
            if is_only and options["batch"]:
                do_upkeep()
            elif is_only:
                beside.enter_context(upkeep_beside())
            while _is_locked_out(is_only, options):
                time.sleep(_PAUSE_SECONDS)


def _is_locked_out(is_only: bool, options: dict[str, Any]) -> bool:
    """Work until there is nothing more to do; whether it ended since another held the embedded database for too long.

    A writer may do so: a machine at its limit, a process that was stopped. The site goes down with its worker, so it
    sets right what that left unfinished, and goes on.
    """
    try:
        if is_only:
            recover()
        call_command(
            "db_worker",
            interval=options["interval"],
            batch=options["batch"],
            startup_delay=False,
            reload=False,
            verbosity=0,
        )
    except OperationalError as error:
        if not is_locked_database_exception(error):
            raise
        logger.warning("The database was held by another for too long; the worker goes on.")
        connections.close_all()
        return True
    return False
