"""One call in another process: answered, refused, or said to be lost; the process never outlives who asked."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

import pytest

from placewright.build.one_call import ProcessGone, one_call_elsewhere
from placewright.core.errors import PlacewrightError


def where_it_ran(more: bytes) -> tuple[int, int]:
    return os.getpid(), len(more)


def refuse() -> None:
    raise PlacewrightError("The figures are torn.", where="figures/a.parquet", fix="Adopt them again.")


def end_at_once() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_call_is_answered_by_another_process_that_began_no_thread_here() -> None:
    threads = threading.active_count()
    with one_call_elsewhere(("json",)) as ask:
        wait = ask(where_it_ran, b"x" * 1_000_000)
        assert threading.active_count() == threads
        assert wait() == (wait_pid(), 1_000_000)
    assert not multiprocessing.active_children()


def wait_pid() -> int:
    [process] = multiprocessing.active_children()
    assert process.pid is not None and process.pid != os.getpid()
    return process.pid


def test_what_it_refuses_is_refused_here() -> None:
    with one_call_elsewhere(()) as ask, pytest.raises(PlacewrightError, match="The figures are torn") as refused:
        ask(refuse)()
    assert refused.value.fix == "Adopt them again."


def test_a_process_that_was_killed_is_said_to_be_gone() -> None:
    with one_call_elsewhere(()) as ask, pytest.raises(ProcessGone, match="ended from outside"):
        ask(end_at_once)()


def test_a_process_that_nobody_asked_ends_with_the_block() -> None:
    with one_call_elsewhere(("json",)):
        wait_pid()
    assert not multiprocessing.active_children()
