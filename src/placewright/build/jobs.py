"""Drawing pages in two processes: each job names a function of the publisher and its plain arguments."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from typing import cast

Render = Callable[..., dict[str, bytes]]


@dataclass(frozen=True, slots=True)
class PageJob:
    """One step of drawing: its name in the report, the function of `placewright.publish` and its arguments."""

    name: str
    module: str
    function: str
    arguments: tuple[object, ...]
    key: str


def page_job(name: str, function: str, *arguments: object, code: str, module: str = "site") -> PageJob:
    """A job whose key holds all that its output depends on: function, arguments and the publisher's code."""
    digest = hashlib.sha256(f"{module}.{function}\n{code}\n".encode())
    for argument in arguments:
        digest.update(repr(argument).encode())
    return PageJob(name, module, function, arguments, digest.hexdigest())


def draw(job: PageJob) -> dict[str, bytes]:
    """The files that a job makes, by their paths below the site."""
    function = cast(Render, getattr(import_module(f"placewright.publish.{job.module}"), job.function))
    return function(*job.arguments)


class Drawing:
    """A pool of processes that draw; one that is given a single job or no processes draws in this one."""

    def __init__(self, processes: int) -> None:
        self._pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn")) if processes > 1 else None
        self._warm: list[Future[None]] = []

    def __enter__(self) -> Drawing:
        if self._pool is not None:
            self._warm = [self._pool.submit(_warm_up) for _ in range(2)]
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def draw_all(self, jobs: Iterable[PageJob]) -> Iterator[tuple[PageJob, dict[str, bytes]]]:
        """Each job with its files, in the order they are done."""
        listed = list(jobs)
        if self._pool is None or len(listed) < 2:
            yield from ((job, draw(job)) for job in listed)
            return
        futures = {self._pool.submit(draw, job): job for job in listed}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _warm_up() -> None:
    import_module("placewright.publish.site")
