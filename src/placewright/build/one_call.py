"""One call in another process, which imports what it needs while this one finds out what to ask."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess, SpawnProcess
from typing import Any

from placewright.build.jobs import begin_elsewhere, holds_threads, import_all, leave_pandas_out, no_interrupts, own_here
from placewright.core.errors import PlacewrightError


class ProcessGone(PlacewrightError):
    """The other process ended before it had answered."""


@contextmanager
def one_call_elsewhere(needed: Sequence[str]) -> Iterator[Callable[..., Callable[[], Any]]]:
    """Gives what has one function called in another process, which is started at once and imports what is `needed`.

    What is called hands back what waits for the answer; see `Elsewhere`. Unlike a pool of processes it starts no thread
    here, so that others may still be forked. It ends with the block, asked or not.

    Raises:
        ProcessGone: from what waits, where the process was ended from outside.
    """
    begun = ForkProcess if sys.platform == "linux" and not holds_threads() else SpawnProcess
    here, there = Pipe()
    process = begun(target=_answer, args=(there, here, tuple(needed), *own_here()), daemon=True)
    with no_interrupts():
        process.start()
    there.close()

    def ask(function: Callable[..., Any], *arguments: object) -> Callable[[], Any]:
        here.send((function, arguments))

        def wait() -> Any:
            try:
                is_made, answer = here.recv()
            except (EOFError, ConnectionError) as error:
                raise ProcessGone(
                    "The process that computes evidence was ended from outside.",
                    fix="Look whether the machine is short of memory, then run it again.",
                ) from error
            if is_made:
                return answer
            raise answer

        return wait

    try:
        yield ask
    finally:
        process.terminate()
        process.join()
        here.close()


def _answer(there: Connection, here: Connection, needed: Sequence[str], parent: int, catalogue: str) -> None:
    """What the other process does."""
    here.close()
    begin_elsewhere(parent, catalogue)
    leave_pandas_out()
    import_all(needed)
    try:
        function, arguments = there.recv()
    except EOFError:
        return
    try:
        answer = True, function(*arguments)
    except Exception as error:
        answer = False, error
    there.send(answer)
