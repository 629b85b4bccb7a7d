"""Writes docs/reference/commands.md from the commands' own parsers, so that the two cannot drift."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from placewright.cli.main import COMMANDS, offered

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "commands.md"
INTRODUCTION = """# Commands

    placewright [--json] [--debug] COMMAND ...

- `--json` prints one JSON document on standard output instead of text; progress and warnings stay on standard error.
- `--debug` shows the traceback of an error; without it an error is one message that says what is
  wrong, where, and how to mend it.
- `--version` prints the version. `--help` explains a command.

Both flags may stand before or after the command.

| exit code | meaning |
|---|---|
| 0 | all is well, warnings included |
| 1 | something failed, was refused, or a check found an error |
| 2 | the command was given wrongly |
| 130 | stopped with Ctrl-C; what was finished is kept |

Environment: `NO_COLOR` turns colour off. `PLACEWRIGHT_CONTACT` is an address that publishers see when data are fetched
from them. `PLACEWRIGHT_NOMIS_KEY` is your Nomis key, if you have one. `HTTPS_PROXY` and `SSL_CERT_FILE` are respected.
"""


def main() -> None:
    """Write the page."""
    parts = [INTRODUCTION]
    for name, help_text, module in COMMANDS:
        if offered(module):
            parts.append(_section(name, help_text, module))
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _section(name: str, help_text: str, module: str) -> str:
    holder = argparse.ArgumentParser(prog="placewright")
    commands = holder.add_subparsers()
    import_module(f"placewright.cli.{module}").add_parser(commands)
    parser = commands.choices[name]
    positional, options = [], []
    for action in parser._actions:
        if action.dest == "help":
            continue
        words = _words(action)
        (options if action.option_strings else positional).append(f"| `{words}` | {_help(action)} |")
    usage = " ".join(parser.format_usage().removeprefix("usage: ").replace("[-h] ", "").split())
    text = " ".join((parser.description or help_text).split())
    table = ["| argument | meaning |", "|---|---|", *positional, *options]
    return f"## {name}\n\n    {usage}\n\n{text}\n\n" + "\n".join(table) + "\n"


def _words(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar or action.dest)
    value = "" if action.nargs == 0 else str(action.metavar or ", ".join(action.choices or [action.dest.upper()]))
    return " ".join([", ".join(action.option_strings), value]).rstrip()


def _help(action: argparse.Action) -> str:
    return (action.help or "").replace("%%", "%").replace("|", "\\|")


if __name__ == "__main__":
    main()
