"""Run a command beside a PostgreSQL of its own, which is started for it on this machine and removed afterwards.

Usage: python tools/with_postgresql.py [--durable] [--if-there] COMMAND [ARGUMENT ...]

The command finds the address of the database in PLACEWRIGHT_TEST_DATABASE. The cluster lies in a temporary folder and
listens on the loopback alone, on a free port. It is quick and forgetful unless --durable is given; that one writes to
the disk as in production. With --if-there a machine without PostgreSQL says so and passes, unless PLACEWRIGHT_REQUIRE
names `postgresql` or `all`. Root cannot run PostgreSQL, so the user `postgres` does that for it.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NAME = "PLACEWRIGHT_TEST_DATABASE"
SHARD = "postgresql"
DATABASE = "placewright"
_INSTALLED = Path("/usr/lib/postgresql")
_LONGEST_START = 60
_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_PR_SET_PDEATHSIG = 1


class NoCluster(Exception):
    """A cluster could not be started; the message says why."""


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: on the path, or Debian's newest; None where there is none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = [
        path for path in _INSTALLED.glob("*/bin") if (path / "initdb").is_file() and path.parent.name.isdecimal()
    ]
    return max(versions, key=lambda path: int(path.parent.name), default=None)


def what_is_missing() -> str:
    """What this machine lacks for a cluster of its own, in words; empty where it lacks nothing."""
    if programs() is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    if os.getuid() == 0 and _owner() is None:
        return "root cannot run PostgreSQL and there is no user called postgres"
    return ""


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """The address of a database in a cluster that lasts as long as the block.

    Raises:
        NoCluster: it could not be started.
    """
    if missing := what_is_missing():
        raise NoCluster(missing)
    folder = Path(tempfile.mkdtemp(prefix="placewright-postgresql-"))
    try:
        if owner := _owner():
            shutil.chown(folder, owner)
        data, port = folder / "data", _free_port()
        _run("initdb", "-D", str(data), "-U", DATABASE, "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
        with _running(data, port, durable=durable):
            yield f"postgresql://{DATABASE}@127.0.0.1:{port}/{DATABASE}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(data: Path, port: int, *, durable: bool) -> Iterator[None]:
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={data.parent}"]
    settings += ["shared_buffers=128MB", "max_connections=100", *(() if durable else _FORGETFUL)]
    log = data.parent / "log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [str(_program("postgres")), "-D", str(data), *(part for one in settings for part in ("-c", one))],
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            cwd=data.parent,
            start_new_session=True,  # Ctrl-C is for the command; the cluster is stopped after it
            user=_owner(),
            preexec_fn=_end_with_parent,
        )
    try:
        _wait_for(server, port, log)
        _run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", DATABASE, DATABASE)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=20)


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _LONGEST_START
    ready = [str(_program("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", DATABASE]
    while server.poll() is None and time.monotonic() < until:
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise NoCluster(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()[-500:]}")


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(_program(program)), *arguments], capture_output=True, text=True, user=_owner(), cwd="/", check=False
    )
    if done.returncode:
        raise NoCluster(f"{program} failed: {done.stderr.strip()[-500:]}")


def _program(name: str) -> Path:
    folder = programs()
    if folder is None:
        raise NoCluster(what_is_missing())
    return folder / name


def _owner() -> int | None:
    """The number of the user that runs the cluster; None for whoever runs this, or where root has no such user."""
    import pwd

    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_uid
    except KeyError:
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    """Have the system stop the cluster should whoever started it be killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit code, or 1 where no cluster could be had."""
    parser = argparse.ArgumentParser(prog="with_postgresql.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--durable", action="store_true", help="write to the disk as in production")
    parser.add_argument("--if-there", action="store_true", help="pass, saying so, where PostgreSQL is not installed")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what to run, with its arguments")
    given = parser.parse_args(argv)
    if not given.command:
        parser.error("Name a command to run.")
    required = {SHARD, "all"} & set(os.environ.get("PLACEWRIGHT_REQUIRE", "").split(","))
    missing = what_is_missing()
    if missing and given.if_there and not required:
        print(f"not run: {' '.join(given.command)} on PostgreSQL, since {missing}", flush=True)
        return 0
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with cluster(durable=given.durable) as address:
            print(f"PostgreSQL is at {address}", flush=True)
            return subprocess.run(given.command, env=os.environ | {NAME: address}, check=False).returncode
    except NoCluster as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
