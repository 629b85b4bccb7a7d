"""How far a build is, for whoever waits for it."""

from __future__ import annotations

import sys

from placewright.cli._output import Output


class BuildProgress:
    """Says how far a build is, a line for each tenth on a plain stream."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._said: dict[str, int] = {}

    def __call__(self, name: str, done: int, of: int) -> None:
        tenth = 10 * done // of if of else 10
        if self._output.is_terminal:
            sys.stderr.write(f"\r{name} {done}/{of}".ljust(30) + ("\n" if done >= of else ""))
            sys.stderr.flush()
        elif tenth in (0, 5, 10) and self._said.get(name) != tenth:
            self._said[name] = tenth
            self._output.note(f"{name} {done}/{of}")
