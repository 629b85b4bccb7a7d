"""Pages are drawn in processes that end when nobody waits for them."""

from __future__ import annotations

import os
import signal
import time

import pytest

from placewright.build.jobs import Drawing, page_job


def sleep_long() -> dict[str, bytes]:
    time.sleep(60)
    return {}


def interrupt_itself() -> dict[str, bytes]:
    signal.raise_signal(signal.SIGINT)
    return {"pid": str(os.getpid()).encode()}


def test_processes_end_when_the_work_is_stopped() -> None:
    with pytest.raises(KeyboardInterrupt), Drawing(2) as drawing:
        drawing.begin(page_job("long", "sleep_long", code="", module=__name__))
        processes = list(drawing._pool._processes.values())  # type: ignore[union-attr]
        raise KeyboardInterrupt
    assert len(processes) == 2
    for process in processes:
        process.join(60)
        assert not process.is_alive()


def test_interrupts_are_left_to_the_process_that_a_person_started() -> None:
    with Drawing(2) as drawing:
        drawing.begin(page_job("interrupted", "interrupt_itself", code="", module=__name__))
        (drawn,) = drawing.finished()
    assert int(drawn.files["pid"]) != os.getpid()
