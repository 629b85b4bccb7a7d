"""Drawing pages in two processes: each job names a function of the publisher and its plain arguments."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from importlib.abc import MetaPathFinder
from multiprocessing import get_context
from threading import Thread
from time import perf_counter, sleep
from typing import Any, TypeVar, cast

from placewright.core.late_dataclass import dataclass
from placewright.core.words import speak_catalogue, spoken_catalogue

Result = TypeVar("Result")
Render = Callable[..., dict[str, bytes]]

SITE = "placewright.publish.site"
"""The module that draws most pages."""

ANALYSES = (
    "placewright.analysis.derived_series",
    "placewright.analysis.results",
    "scipy.linalg",
    "scipy.sparse.csgraph",
    "scipy.sparse.linalg",
    "scipy.special",
)
"""The modules that evidence and analyses are computed with; most of the time to import them is SciPy's."""

DOCUMENTS = ("placewright.publish.pdf", "placewright.publish.word", "docx", "typst")
"""The modules that the documents of the whole text are made with; slides change less often and bring their own."""

_NEEDED = (SITE, "placewright.build.analysis_pages", "pyarrow.parquet", "pyarrow.compute", "numpy", "shapely")


@dataclass(frozen=True, slots=True)
class PageJob:
    """One step of drawing: its name in the report, the function that draws it, by module, and its arguments.

    `known_key` holds all that its output depends on; without one it is made of function, arguments and `code`.
    """

    name: str
    module: str
    function: str
    arguments: tuple[object, ...]
    known_key: str = ""
    code: str = ""

    @property
    def key(self) -> str:
        """The key of all that the output depends on; making it of long arguments takes as long as drawing them."""
        if self.known_key:
            return self.known_key
        digest = hashlib.sha256(f"{self.module}.{self.function}\n{self.code}\n".encode())
        for argument in self.arguments:
            digest.update(repr(argument).encode())
        return digest.hexdigest()


def page_job(name: str, function: str, *arguments: object, code: str, module: str = SITE) -> PageJob:
    """A job whose key holds all that its output depends on: function, arguments and the publisher's code."""
    return PageJob(name, module, function, arguments, code=code)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A job that is done: its name and key, its files by their paths below the site, and how long drawing them took.

    The job itself stays where it was drawn: sending its arguments back takes longer than drawing a page.
    """

    name: str
    key: str
    files: dict[str, bytes]
    seconds: float


def draw(job: PageJob) -> Drawn:
    """Do a job."""
    started = perf_counter()
    function = cast(Render, getattr(import_module(job.module), job.function))
    return Drawn(job.name, job.key, function(*job.arguments), perf_counter() - started)


class Drawing:
    """A pool of processes that draw what they are given; with one process, each is drawn when it is asked for."""

    def __init__(self, processes: int, *, needed: Sequence[str] = (), meanwhile: Sequence[str] = ()) -> None:
        """Start the processes.

        Args:
            processes: how many.
            needed: modules that every process needs, imported once before they are started.
            meanwhile: modules that the processes import while they have nothing to draw.
        """
        self._pool = _pool(processes, needed, meanwhile) if processes > 1 else None
        self._begun: dict[Future[Drawn], str] = {}
        self._waiting: list[PageJob] = []

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, trouble: type[BaseException] | None, *_: object) -> None:
        if self._pool is None:
            return
        if trouble is None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        elif issubclass(trouble, Exception):  # what is being drawn ends by itself, the rest is not begun
            self._pool.shutdown(wait=True, cancel_futures=True)
        else:
            self._abandon(self._pool)

    def _abandon(self, pool: ProcessPoolExecutor) -> None:
        """End the processes at once, since somebody wants to stop.

        Python before 3.12 would then wait for ever to hand over jobs that nobody reads any more, unless the reading end
        is closed.
        """
        queue = pool._call_queue  # type: ignore[attr-defined]
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        if queue is not None:
            queue.cancel_join_thread()
            with suppress(OSError):
                queue._reader.close()

    def begin(self, job: PageJob) -> None:
        """Have a job done, when it is asked for or when a process is free."""
        if self._pool is None:
            self._waiting.append(job)
        else:
            self._begun[self._pool.submit(draw, job)] = job.name

    def elsewhere(self, function: Callable[..., Result], *arguments: object) -> Callable[[], Result]:
        """Have a function called in another process; what is returned waits for its result.

        With one process it is called when the result is asked for.
        """
        if self._pool is None:
            return partial(function, *arguments)
        return self._pool.submit(function, *arguments).result

    def finished(self, start: str = "") -> Iterator[Drawn]:
        """Each job that was begun, in the order they are done; with `start`, those alone whose names start so."""
        waiting = [job for job in self._waiting if job.name.startswith(start)]
        begun = {future for future, name in self._begun.items() if name.startswith(start)}
        yield from (draw(job) for job in waiting)
        for future in as_completed(begun):
            yield future.result()
        self._waiting = [job for job in self._waiting if not job.name.startswith(start)]
        self._begun = {future: name for future, name in self._begun.items() if future not in begun}


def leave_pandas_out() -> None:
    """Have Arrow look for pandas while there is none to be found, unless it is already here.

    Otherwise Arrow imports it when it is first given a list of numbers, only to ask whether that list is one of
    pandas': a fifth of a second in each process. Whoever asks Arrow for a pandas object later still gets one.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    sys.meta_path.insert(0, _NoPandas)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(_NoPandas)


