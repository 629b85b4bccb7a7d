"""Kill the server mid-write again and again, and see that nothing it acknowledged is lost and the database opens.

Usage: python tools/kill_test.py [--kills 50] [--seconds 1.0]

Four writers work over HTTP without a pause: they add collections, upload documents, draft and publish claims, publish
chapters anew, and comment and propose words by reviewers' private links (see `kill_strategy`). A remark to which no
answer came is sent again, and must be there once. At a moment that a seeded generator picks, every process of the
server and the worker is killed (SIGKILL), or, every third time, only the parent, whose children must then leave the
port by themselves. After each kill the database is checked, and every acknowledged write is looked for, rows and files.
It runs on the embedded database, or on the PostgreSQL that PLACEWRIGHT_TEST_DATABASE names (start it with
tools/with_postgresql.py).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import with_postgresql
from free_ports import HOST, free_port
from kill_strategy import CHAPTERS, Strategy

ROOT = Path(__file__).resolve().parent.parent
WRITERS = CHAPTERS
_LONGEST_START = 120
_CSRF = "k" * 32

PREPARE = f"""
import sys
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from placewright.web.accounts.models import Account
ada = Account.objects.create_superuser("ada@vale.example", "a long pass phrase")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(ada.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = ada.get_session_auth_hash()
session.save()
sys.path.insert(0, {str(ROOT / "tools")!r})
import kill_strategy
print(kill_strategy.prepare(ada))
print(session.session_key)
"""
SERVE = "from placewright.web.config.serving import serve; serve({port}, print)"
LOG = "from placewright.web.common.event_log import first_broken; print(first_broken())"


class Lost(Exception):
    """An acknowledged write that is gone, a database that does not open, or a port that stays taken."""


@dataclass(slots=True)
class Acknowledged:
    """What the server said it had written."""

    strategy: Strategy
    collections: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many writes."""
        return len(self.collections) + len(self.documents) + self.strategy.total

    def __str__(self) -> str:
        drafts = sum(not live for live in self.strategy.claims.values())
        return (
            f"{len(self.collections)} collections, {len(self.documents)} documents, "
            f"{len(self.strategy.claims)} claims ({drafts} of them drafts), "
            f"{sum(self.strategy.chapters.values())} times a chapter, {len(self.strategy.remarks)} remarks "
            f"({self.strategy.again} of them sent again)"
        )


@dataclass(frozen=True, slots=True)
class Installation:
    """A data folder, the port that it is served on and the database's address; empty for the embedded one."""

    data: Path
    port: int
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLACEWRIGHT_", "DJANGO_"))}
        database = {"PLACEWRIGHT_DATABASE_URL": self.database} if self.database else {}
        told = {
            "PLACEWRIGHT_SECOND_FACTOR": "optional",  # the writer's session has none
            "PLACEWRIGHT_ANSWERS_A_MINUTE": "1000000",  # all answers come from one address
        }
        return kept | database | told | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{kept.get('PYTHONPATH', '')}"}

    def command(self, code: str) -> list[str]:
        """A command that runs code inside the web application."""
        start = "from pathlib import Path\nfrom placewright.web.config.starting import start_django\n"
        return [sys.executable, "-c", f"{start}start_django(Path({str(self.data)!r}))\n{code}"]

    def python(self, code: str) -> str:
        """What code prints that runs inside the web application."""
        done = subprocess.run(self.command(code), capture_output=True, text=True, env=self.environment, check=False)
        if done.returncode:
            raise Lost(done.stderr[-2000:])
        return done.stdout.strip()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database answers, asked without the application."""
        if not self.database:
            with sqlite3.connect(self.data / "database.sqlite3") as connection:
                return connection.execute(query).fetchall()
        import psycopg

        with psycopg.connect(self.database) as connection:
            return connection.execute(query).fetchall()


def run(
    kills: int, *, seconds: float, database: str, say: bool = True, begin: Callable[[Path], None] = lambda data: None
) -> Acknowledged:
    """Kill the server that often; what it had acknowledged, all of which is there.

    Args:
        kills: how often.
        seconds: how long it writes before that, about.
        database: the address of a database; empty for the embedded one.
        say: whether each kill is reported.
        begin: puts into the new data folder what is there before the installation is made.

    Raises:
        Lost: something is not.
    """
    rng = random.Random(20)
    data = Path(tempfile.mkdtemp(prefix="placewright-kills-"))
    here = Installation(data, free_port(), database)
    try:
        begin(data)
        ready, session = here.python(PREPARE).splitlines()[-2:]
        written = Acknowledged(Strategy(json.loads(ready)))
        for number in range(1, kills + 1):
            with served(here) as server:
                _write(here, session, written, for_seconds=seconds * (0.3 + rng.random()), server=server, at=number)
            wait_for_free(here.port)
            _check(here, written)
            if say:
                print(f"kill {number}/{kills}: {written.total} writes acknowledged, all there", flush=True)
        if broken := here.python(LOG).replace("None", ""):
            raise Lost(f"The event log is broken at {broken}.")
        if database:
            check_pages_of_postgresql(database)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    return written


@contextmanager
def served(here: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """The server, answering; whatever is left of it afterwards is killed."""
    code = SERVE.format(port=here.port)
    log = (here.data / "server.log").open("wb")
    server = subprocess.Popen(here.command(code), env=here.environment, stdout=log, stderr=log)
    try:
        until = time.monotonic() + _LONGEST_START
        while True:
            try:
                httpx.get(f"http://{HOST}:{here.port}/account/login/", timeout=30)
                break
            except httpx.TransportError as error:
                if server.poll() is not None or time.monotonic() > until:
                    said = (here.data / "server.log").read_text(errors="replace")[-2000:]
                    raise Lost(f"The server did not start: {said}") from error
                time.sleep(0.1)
        yield server
    finally:
        for pid in [*below(server.pid), server.pid]:
            kill(pid)
        server.wait()
        log.close()


def _write(
    here: Installation,
    session: str,
    written: Acknowledged,
    *,
    for_seconds: float,
    server: subprocess.Popen[bytes],
    at: int,
) -> None:
    """Have writers write, and kill the server under them."""
    before = written.total
    stop = threading.Event()
    writers = [
        threading.Thread(target=_writer, args=(here, session, written, stop, at, who), daemon=True)
        for who in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    until = time.monotonic() + _LONGEST_START
    while written.total < before + WRITERS and time.monotonic() < until:  # it is warm: now it is killed while it writes
        time.sleep(0.01)
    time.sleep(for_seconds)
    if at % 3 == 0:
        kill(server.pid)
    else:
        for pid in [server.pid, *below(server.pid)]:
            kill(pid)
    stop.set()
    for writer in writers:
        writer.join(timeout=60)
    if written.total < before + WRITERS:
        raise Lost("The server acknowledged nothing.")


def _writer(here: Installation, session: str, written: Acknowledged, stop: threading.Event, at: int, who: int) -> None:
    base = f"http://{HOST}:{here.port}"
    cookies = {"sessionid": session, "csrftoken": _CSRF}
    headers = {"X-CSRFToken": _CSRF, "Referer": base}
    number = who  # so that not all of them do the same at the same moment
    with httpx.Client(base_url=base, cookies=cookies, headers=headers, timeout=30) as client:
        while not stop.is_set():
            number += 1
            name = f"kill-{at}-{who}-{number}"
            try:
                if number % 6 == 0:
                    written.strategy.write_claim(client, name, live=(at + who) % 2 == 0)
                elif number % 6 == 1:
                    written.strategy.write_chapter(client, who)
                elif number % 6 in (2, 4):
                    written.strategy.say(client, name, "comment" if number % 6 == 2 else "proposal")
                elif number % 6 == 3:
                    answer = client.post("/team/collections/add/", data={"name": name, "parent": "1"})
                    if _is_taken(answer, "/team/collections/"):
                        written.collections.append(name)
                else:
                    file = {"file": (f"{name}.txt", name.encode() * 50, "text/plain")}
                    answer = client.post("/team/documents/add/", data={"title": name, "collection": "1"}, files=file)
                    if _is_taken(answer, "/team/documents/"):
                        written.documents.append(name)
            except httpx.TransportError:
                return


def _is_taken(answer: httpx.Response, then: str) -> bool:
    """Whether the server says that it wrote: it leads on to the list, not to a sign-in."""
    return answer.status_code == 302 and answer.headers["Location"].startswith(then)


def _check(here: Installation, written: Acknowledged) -> None:
    """Look for every acknowledged write, as a stranger to the application would.

    Raises:
        Lost: one is gone, or the database is damaged.
    """
    if not here.database and (said := here.rows("PRAGMA integrity_check")) != [("ok",)]:
        raise Lost(f"The database is damaged: {said[:3]}")
    collections = {str(row[0]) for row in here.rows("SELECT name FROM wagtailcore_collection")}
    documents = {str(title): str(file) for title, file in here.rows("SELECT title, file FROM wagtaildocs_document")}
    if gone := written.strategy.missing(here.rows):
        raise Lost(f"{len(gone)} of the strategy: {gone[0]}.")
    if gone := [name for name in written.collections if name not in collections]:
        raise Lost(f"{len(gone)} acknowledged collections are gone, such as {gone[0]}.")
    if gone := [name for name in written.documents if name not in documents]:
        raise Lost(f"{len(gone)} acknowledged documents are gone, such as {gone[0]}.")
    for name in written.documents:
        file = here.data / "media" / documents[name]
        if not file.is_file() or file.read_bytes() != name.encode() * 50:
            raise Lost(f"The file of the acknowledged document {name} is not what was sent.")


def check_pages_of_postgresql(database: str) -> None:
    """Have PostgreSQL look at every page of the database, where it can.

    Raises:
        Lost: one is damaged.
    """
    folder = with_postgresql.programs()
    if folder is None or not (folder / "pg_amcheck").is_file():
        return
    done = subprocess.run(
        [str(folder / "pg_amcheck"), "--install-missing", database], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Lost(f"pg_amcheck: {(done.stdout + done.stderr)[-1000:]}")


def below(pid: int) -> list[int]:
    """The processes that a process started, and those that these started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [one for child in children for one in (int(child), *below(int(child)))]


def kill(pid: int) -> None:
    """Kill a process, if it is still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def wait_for_free(port: int) -> None:
    """Wait until nothing listens on the port.

    Raises:
        Lost: something still does after half a minute.
    """
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)):
                return
        time.sleep(0.1)
    raise Lost(f"Something still listens on port {port}: the server's children outlived it.")


def main(argv: Sequence[str]) -> int:
    """Run the test; 0 where nothing is lost."""
    parser = argparse.ArgumentParser(prog="kill_test.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=50, help="how often the server is killed (50)")
    parser.add_argument("--seconds", type=float, default=1.0, help="how long it writes before that, about")
    given = parser.parse_args(argv)
    database = os.environ.get(with_postgresql.NAME, "")
    where = "PostgreSQL" if database else "the embedded database"
    try:
        written = run(given.kills, seconds=given.seconds, database=database)
    except Lost as error:
        print(f"LOST on {where}: {error}", file=sys.stderr)
        return 1
    print(f"{given.kills} kills on {where}: {written.total} acknowledged writes, none lost, the database opens.")
    print(written)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
