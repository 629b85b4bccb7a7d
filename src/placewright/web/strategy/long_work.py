"""Long work in a process of its own, which says in lines of JSON how far it is, and never outlives who asked for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ended:
    """How the work ended: the last line it said, its exit code, and the last words of its errors."""

    said: Mapping[str, Any]
    code: int
    trouble: str


def follow(
    module: str,
    *arguments: str,
    given: Mapping[str, str] | None = None,
    progress: Callable[[str], None] = lambda words: None,
) -> Ended:
    """Run a module as a process until it ends, telling each time how far it is.

    The process holds the end of a pipe from this one. Where this one is killed the pipe closes, and the process ends
    itself with all that it started.

    Args:
        module: its name; it asks `what_is_given` first, which also watches the pipe.
        arguments: what its command line gets.
        given: what `what_is_given` gives it.
        progress: is called with its words.
    """
    said: dict[str, Any] = {}
    command = [sys.executable, "-m", module, *arguments]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - both are pipes
        process.stdin.write(json.dumps(given or {}) + "\n")
        process.stdin.flush()
        for text in process.stdout:
            said = json.loads(text)
            if "progress" in said:
                progress(str(said["progress"]))
        code = process.wait()
        errors.seek(0)
        lines = errors.read().strip().splitlines()
    return Ended(said, code, lines[-1] if lines else "")


def what_is_given() -> dict[str, str]:
    """In the process: what it was given; asked once, before anything else reads its input."""
    line = bytearray()
    while (one := os.read(0, 1)) not in (b"", b"\n"):
        line += one
    given: dict[str, str] = json.loads(line.decode() or "{}")
    threading.Thread(target=_end_with_parent, name="ends with its parent", daemon=True).start()
    return given


def say(line: Mapping[str, object]) -> None:
    """In the process: a line for who follows it."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def say_how_far(name: str, done: int, of: int) -> None:
    """In the process: how far it is."""
    say({"progress": f"{name} {done}/{of}"})


def _end_with_parent() -> None:
    while os.read(0, 1024):
        continue
    if os.getsid(0) == os.getpid():  # started by `follow`: whatever is in this group was started here
        os.killpg(0, signal.SIGKILL)
