"""Tracing what people wrote: from a sentence down to the publisher's cells, and up to what rests on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from placewright.build.chains import Chain
from placewright.cli._ledger import built_claims, verdict_words
from placewright.cli._output import Output, counted
from placewright.cli._trace_cells import say_cells, say_source, traced_cells
from placewright.cli._trace_results import ResultTracer
from placewright.core.errors import PlacewrightError
from placewright.evidence.parts import TracedParts
from placewright.ledger.chain import ChainNode
from placewright.ledger.link_reviews import UnknownRecord
from placewright.ledger.standing import words_of_test
from placewright.records.verdict import CellRef, ClaimResult, FigureResult
from placewright.workspace.authored import record_path

MOST_CELLS = 8
"""How many cells of a figure are printed."""

_SHORTEST = 6
_COMPUTED = ("indicator", "result", "dataset")


def trace_up(output: Output, chain: Chain, reference: str) -> int:
    """Say what rests on an indicator, a result or a dataset: claims with verdicts, chapters, priorities."""
    kind, _, id = reference.partition(":")
    if kind == "dataset":
        say_source(output, chain.workspace, id, indent="")
    else:
        definition = chain.indicators.get(id) or chain.results[id]
        output.line(f"{definition.name} ({reference})")
        output.line(f"  {definition.definition}")
    resting = _say_resting(output, chain, reference)
    if kind == "indicator":
        output.line(f"Its cells: placewright trace {chain.workspace.folder} {id}")
    names = [str(item["record"]) for item in resting]
    below = {
        f"{computed}s": [_split(name)[1] for name in names if name.startswith(f"{computed}:")]
        for computed in _COMPUTED[:2]
    }
    output.result({"record": reference, kind: id, **below, "resting": resting})
    return 0


def trace_record(output: Output, chain: Chain, reference: str) -> int:
    """Trace an authored record down to datasets and up to what rests on it; a claim down to its cells."""
    if reference.startswith("claim:"):
        return _trace_claim(output, chain, reference)
    if words := chain.words(reference):
        return _trace_around(output, chain, reference, words)
    below = chain.down(reference)
    for line in _with_verdicts(below.lines(), chain):
        output.line(line)
    resting = _say_resting(output, chain, reference)
    output.result({"record": reference, "rests_on": _plain_tree(below), "resting": resting})
    return 0


def _trace_around(output: Output, chain: Chain, reference: str, words: Sequence[str]) -> int:
    """What a caveat or a place is, and every record that rests on it or uses it."""
    output.line(f"{chain.title(reference)} ({reference})")
    for line in words:
        output.line(f"  {line}")
    kind, id = _split(reference)
    if kind == "caveat" and chain.caveats[id].dataset in chain.workspace.sources:
        say_source(output, chain.workspace, chain.caveats[id].dataset)
    resting = _say_resting(output, chain, reference, uses=kind == "place")
    if not chain.told:
        output.line(f"For figures that rest on it, first run `placewright build {chain.workspace.folder}`.")
    about = {"record": reference, "title": chain.title(reference), "is": list(words)}
    output.result({**about, "figures": _figures_of(output, chain, reference), "resting": resting})
    return 0


def _figures_of(output: Output, chain: Chain, reference: str) -> list[dict[str, str]]:
    """The figures of claims that rest on a caveat, or are of a place's territory, said and as plain values."""
    from placewright.build.territory import codes_of_territory

    kind, id = _split(reference)
    codes = set(codes_of_territory(id)) if kind == "place" else set()
    found = [
        {"figure": f"{claim}.{name}", "text": figure.text or "missing", "place": figure.place, "period": figure.period}
        for claim, result in chain.told.items()
        for name, figure in result.figures.items()
        if id in figure.caveats or codes & set(figure.place.split("+"))
    ]
    if found:
        output.line(f"{counted(len(found), 'figure')} of claims:")
    for figure in found:
        output.line(f"  {figure['figure']}: {figure['text']} ({figure['place']}, {figure['period']})")
    return found


def find_sentence(chain: Chain, words: str) -> tuple[str, ...]:
    """The claims and chapters whose text holds the words, as references; claims by what they print.

    Curly quotation marks, case and line breaks make no difference.
    """
    wanted = _plain_words(words)
    if len(wanted) < _SHORTEST:
        return ()
    built = built_claims(chain.workspace)
    found = []
    for id, claim in chain.authored.claims.items():
        said = (str(built.get(id, {}).get("text", "")), claim.text, claim.title)
        if any(wanted in _plain_words(text) for text in said):
            found.append(f"claim:{id}")
    for id, chapter in chain.authored.strategy.items():
        if wanted in _plain_words(chapter.text):
            found.append(f"chapter:{id}")
    return tuple(found)


