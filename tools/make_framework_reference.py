"""Writes docs/reference/frameworks.md from the frameworks' files and the rules, so that the two cannot drift.

Usage: python tools/make_framework_reference.py
"""

from __future__ import annotations

from pathlib import Path

from placewright.ledger.frameworks import FRAMEWORKS, Check, Framework, FrameworkItem, framework
from placewright.ledger.rules.registry import RULES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "frameworks.md"
INTRODUCTION = """# Frameworks

This page is written by `python tools/make_framework_reference.py` from the text files in
`src/placewright/ledger/framework_files` and the rules in `src/placewright/ledger/rules`. Items are in our own words;
one marked *unverified* was not read in the source named. Why a checklist works as it does is in
[the explanation of a strategy](../explanation/strategy.md#checklists).

`placewright check WORKSPACE --framework NAME` prints how each item stands, with NAME one of {names}.

## Answers

What no rule can tell is answered in `checklists/NAME.toml` of the workspace:

    [[answers]]
    item = "long-term"
    standing = "partly"              # met | partly | missing | not-applicable
    by = ["chapter:the-place"]       # the records that meet it, as kind:id
    text = "It looks ten years ahead; nothing is said of the years after."

| what the rules say | what an answer can do |
|---|---|
| nothing, since the item has no rules | any standing; *met* needs records that exist |
| met, and nothing is asked | lower it |
| met, and a person is asked too | it is *partly* until answered |
| partly or missing | lower it; raise it only by naming records that exist |
| anything | *not-applicable*, with a reason in `text` |
"""


def page() -> str:
    """The page's text."""
    parts = [INTRODUCTION.format(names=", ".join(f"`{name}`" for name in FRAMEWORKS)), _rules()]
    parts += [_framework(framework(name)) for name in FRAMEWORKS]
    return "\n".join(parts)


def _rules() -> str:
    lines = ["## Rules\n", "| rule | what it asks |", "|---|---|"]
    lines += [f"| `{name}` | {(rule.__doc__ or '').strip().splitlines()[0]} |" for name, rule in RULES.items()]
    return "\n".join(lines) + "\n"


def _framework(found: Framework) -> str:
    lines = [
        f"## {found.name}\n",
        f"`{found.id}`. {found.by}; {found.issued}. {found.status}\n",
        f"{' '.join(found.text.split())}\n",
        "| item | what is asked | told by rules | asked of people | source |",
        "|---|---|---|---|---|",
    ]
    lines += [_item(item) for item in found.items]
    lines.append("")
    for name, source in found.sources.items():
        lines.append(f"- {name}: {f'[{source.title}]({source.url})' if source.url else source.title}")
    if found.wheel is not None:
        steps = ", ".join(f"`wheel-{step}-1` to `-{len(found.wheel.factors)}`" for step in found.wheel.steps)
        lines.append(f'\n{found.wheel.text} An answer to {steps} begins with its score, as in `text = "3: why"`.')
    return "\n".join(lines) + "\n"


def _item(item: FrameworkItem) -> str:
    mark = "" if item.verified else ", unverified"
    rules = "; ".join(_check(check) for check in item.checks)
    return f"| `{item.id}` | {item.words} | {rules} | {item.asks} | {item.source}{mark} |"


def _check(check: Check) -> str:
    options = ", ".join(f"{name} {_option(value)}" for name, value in check.options.items())
    return f"`{check.rule}`" + (f" ({options})" if options else "")


def _option(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
