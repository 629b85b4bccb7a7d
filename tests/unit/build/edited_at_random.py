"""A small workspace that is edited at random, and what a check and a build say of it with their memory and without."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from placewright.build.check_outcome import check_outcome
from placewright.build.pipeline import build_workspace
from placewright.core.errors import PlacewrightError
from placewright.core.fingerprints import fingerprint_of_file
from placewright.workspace.folder import open_workspace

from .conftest import PILOT

BEGIN = date(2026, 1, 31)
_LENT = (
    "findings", "studies", "funding", "measures", "priorities", "interventions", "decisions", "events", "strategy",
    "claims",
)  # fmt: skip
"""Kinds of records that the pilot lends and takes back."""

_MILDLY_LENT = ("funding", "events", "decisions", "studies")
"""Those that rest on nothing else."""

_SENTENCES = (
    "The county has more people than ever, and fewer firms today.",
    "All ten districts grew, and three of the eight did not.",
    "Some £14 million was spent, about £3m of it in 2019 and £5 million in 2020.",
    "Growth was fastest in Stevenage because wages rose.",
    "Of 40 firms that answered, 55% said yes, 30% no and 25% nothing.",
    "Homes cost twelve times what people earn, twice as much as in Watford.",
    "Productivity is above the average and rising, and nobody knows why.",
)


class EditedAtRandom:
    """A workspace's folder, its output, and a hand that changes it; equal seeds give equal changes.

    Args:
        folder: the workspace, which is edited.
        beside: an empty folder for outputs that know nothing from before.
        seed: of the changes.
        mild: leave out what mostly makes errors, at which a build stops.
    """

    def __init__(self, folder: Path, beside: Path, seed: int, *, mild: bool = False) -> None:
        self.folder, self.beside, self.today = folder, beside, BEGIN
        self.out = folder / "build"
        self._random = random.Random(seed)
        self._before: dict[str, list[bytes]] = {}
        self._mild = mild

    def edit(self) -> str:
        """Change one thing; what was changed, in words."""
        hands: tuple[Callable[[], str], ...] = (
            self._claim, self._claim, self._chapter, self._chapter, self._figures, self._figures, self._caveat,
            self._remove, self._lend, self._lend, self._as_before, self._as_before, self._as_before, self._day,
        )  # fmt: skip
        return self._random.choice(hands)()

    def check(self) -> tuple[object, object]:
        """What a check says with what is kept, and what one says that knows nothing."""
        return self._checked(self.out), self._checked(self._fresh())

    def build(self) -> tuple[object, object]:
        """What a build makes with what is kept, and what one makes that begins anew."""
        return self._built(self.out), self._built(self._fresh())

    def _fresh(self) -> Path:
        shutil.rmtree(self.beside, ignore_errors=True)
        return self.beside

    def _checked(self, out: Path) -> object:
        try:
            return check_outcome(open_workspace(self.folder), out, today=self.today)
        except PlacewrightError as error:
            return str(error)

    def _built(self, out: Path) -> object:
        try:
            build_workspace(open_workspace(self.folder), out, today=self.today, processes=1)
        except PlacewrightError as error:
            return str(error)
        files = {path.relative_to(out): path for path in out.rglob("*") if path.is_file()}
        return {
            name.as_posix(): fingerprint_of_file(path)
            for name, path in files.items()
            if not any(part.startswith(".") for part in name.parts) and name.name != "report.json"
        }

    def _some(self, pattern: str) -> Path | None:
        found = sorted(self.folder.glob(pattern))
        return self._random.choice(found) if found else None

    def _write(self, path: Path, content: bytes) -> str:
        name = path.relative_to(self.folder).as_posix()
        if path.is_file():
            self._before.setdefault(name, []).append(path.read_bytes())
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        if self._random.random() < 0.3:  # as an archive that was unpacked, or a clock that was put back
            then = 1_500_000_000 + self._random.randrange(3)
            os.utime(path, (then, then))
        return name

    def _claim(self) -> str:
        path = self._some("claims/*.md")
        if path is None:
            return "no claim"
        text = path.read_text(encoding="utf-8").rstrip()
        change = 0 if self._mild else self._random.randrange(5)
        if change == 0:
            text = f"{text.removesuffix('.')}, so far."
        elif change == 1:
            text = f"{text} {self._random.choice(_SENTENCES)}"
        elif change == 2:
            text = text.replace('is = "above"', 'is = "was"').replace('is = "below"', 'is = "above"')
            text = text.replace('is = "was"', 'is = "below"')
        elif change == 3:
            text = text.replace("E07000243", "E07000103")
        else:
            path = path.with_name(f"{path.stem}-again.md")
            text = text.replace(f'id = "{path.stem.removesuffix("-again")}"', f'id = "{path.stem}"')
        return self._write(path, f"{text}\n".encode())

    def _chapter(self) -> str:
        path = self._some("strategy/*.md")
        if path is None:
            return "no chapter"
        lines = path.read_text(encoding="utf-8").rstrip().split("\n")
        if not self._mild and self._random.random() < 0.4 and len(lines) > 12:
            del lines[self._random.randrange(8, len(lines))]
        else:
            claim = self._some("claims/*.md")
            named = f"\n\n{{{{ claim:{claim.stem} }}}}" if claim and self._random.random() < 0.3 else ""
            sentence = "So it was, and nobody said why." if self._mild else self._random.choice(_SENTENCES)
            lines.append(f"\n{sentence}{named}")
        return self._write(path, ("\n".join(lines) + "\n").encode())

    def _figures(self) -> str:
        path = self._some("figures/*.parquet")
        if path is None:
            return "no figures"
        table = pq.read_table(path)
        at = table.schema.get_field_index("value")
        some = pa.array([self._random.random() < 0.3 for _row in range(table.num_rows)])
        moved = pc.multiply(table["value"], self._random.choice((0.9, 1.01, 1.2)))
        new = pc.if_else(some, moved, table["value"]).cast(table.schema.field(at).type)
        stream = pa.BufferOutputStream()
        pq.write_table(table.set_column(at, table.schema.field(at), new), stream)
        return self._replace_figures(path, stream.getvalue().to_pybytes())

    def _replace_figures(self, path: Path, content: bytes) -> str:
        dataset, old = self.folder / f"datasets/{path.stem}.toml", fingerprint_of_file(path)
        name = self._write(path, content)
        text = dataset.read_text(encoding="utf-8")
        dataset.write_text(text.replace(old, fingerprint_of_file(path)), encoding="utf-8")
        return name

    def _caveat(self) -> str:
        dataset = self._some("datasets/*.toml")
        place = self._random.choice(("E07000243", "E07000103", "E07000096"))
        id = f"invented-{self._random.randrange(3)}"
        text = f'id = "{id}"\ndataset = "{dataset.stem if dataset else ""}"\nplaces = ["{place}"]\n'
        text += 'text = "Not to be trusted."\nby = "analyst"\ndate = 2025-01-31\n'
        return self._write(self.folder / f"caveats/{id}.toml", text.encode())

    def _remove(self) -> str:
        path = self._some(
            self._random.choice(("claims/*.md", "caveats/*.toml", *(f"{kind}/*" for kind in _LENT))[self._mild :])
        )
        if path is None:
            return "nothing to remove"
        name = path.relative_to(self.folder).as_posix()
        self._before.setdefault(name, []).append(path.read_bytes())
        path.unlink()
        return f"{name} removed"

    def _lend(self) -> str:
        kind = self._random.choice(_MILDLY_LENT if self._mild else _LENT)
        lent = self._random.choice(sorted((PILOT / kind).iterdir()))
        return self._write(self.folder / kind / lent.name, lent.read_bytes())

    def _as_before(self) -> str:
        if not self._before:
            return "nothing before"
        name = self._random.choice(sorted(self._before))
        path, content = self.folder / name, self._random.choice(self._before[name])
        if name.startswith("figures/"):
            return f"{self._replace_figures(path, content)} as before"
        return f"{self._write(path, content)} as before"

    def _day(self) -> str:
        self.today = BEGIN + timedelta(days=self._random.choice((-400, 0, 30, 200, 800)))
        return f"today {self.today}"