def trace_sentence(output: Output, chain: Chain, words: str) -> int:
    """Trace the one claim that says the words, or name those that do.

    Raises:
        UnknownRecord: no claim and no chapter says them.
    """
    found = find_sentence(chain, words) or _judged_sentence(chain, words)
    if not found:
        known = [name for name, _ in chain.authored]
        see = f"`placewright list {chain.workspace.folder} claims`; a sentence is found by any part of it as printed"
        raise UnknownRecord.named(words, known, see=see)
    claims = [name for name in found if name.startswith("claim:")]
    texts = {name: _text(chain, name) for name in found}
    alike = [name for name in claims if _plain_words(words, fold=False) in _plain_words(texts[name], fold=False)]
    if len(claims) == 1 or len(alike) == 1:
        return trace_record(output, chain, (alike if len(alike) == 1 else claims)[0])
    for name in found:
        output.line(f"{name}: {_excerpt(texts[name], words)}")
        output.line(f"    {record_path(*_split(name))}")
    if claims:
        output.line("Name one of them.")
    else:
        output.line("No claim says it, so that no figure is behind it.")
    output.result({"words": words, "found": list(found)})
    return 0


def _trace_claim(output: Output, chain: Chain, reference: str) -> int:
    from placewright.build.checking import check_workspace
    from placewright.build.lists import written_lists

    id = reference.partition(":")[2]
    workspace = chain.workspace
    judged = check_workspace(workspace, workspace.build, today=date.today())
    chain = replace(chain, authored=judged.authored)
    result = judged.results[id]
    title = chain.authored.claims[id].title or id
    output.line(f"{title} ({reference}): {_verdict(result)}")
    output.line(f'  "{result.text}"')
    for test in result.tests:
        words = words_of_test(test)
        output.line(f"  {words[:1].upper()}{words[1:]}.")
    if result.why:
        output.line(f"  Why: {result.why}")
    lists = written_lists(chain.authored)
    of_results = ResultTracer(workspace)
    figures = [
        _say_figure(output, chain, figure, of_results, lists.get(figure.origin, {}))
        for figure in result.figures.values()
    ]
    records = [node for node in chain.down(reference).below if _split(node.reference)[0] not in _COMPUTED]
    for node in records:
        for line in node.lines(1):
            output.line(line)
    resting = _say_resting(output, chain, reference)
    output.result(
        {
            "record": reference,
            "title": title,
            "sentence": result.text,
            "verdict": result.verdict,
            "marks": list(result.marks),
            "why": str(result.why),
            "tests": [{"test": test.words, "verdict": test.verdict} for test in result.tests],
            "figures": figures,
            "rests_on": [_plain_tree(node) for node in records],
            "resting": resting,
        }
    )
    return 0


