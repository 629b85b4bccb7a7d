"""What a build remembers: the fingerprint of each step's inputs, and the files each step made, as they were left."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, field
from functools import lru_cache
from pathlib import Path

from placewright.core.files import write_text
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.late_dataclass import dataclass

_PACKAGE = Path(__file__).resolve().parent.parent
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Left:
    """A file as a step left it: its size, when it was written and last touched in nanoseconds, and its sha256.

    Where the system says the same of it, nobody has written to it; else its content is looked at. When it was last
    touched cannot be put back, as an editor or a copy puts back when it was written.
    """

    size: int
    written: int
    touched: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> Left:
        """The file as it is now."""
        return cls(*_stamp(path.stat()), fingerprint_of_file(path))


@dataclass(frozen=True, slots=True)
class Step:
    """What one step depended on when it ran, and the files it made, as it left them."""

    key: str
    files: Mapping[str, Left] = field(default_factory=dict)


@dataclass(slots=True)
class BuildState:
    """The steps of the last build that ended well, kept beside its output; without it everything is built anew."""

    folder: Path
    steps: dict[str, Step] = field(default_factory=dict)
    read: str = ""
    is_touched: bool = False
    """Whether a file was found touched but unchanged, as in a copied folder; once saved it need not be read again."""

    @classmethod
    def load(cls, folder: Path) -> BuildState:
        """The state kept in an output folder; empty where there is none that can be read."""
        read = ""
        try:
            read = _path(folder).read_text(encoding="utf-8")
            content = json.loads(read)
            if content["format"] != _FORMAT:
                return cls(folder, read=read)
            steps = {
                name: Step(str(item["key"]), {file: Left(*left) for file, left in item["files"].items()})
                for name, item in content["steps"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(folder, read=read)
        return cls(folder, steps, read)

    def save(self, finished: Collection[str] | None = None) -> None:
        """Keep the state in one step; of the steps that are not `finished`, where those are given, only their files.

        A step without its key runs again, whatever a build that was stopped has written of it.
        """
        steps = {
            name: {
                "key": step.key if finished is None or name in finished else "",
                "files": {file: astuple(left) for file, left in step.files.items()},
            }
            for name, step in sorted(self.steps.items())
        }
        write_text(_path(self.folder), json.dumps({"format": _FORMAT, "steps": steps}))
        self.is_touched = False

    @property
    def is_as_read(self) -> bool:
        """Whether nobody else has saved a state since this one was read: theirs speaks of files as they are now."""
        try:
            return _path(self.folder).read_text(encoding="utf-8") == self.read
        except (OSError, ValueError):
            return not self.read

    def is_current(self, name: str, key: str) -> bool:
        """Whether the step ran with just these inputs and all its files are as it left them."""
        step = self.steps.get(name)
        return step is not None and step.key == key and self._are_as_left(name, step)

    def ran(self, name: str, key: str, files: Iterable[str]) -> list[str]:
        """Remember that a step ran, and what it made; the files that it made before, and that no step makes now."""
        before = self.steps.get(name)
        self.steps[name] = Step(key, {file: Left.of(self.folder / file) for file in sorted(files)})
        left = set(before.files) - set(self.steps[name].files) if before else set()
        return sorted(left - {file for step in self.steps.values() for file in step.files}) if left else []

    def forget(self, keep: Iterable[str]) -> list[str]:
        """Drop the steps that are not in `keep` and delete the files only they made; the names of those files."""
        kept = set(keep)
        gone = [name for name in self.steps if name not in kept]
        wanted = {file for name, step in self.steps.items() if name in kept for file in step.files}
        stale = sorted({file for name in gone for file in self.steps[name].files} - wanted)
        for file in stale:
            (self.folder / file).unlink(missing_ok=True)
        for name in gone:
            del self.steps[name]
        return stale

    def _are_as_left(self, name: str, step: Step) -> bool:
        touched = {}
        try:
            for file, left in step.files.items():
                stamp = _stamp(os.stat(f"{self.folder}/{file}"))  # noqa: PTH116  (a Path for each of a thousand files)
                if stamp == (left.size, left.written, left.touched):
                    continue
                if stamp[0] != left.size or fingerprint_of_file(self.folder / file) != left.sha256:
                    return False
                touched[file] = Left(*stamp, left.sha256)
        except OSError:
            return False
        if touched:
            self.steps[name] = Step(step.key, {**step.files, **touched})
            self.is_touched = True
        return True


def _stamp(known: os.stat_result) -> tuple[int, int, int]:
    return known.st_size, known.st_mtime_ns, known.st_ctime_ns


@lru_cache(maxsize=64)
def code_fingerprint(*packages: str) -> str:
    """The fingerprint of the code, templates and packaged tables below the named folders of the package.

    Without a name it is all but the web application, which no build imports.

    A step names the packages it runs, so that a change of a template does not compute the evidence again.
    """
    names = [name for name in _packaged() if _is_wanted(name, packages)]
    return fingerprint([(name, _of_packaged(name)) for name in names])


@lru_cache(maxsize=1)
def _packaged() -> tuple[str, ...]:
    """Every file of the package but compiled ones, by its path from there."""
    found = (
        os.path.join(folder, name)  # noqa: PTH118  (a Path for each of a thousand files costs more than hashing them)
        for folder, _folders, names in os.walk(_PACKAGE)
        for name in names
        if not name.endswith(".pyc")
    )
    start = len(str(_PACKAGE)) + 1
    return tuple(sorted(path[start:].replace(os.sep, "/") for path in found))


def _is_wanted(name: str, packages: tuple[str, ...]) -> bool:
    if not packages:
        return not name.startswith("web/")
    return any(name == start or name.startswith(f"{start}/") for start in packages)


@lru_cache(maxsize=4096)
def _of_packaged(name: str) -> str:
    """The fingerprint of a packaged file, which several steps name in different company."""
    return fingerprint_of_file(_PACKAGE / name)


def _path(folder: Path) -> Path:
    return folder / ".state.json"