class _NoPandas(MetaPathFinder):
    """A finder of modules that says of pandas that it is not there."""

    @classmethod
    def find_spec(cls, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("pandas is left out", name=name)


def _pool(processes: int, needed: Sequence[str], meanwhile: Sequence[str]) -> ProcessPoolExecutor:
    """Processes that hold what drawing needs, and end when this one does.

    Where processes can be forked they are, before anything here has started a thread, so that what they all need is
    imported once.
    """
    for name in (*_NEEDED, *needed):
        import_module(name)
    context = get_context("fork" if sys.platform == "linux" and not holds_threads() else "spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=begin_elsewhere, initargs=own_here())
    with no_interrupts():
        for _ in range(processes):
            pool.submit(import_all, (SITE, *meanwhile))
    return pool


@contextmanager
def one_elsewhere() -> Iterator[Callable[..., Callable[[], Any]]]:
    """Gives what has functions called in one other process, begun when it is first asked for: see `Elsewhere`.

    It must not be asked for the first time while threads run.
    """
    pool: list[ProcessPoolExecutor] = []

    def elsewhere(function: Callable[..., Any], *arguments: object) -> Callable[[], Any]:
        if not pool:
            context = get_context("fork" if sys.platform == "linux" and not holds_threads() else "spawn")
            pool.append(ProcessPoolExecutor(1, mp_context=context, initializer=begin_elsewhere, initargs=own_here()))
        with no_interrupts():
            return pool[0].submit(function, *arguments).result

    is_well = False
    try:
        yield elsewhere
        is_well = True
    finally:  # where all went well the pool's thread is waited for: one that ends while Python does leaves a traceback
        for each in pool:
            each.shutdown(wait=is_well, cancel_futures=True)


def holds_threads() -> bool:
    """Whether Typst was loaded here: it keeps threads that a forked process lacks, and would wait for them for ever."""
    return "typst" in sys.modules


def import_all(names: Sequence[str]) -> None:
    """Import modules before they are needed."""
    for name in names:
        import_module(name)


@contextmanager
def no_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back while processes are started, which inherit that: it is for the process that a person started."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def own_here() -> tuple[int, str]:
    """What a process that begins is told of this one."""
    return os.getpid(), spoken_catalogue()


def begin_elsewhere(parent: int, catalogue: str) -> None:
    """Speak as the parent does, leave interrupts to it, and end soon after it has gone, however it ended."""
    if catalogue != spoken_catalogue():
        speak_catalogue(catalogue)
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            sleep(1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()
