"""An installation of its own, filled by a script and served on this machine alone for journeys in a browser."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from free_ports import free_port

from migrated import copy_migrated

_PATIENCE = 300
"""Seconds in which a server starts, answers once and ends on a machine that others use too."""
TESTS = Path(__file__).resolve().parents[1]


@contextmanager
def served_with(data: Path, script: str, page: str, **settings: str) -> Iterator[tuple[str, str]]:
    """Its address, and the last line that the script said.

    Args:
        data: an empty folder for the installation.
        script: the name of the script beside this file that fills it.
        page: a page that answers once the server is there.
        settings: more of its environment.
    """
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PLACEWRIGHT_", "DJANGO_"))}
    env |= {"PLACEWRIGHT_DATA": str(data), "DJANGO_SETTINGS_MODULE": "placewright.web.config.settings", **settings}
    env["PYTHONPATH"] = os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)])
    copy_migrated(data)
    fill = [sys.executable, str(TESTS / "e2e" / script)]
    said = subprocess.run(fill, env=env, check=True, capture_output=True, text=True).stdout.strip().splitlines()
    command = [sys.executable, "-m", "placewright.web", "runserver", "--noreload", f"127.0.0.1:{port}"]
    with (data / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}{page}", server)
            yield f"http://127.0.0.1:{port}", said[-1] if said else ""
        finally:
            server.terminate()
            server.wait(timeout=_PATIENCE)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=_PATIENCE).close()  # asked once, since each asking is more to do for it
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
        else:
            return
    raise AssertionError(f"{url} never answered")