def _say_figure(
    output: Output,
    chain: Chain,
    figure: FigureResult,
    of_results: ResultTracer,
    lists: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    from placewright.build.traces_in_words import interval_words, period_words, place_words

    indicator = chain.results.get(figure.origin) or chain.indicators.get(figure.origin)
    printed = figure.text or f"missing: {figure.reason}"
    output.line(f"  {figure.name}: {printed} ({place_words(figure, chain.authored)}, {period_words(figure)})")
    if interval := interval_words(figure):
        output.line(f"    {interval}")
    what = "" if figure.as_ == "value" else f", {figure.as_} of it"
    if indicator is not None:
        kind = "Result" if figure.origin in chain.results else "Indicator"
        output.line(f"    {kind}: {indicator.name} ({indicator.id}){what}")
        output.line(f"    Method: {indicator.method}")
    else:
        output.line(f"    From: {figure.origin}{what}")
    for name in figure.datasets:
        if name in chain.workspace.sources:
            say_source(output, chain.workspace, name, indent="    ")
    cells = []
    for row in figure.cells:
        traced = _cells_of(chain, row, of_results, lists)
        if traced.cells or traced.counted:
            output.line(f"    Cells of {row.place}, {row.period}:")
            definition = chain.results.get(row.indicator) or chain.indicators[row.indicator]
            say_cells(output, definition, traced, indent="      ", most=MOST_CELLS)
        cells.append(
            {
                "indicator": row.indicator,
                "dimensions": row.dimensions,
                "place": row.place,
                "period": row.period,
                "cells": [asdict(cell) for cell in traced.cells],
                "counted": [asdict(cell) for cell in traced.counted],
            }
        )
    return {
        "name": figure.name,
        "text": figure.text,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "as": figure.as_,
        "place": figure.place,
        "period": figure.period,
        "origin": figure.origin,
        "method": indicator.method if indicator else "",
        "datasets": list(figure.datasets),
        "rows": cells,
    }


def _cells_of(
    chain: Chain, row: CellRef, of_results: ResultTracer, lists: Mapping[str, tuple[str, ...]]
) -> TracedParts:
    """The publishers' cells behind a row of evidence or of a result."""
    if row.indicator in chain.results:
        return of_results.cells(row.indicator, place=row.place, period=row.period, member=row.dimensions)
    traced = traced_cells(
        chain.workspace,
        chain.indicators[row.indicator],
        {"place": row.place, "place_vintage": row.place_vintage},
        place=row.place,
        period=row.period,
        lists=lists,
    )
    wanted = dict(part.split("=", 1) for part in row.dimensions.split(",") if "=" in part)
    if not wanted:
        return traced
    pairs = set(wanted.items())
    return replace(traced, cells=tuple(cell for cell in traced.cells if _is_of(dict(cell.members), pairs)))


def _is_of(members: Mapping[str, str], wanted: set[tuple[str, str]]) -> bool:
    """Whether a cell is of those members; one of a dataset that does not break a dimension down is of all of them."""
    return all(members.get(name, member) == member for name, member in wanted)


def _say_resting(output: Output, chain: Chain, reference: str, *, uses: bool = False) -> list[dict[str, Any]]:
    """Say every record that rests on another, by kind, claims with their sentences and verdicts."""
    names = [name for name in chain.up(reference).references() if name != reference]
    if not names:
        output.line("Nothing is about it." if uses else "Nothing rests on it.")
        return []
    built = built_claims(chain.workspace)
    by_kind: dict[str, list[str]] = {}
    for name in names:
        by_kind.setdefault(_split(name)[0], []).append(name)
    verb = "rests" if len(names) == 1 else "rest"
    output.line(f"{counted(len(names), 'record')} {verb} on it{' or are about it' if uses else ''}:")
    resting = []
    for kind, held in by_kind.items():
        output.line(f"  {counted(len(held), kind, _PLURALS.get(kind, ''))}")
        for name in sorted(held):
            id = _split(name)[1]
            title = _title(chain, name)
            claim = built.get(id, {}) if kind == "claim" else {}
            verdict = verdict_words(claim)
            output.line(f"    {name}{f': {title}' if title else ''}{f' [{verdict}]' if verdict else ''}")
            if text := claim.get("text"):
                output.line(f'        "{text}"')
            said = {"verdict": claim["verdict"], "text": claim["text"]} if claim else {}
            resting.append({"record": name, "title": title, **said})
    if "claim" in by_kind and not built:
        output.line(f"For verdicts, first run `placewright build {chain.workspace.folder}`.")
    return resting


_PLURALS = {
    "study": "studies",
    "summary": "summaries",
    "priority": "priorities",
    "funding": "funds",
    "choice": "choices",
}


def _title(chain: Chain, name: str) -> str:
    from placewright.ledger.chain import title_of

    kind, id = _split(name)
    if kind == "indicator":
        return chain.indicators[id].name if id in chain.indicators else ""
    if kind == "result":
        return chain.results[id].name if id in chain.results else ""
    if around := chain.title(name):
        return around
    record = chain.authored.find(name)
    return "" if record is None else title_of(record)


def _with_verdicts(lines: Iterator[str], chain: Chain) -> Iterator[str]:
    built = built_claims(chain.workspace)
    for line in lines:
        found = re.search(r"\bclaim:([a-z0-9-]+)", line)
        verdict = verdict_words(built.get(found[1], {})) if found else ""
        yield f"{line} [{verdict}]" if verdict else line


def _verdict(result: ClaimResult) -> str:
    return verdict_words({"verdict": result.verdict, "marks": result.marks})


def _judged_sentence(chain: Chain, words: str) -> tuple[str, ...]:
    """The claims that say the words as the evidence is now, where the last build does not know them."""
    from placewright.build.checking import check_workspace

    try:
        judged = check_workspace(chain.workspace, chain.workspace.build, today=date.today())
    except PlacewrightError:
        return ()
    wanted = _plain_words(words)
    return tuple(f"claim:{id}" for id, result in judged.results.items() if wanted in _plain_words(result.text))


def _text(chain: Chain, reference: str) -> str:
    """What a claim printed when it was last built, else what the record says as it is written."""
    kind, id = _split(reference)
    built = built_claims(chain.workspace).get(id, {}) if kind == "claim" else {}
    return str(built.get("text") or getattr(chain.authored.find(reference), "text", ""))


def _plain_words(text: str, *, fold: bool = True) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split()).strip("\"'. ")
    return plain.casefold() if fold else plain


_QUOTES = {ord(old): new for old, new in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("−", "-"))}


def _excerpt(text: str, words: str, *, most: int = 100) -> str:
    plain = " ".join(text.split())
    wanted = " ".join(words.split()).casefold()
    places = (plain.casefold().find(part) for part in (wanted, wanted[:20]))
    at = next((place for place in places if place >= 0), 0)
    return f"... {plain[at : at + most]} ..." if len(plain) > most else plain


def _split(reference: str) -> tuple[str, str]:
    kind, _, id = reference.partition(":")
    return kind, id


def _plain_tree(node: ChainNode) -> dict[str, Any]:
    return {
        "record": node.reference,
        "title": node.title,
        "is": node.words.removesuffix(":"),
        "below": [_plain_tree(below) for below in node.below],
    }
