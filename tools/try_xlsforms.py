"""Brings XLSForms of others in and out again, and says for each construct what became of it.

Usage: python tools/try_xlsforms.py PLACE ... [--page FILE]

A place is a form, a folder of forms, or a package of Python's index that holds some (`pip download --no-deps
--no-binary :all: pyxform==0.13.1`). The run fails where a row is neither taken nor named, where something that was not
taken has no mend, where pyxform cannot read what goes out, or where what went out comes back otherwise. With `--page`
the tables are written as a page of documentation, docs/reference/xlsforms-tried.md among them.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from placewright.core.errors import BadRecord
from placewright.questionnaires.xlsform.findings import Grade
from placewright.questionnaires.xlsform.reading import Brought, read_xlsform
from placewright.questionnaires.xlsform.sheets import read_sheets
from placewright.questionnaires.xlsform.writing import write_xlsform

FORMS = (".xlsx", ".xls")
HEAD = """# XLSForms that were tried
Forms that others wrote, brought in, taken out and brought in again by `tools/try_xlsforms.py`: the workbooks in the
published packages of pyxform 0.9.24, 0.11.5, 0.13.1 and 0.15.1, each content once. They are their authors' and not kept
here; the tool says how to fetch them. A construct is a row of `survey`, a filled cell that is read by itself, or a
sheet. *Taken* is as it was, *changed* is otherwise and said so, *not taken* is said with what to do instead: see
[questionnaires](questionnaires.md). No row went unseen, pyxform reads every form that went out, and what went out came
back the same.
"""


@dataclass(slots=True)
class Tried:
    """A form by its name: its rows, what became of its constructs, how many questions came of it, and what is wrong."""

    name: str
    rows: int
    brought: Brought
    wrong: list[str] = field(default_factory=list)

    @property
    def questions(self) -> int:
        """How many questions came of it."""
        return sum(1 for _ in self.brought.questionnaire.questions())


def forms_in(places: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Every form in files, folders and packages by its name, each content once."""
    seen: set[str] = set()
    for name, content in sorted(_files(places), key=lambda one: one[0]):
        digest = sha256(content).hexdigest()
        if digest not in seen:
            seen.add(digest)
            yield name, content


def _files(places: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for place in places:
        if place.is_dir():
            yield from _files(sorted(path for path in place.rglob("*") if path.is_file()))
        elif place.name.endswith(".tar.gz"):
            with tarfile.open(place) as package:
                for member in package:
                    name = PurePosixPath(member.name)
                    if member.isfile() and name.suffix in FORMS and (held := package.extractfile(member)):
                        yield name.name, held.read()
        elif place.suffix in FORMS:
            yield place.name, place.read_bytes()


def tried(name: str, content: bytes) -> Tried | None:
    """The form after its way in, out and in again; None where it is no XLSForm."""
    try:
        brought = read_xlsform(content, name=name)
    except BadRecord:
        return None
    rows = read_sheets(content, name=name).survey
    found = Tried(name, len(rows), brought)
    told = {one.row for one in brought.findings if one.sheet == "survey"}
    ends = {row.number for row in rows if row.get("type").strip().lower().startswith("end")}
    found.wrong += [f"row {row.number} goes unseen" for row in rows if row.number not in told | ends]
    found.wrong += [f"no mend: {one}" for one in brought.findings if one.grade is Grade.REFUSED and not one.fix]
    if brought.questionnaire.pages:
        found.wrong += _out_and_back(brought)
    return found


def _out_and_back(brought: Brought) -> Iterator[str]:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    written = write_xlsform(brought.questionnaire).content
    try:
        convert(written, form_name="data", file_type=".xlsx")
    except PyXFormError as error:
        yield f"pyxform cannot read what goes out: {error}"
    again = read_xlsform(written, name=f"{brought.questionnaire.id}.xlsx").questionnaire
    if list(again.questions()) != list(brought.questionnaire.questions()):
        yield "its questions come back otherwise"
    if again.texts != brought.questionnaire.texts:
        yield "its words of other languages come back otherwise"


def page(forms: Sequence[Tried]) -> str:
    """The tables: every form, and every construct of all of them."""
    lines = [HEAD, "| form | rows | questions | taken | changed | not taken |", "|---|---|---|---|---|---|"]
    for one in forms:
        counts = " | ".join(str(one.brought.count(grade)) for grade in Grade)
        lines.append(f"| `{one.name}` | {one.rows} | {one.questions} | {counts} |")
    sums = " | ".join(f"**{sum(one.brought.count(grade) for one in forms):,}**" for grade in Grade)
    rows, questions = sum(one.rows for one in forms), sum(one.questions for one in forms)
    lines += [f"| **{len(forms)} forms** | **{rows:,}** | **{questions:,}** | {sums} |", ""]
    lines += ["| construct | taken | changed | not taken |", "|---|---|---|---|"]
    by_construct: dict[str, Counter[Grade]] = {}
    for one in forms:
        for finding in one.brought.findings:
            by_construct.setdefault(finding.construct, Counter())[finding.grade] += 1
    for construct, grades in sorted(by_construct.items(), key=lambda item: (-item[1].total(), item[0])):
        lines.append(f"| `{construct}` | " + " | ".join(str(grades[grade] or "") for grade in Grade) + " |")
    return "\n".join(lines) + "\n"


def main(given: Sequence[str] | None = None) -> int:
    """Try the forms; 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args(given)
    warnings.simplefilter("ignore")  # of what other programs' spreadsheets hold besides
    forms = [found for name, content in forms_in(asked.places) if (found := tried(name, content)) is not None]
    wrong = [f"{one.name}: {what}" for one in forms for what in one.wrong]
    for line in wrong:
        print(line, file=sys.stderr)
    if asked.page:
        asked.page.write_text(page(forms), encoding="utf-8")
    counts = ", ".join(f"{sum(one.brought.count(grade) for one in forms):,} {grade}" for grade in Grade)
    print(f"{len(forms)} forms, {sum(one.rows for one in forms):,} rows: {counts}; {len(wrong)} things wrong.")
    return 1 if wrong or not forms else 0


if __name__ == "__main__":
    sys.exit(main())
