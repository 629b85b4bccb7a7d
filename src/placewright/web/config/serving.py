"""Serving a workspace on this machine: database, first import and build, worker and web server, under one parent."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import TYPE_CHECKING

from placewright.core.errors import PlacewrightError
from placewright.core.said import words_kept
from placewright.web.config.children import running, start_again, wait_for_first

if TYPE_CHECKING:
    from placewright.web.strategy.models import Evidence

_PORTS, _PORTS_TRIED = 65_536, 20
HOST = "127.0.0.1"
_MOST_RESTARTS, _RESTARTS_WITHIN_SECONDS = 3, 600


def prepare(data: Path, workspace: Path | None, say: Callable[[str], None]) -> str:
    """Make the database current, take over the workspace and build what is not built; the first administrator's link.

    The link is a path that signs in once; empty where somebody can sign in already.

    Raises:
        PlacewrightError: the workspace cannot be taken over, or cannot be built.
    """
    os.environ["PLACEWRIGHT_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placewright.web.config.settings")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / "static").mkdir(exist_ok=True)  # it stays empty here, and is looked for
    keep_out_of_git(data)
    import django

    django.setup()
    from placewright.web.config.migrating import is_empty, migrate_where_needed

    if workspace is not None and is_empty():
        from placewright.web.config.building_ahead import built_ahead

        say(f"Building the pages of {workspace} ...")
        with built_ahead(data, workspace, _in_tenths(say)) as built:
            migrate_where_needed(data, say)
            _take_over(workspace, say, built=built)
        return _first_link()
    migrate_where_needed(data, say)
    if workspace is not None:
        _take_over(workspace, say)
    return _first_link()


def keep_out_of_git(data: Path) -> None:
    """Have Git pass over the folder wherever it lies: it holds accounts, people's answers and the key that signs."""
    ignored = data / ".gitignore"
    if not ignored.exists():
        ignored.write_text("# what lies here must not leave this machine\n*\n", encoding="utf-8")


def _take_over(workspace: Path, say: Callable[[str], None], *, built: Callable[[], Path | None] = lambda: None) -> None:
    """Take over what changed and build it; `built` waits for a build of the folder that was begun before."""
    from placewright.web.engagement.services.bringing import bring_instruments
    from placewright.web.strategy.agreement import NotAFastForward
    from placewright.web.strategy.building import new_build, run_build, shown_build
    from placewright.web.strategy.importing import import_folder
    from placewright.web.strategy.models import BuildState

    shown = shown_build()
    if shown is None:
        say(f"Taking over the records and figures of {workspace} ...")
    try:
        brought = import_folder(workspace)
    except NotAFastForward as error:
        if shown is None:
            raise
        say(f"What changed in {workspace} since was not taken over; what was made in the browser is served as it is.")
        say(f"  why:  {error.what}")
        say(
            "  mend: where nothing changed in the folder, nothing is to be done. Else export under Export and import in"
        )
        say("        the team's menu, bring the two together in the folder, and import it there.")
        return
    try:
        if made := bring_instruments(workspace):
            say(f"Surveys and consultations to look through: {', '.join(made)}.")
    except PlacewrightError as error:
        say(f"No surveys and consultations were taken over: {error}")
    is_changed = brought.added or brought.changed or brought.removed
    if shown is not None and not is_changed and _was_built(brought.evidence):
        return  # which of the builds is shown is for people to say
    like = built()
    if like is None:
        say(f"Building the pages of {workspace} ...")
    wanted = new_build(f"imported {workspace.name}", evidence=brought.evidence)
    build = run_build(wanted, progress=_in_tenths(say), like=like)
    if build.state != BuildState.READY:
        first = (build.trouble or [{"what": "The build failed.", "where": "", "fix": ""}])[0]
        what = words_kept(first["what"])
        if shown is None:
            raise PlacewrightError(what, where=first["where"], fix=words_kept(first["fix"]))
        say(f"The pages stay as they were: {first['where']}: {what}")


