"""The web application with the pilot live, served on this machine alone for tests in a browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from free_ports import free_port

from migrated import copy_migrated
from strategy_tests.pilot import share_pilots_build

TESTS = Path(__file__).resolve().parents[1]


@contextmanager
def served_pilot(data: Path, role: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Its address, and the cookie that signs somebody of the role in.

    Args:
        data: an empty folder for the installation.
        role: what the account with the cookie may do.
    """
    share_pilots_build(data)
    copy_migrated(data)
    port = free_port()
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PLACEWRIGHT_", "DJANGO_"))},
        "PLACEWRIGHT_DATA": str(data),
        "PLACEWRIGHT_SECOND_FACTOR": "optional",
        "DJANGO_SETTINGS_MODULE": "placewright.web.config.settings",
        "PYTHONPATH": os.pathsep.join([str(TESTS), *(path for path in sys.path if path)]),
    }
    said = subprocess.run(
        [sys.executable, str(TESTS / "strategy_tests" / "prepare.py"), role],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    command = [sys.executable, "-m", "gunicorn", "placewright.web.config.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--threads", "4", "--timeout", "300", "--log-level", "error"]
    with subprocess.Popen(command, env=env) as server:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}", json.loads(said.stdout.splitlines()[-1])
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(1500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(port)
