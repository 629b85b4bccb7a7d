"""Finding the files of each source anywhere below a folder, by the patterns that the source declares."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.records.source import Source


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files found for a source, in the order of its patterns, and the patterns that matched nothing."""

    paths: tuple[Path, ...]
    unmatched: tuple[str, ...]


class FileIndex:
    """Every file below a folder, listed once, so that many patterns can be looked for."""

    def __init__(self, folder: Path) -> None:
        """Walk the folder.

        Raises:
            PlacewrightError: there is no such folder.
        """
        if not folder.is_dir():
            raise PlacewrightError(
                worded("There is no such folder."), where=str(folder), fix=worded("Name a folder after --from.")
            )
        self.folder = folder
        self._by_name: dict[str, list[PurePosixPath]] = {}
        for relative in sorted(_walk(folder)):
            self._by_name.setdefault(relative.name.casefold(), []).append(relative)

    def __len__(self) -> int:
        return sum(len(paths) for paths in self._by_name.values())

    def gather(self, source: Source) -> Gathered:
        """The files of a source.

        A pattern is a file name (`mye.xlsx`), may hold `*`, `?` and `[...]`, and may begin with folders
        (`workbooks/*.xlsx`), which then must be the last folders above the file. Letter case does not matter.
        """
        paths: dict[Path, None] = {}
        unmatched = []
        for pattern in source.files:
            matched = self._matching(pattern)
            if not matched:
                unmatched.append(pattern)
            paths.update((self.folder / relative, None) for relative in matched)
        return Gathered(tuple(paths), tuple(unmatched))

    def _matching(self, pattern: str) -> list[PurePosixPath]:
        parts = PurePosixPath(pattern.casefold()).parts
        name, folders = parts[-1], parts[:-1]
        if any(mark in name for mark in "*?["):
            found = [p for known, paths in self._by_name.items() if fnmatchcase(known, name) for p in paths]
        else:
            found = self._by_name.get(name, [])
        return sorted(path for path in found if _ends_with(path.parts[:-1], folders))


def _ends_with(folders: Sequence[str], wanted: Sequence[str]) -> bool:
    if len(wanted) > len(folders):
        return False
    last = folders[len(folders) - len(wanted) :]
    return all(fnmatchcase(folder.casefold(), pattern) for folder, pattern in zip(last, wanted, strict=True))


def _walk(folder: Path) -> Iterator[PurePosixPath]:
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = PurePosixPath(Path(top).relative_to(folder).as_posix())
        yield from (base / name for name in names if not name.startswith("."))