def _was_built(evidence: Evidence) -> bool:
    from placewright.web.strategy.models import Build, BuildState

    return Build.objects.filter(evidence=evidence, state=BuildState.READY).exists()


def _in_tenths(say: Callable[[str], None]) -> Callable[[str], None]:
    """Says how far a build is each time another tenth of it is done, so that a log stays short."""
    said: set[int] = set()

    def progress(words: str) -> None:
        done, _, of = words.rpartition(" ")[2].partition("/")
        tenth = 10 * int(done) // max(int(of), 1) if done.isdecimal() and of.isdecimal() else -1
        if tenth not in said:
            said.add(tenth)
            say(f"  {words}")

    return progress


def _first_link() -> str:
    from placewright.web.accounts.services import first_administrator_link

    return first_administrator_link()


def free_port(port: int) -> int:
    """The port, or the next that is free on this machine.

    Raises:
        PlacewrightError: none of the ports is free.
    """
    for candidate in range(port, min(port + _PORTS_TRIED, _PORTS)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, candidate))
            except OSError:
                continue
            return candidate
    raise PlacewrightError(
        f"The ports {port} to {min(port + _PORTS_TRIED, _PORTS) - 1} are all taken.", fix="Name another: `--port 9000`."
    )


def serve(
    port: int,
    say: Callable[[str], None],
    *,
    processes: int = 2,
    threads: int = 4,
    when_listening: Callable[[], None] = lambda: None,
) -> None:
    """Run the web server and the worker until interrupted; both end with this process, even where it is killed.

    `when_listening` is called once a browser is answered. A worker that ends is started again, and what it had in hand
    is done again; one that ends time after time is left alone, and the site stays up without it.

    Raises:
        PlacewrightError: the web server ended by itself.
    """
    web = [sys.executable, "-m", "gunicorn", "placewright.web.config.wsgi:application", "--bind", f"{HOST}:{port}"]
    web += ["--workers", str(processes), "--threads", str(threads), "--preload", "--log-level", "warning"]
    worker = [sys.executable, "-m", "placewright.web", "work"]
    with running((web, worker)) as children, _ending_on_term():
        try:
            if _listens(port, children[0]):
                when_listening()
            what = _kept_up(children, say)
        except KeyboardInterrupt:
            return
    raise PlacewrightError(what, fix="Look at what it printed above, then start it again.")


def _kept_up(children: list[subprocess.Popen[bytes]], say: Callable[[str], None]) -> str:
    """Keep a worker beside the web server until that ends; how it did."""
    started: list[float] = []
    watched = 2
    while True:
        wait_for_first(children[:watched])
        if children[0].poll() is not None:
            return _how_it_ended("web server", children[0].returncode)
        what, now = _how_it_ended("worker", children[1].returncode), monotonic()
        started = [moment for moment in started if now - moment < _RESTARTS_WITHIN_SECONDS]
        if len(started) < _MOST_RESTARTS:
            started.append(now)
            start_again(children, 1)
            say(f"{what} It was started again, and does again what it had in hand.")
        else:
            watched = 1
            _leave_alone()
            say(
                f"{what} It has ended {_MOST_RESTARTS + 1} times within {_RESTARTS_WITHIN_SECONDS // 60} minutes, so "
                "it is left alone. The pages stay up; nothing is built, refreshed or sent until this is stopped with "
                "Ctrl-C and started again. What it printed above says why."
            )


def _leave_alone() -> None:
    """Have the pages that wait for the worker say what would bring it back."""
    from placewright.web.strategy.worker_presence import leave_alone

    leave_alone()


def _how_it_ended(name: str, code: int) -> str:
    """How a process ended: by itself, or by a signal."""
    if code < 0:
        return f"The {name} was ended from outside, by the signal {signal.Signals(-code).name}."
    return f"The {name} ended by itself, with the exit code {code}."


def _listens(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes connections; False where it ended before."""
    while server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, port)) == 0:
                return True
        sleep(0.05)
    return False


@contextmanager
def _ending_on_term() -> Iterator[None]:
    """Have a request to end be what Ctrl-C is, so that the children are ended too."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
