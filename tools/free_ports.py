"""Ports of this machine on which tests may serve: nobody else takes one between the choice and the server's start."""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path
from typing import IO

HOST = "127.0.0.1"
_PORTS = range(20_000, 32_000)
"""Below those that the system gives to connections: one of these can take no port that was chosen."""
_HELD: list[IO[str]] = []
"""Locks of the ports that this process chose, until it ends."""


def free_port() -> int:
    """A port that nothing listens on, and that no other process which asks here is given while this one lives."""
    folder = Path(tempfile.gettempdir()) / f"placewright-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    for port in random.sample(_PORTS, len(_PORTS)):
        lock = (folder / str(port)).open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as probe:
                probe.bind((HOST, port))
        except OSError:
            lock.close()
            continue
        _HELD.append(lock)
        return port
    raise RuntimeError("No port is free.")
