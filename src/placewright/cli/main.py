"""The command line: finds the command, runs it, and turns trouble into a message and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from errno import EACCES, EPERM, EROFS
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from typing import Any, NoReturn

from placewright import __version__
from placewright.cli._stopping import stopping
from placewright.core.errors import PlacewrightError, did_you_mean
from placewright.core.files import is_disk_full, writes_all

COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("new", "make a workspace for any place", "new"),
    ("fetch", "make snapshots, from the publishers or from a folder of their files", "fetch"),
    ("adopt", "pin the newest snapshots and rewrite figures/; says first what changes", "adopt"),
    ("build", "evidence, claims, site and data; only what changed", "build"),
    ("check", "whether the records hold together and the claims hold", "check"),
    ("review", "clear a suspect link, recorded as a decision", "review"),
    ("edition", "make an edition: a version of the strategy that pins everything it rests on", "edition"),
    ("diff", "what changed since an edition, another workspace or an export", "diff"),
    ("verify", "recompute an edition from its pins and compare every byte", "verify"),
    ("outlines", "get the boundaries that the maps are drawn from", "outlines"),
    ("trace", "the chain from a record down to publisher, table and cell", "trace"),
    ("list", "indicators, datasets, claims, priorities ... of a workspace", "list_"),
    ("profile", "a scorecard of a place", "profile"),
    ("export", "the whole workspace as one checked file", "export"),
    ("import", "a workspace from an exported file", "import_"),
    ("serve", "a workspace as a web application on this machine, or its built site", "serve"),
    ("backup", "the web application's whole state in one checked file", "backup"),
    ("restore", "the web application's whole state from a file that `backup` wrote", "restore"),
)
"""Each command's name, help and module below `placewright.cli`; only the module of the command given is imported."""

OK, FAILED, MISUSE, INTERRUPTED = 0, 1, 2, 130
STOPPED = "Stopped. What was finished is kept."


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 where all is well, 1 for an error or failed check, 2 for misuse.

    Every error is one message that says what, where and how to mend it; `--debug` shows the traceback as well.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, TextIOWrapper) and not writes_all(sys.stdout):
        sys.stdout.reconfigure(errors="replace")  # what the terminal has no letter for is no reason to say nothing
    arguments = None
    with stopping() as stop:
        try:
            arguments = _parse(given)
            code = arguments.run(arguments)
            sys.stdout.flush()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else MISUSE
        except KeyboardInterrupt:
            _say(STOPPED)
            return INTERRUPTED
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        except Exception as error:
            if stop.asked:  # a library has made an error of its own of the interrupt
                _say(STOPPED)
                return INTERRUPTED
            if arguments is None or arguments.debug:
                raise
            _say(_explained(error))
            return FAILED
    return int(code)


def offered(module: str) -> bool:
    """Whether this installation has the command's module."""
    return find_spec(f"placewright.cli.{module}") is not None


class _Parser(argparse.ArgumentParser):
    """A parser that takes names and options in any order, and says in one line what it could not read."""

    _is_within = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As the parser that this is one of; but names may follow an option, as in `adopt PLACE --dry-run NAME`."""
        if self._is_within or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._is_within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_within = False

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(MISUSE, f"{self.prog}: {message}\n")


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="placewright", description="The workshop in which a place makes its economic strategy.")
    parser.add_argument("--version", action="version", version=f"placewright {__version__}")
    _add_common(parser, default=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    chosen = next((word for word in argv if not word.startswith("-")), None)
    names = {}
    for name, help_text, module in COMMANDS:
        if not offered(module):
            continue
        names[name] = f"placewright.cli.{module}"
        if name != chosen:
            commands.add_parser(name, help=help_text, add_help=False)
    if chosen in names:
        command = import_module(names[chosen])
        command.add_parser(commands)
        _add_common(commands.choices[chosen], default=argparse.SUPPRESS)
        commands.choices[chosen].set_defaults(run=command.run)
    elif chosen is not None:
        hint = did_you_mean(chosen, names) or "See `placewright --help`."
        parser.error(f"There is no command '{chosen}'. {hint}")
    arguments, strange = parser.parse_known_args(argv)
    if strange:
        at = commands.choices[chosen] if chosen else parser
        options = [option for action in at._actions for option in action.option_strings]
        word = strange[0].partition("=")[0]
        hint = did_you_mean(word, options) or f"See `{at.prog} --help`."
        at.error(
            f"There is no option '{word}'. {hint}" if word[:1] == "-" else f"'{word}' is one word too many. {hint}"
        )
    if chosen is None:
        parser.print_help()
        parser.exit(MISUSE)
    return arguments


def _add_common(parser: argparse.ArgumentParser, *, default: object) -> None:
    parser.add_argument("--json", action="store_true", default=default, help="machine-readable output")
    parser.add_argument("--debug", action="store_true", default=default, help="show the traceback of an error")


def _explained(error: Exception) -> str:
    if isinstance(error, PlacewrightError):
        return f"placewright: {error}"
    if isinstance(error, NotADirectoryError):
        return f"placewright: {error.filename}: A part of this path is a file. Name a folder, or one that can be made."
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        if is_disk_full(error):
            return f"placewright: {where}The disk is full. Free some space on it and run the command again."
        mend = " Check that you may read and write there." if error.errno in (EACCES, EPERM, EROFS) else ""
        return f"placewright: {where}{error.strerror or error}.{mend}"
    return (
        f"placewright: This should not have happened ({type(error).__name__}: {error}). "
        "Run it again with --debug and report what it shows."
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
