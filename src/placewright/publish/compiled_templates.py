"""Templates kept compiled beside their package, as Python keeps modules; compiling them is most of drawing a page."""

from __future__ import annotations

import secrets
import sys
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache


class CompiledTemplates(BytecodeCache):
    """Compiled templates below a folder that is trusted like the code: the package's own, never one of data.

    A file counts only for the very source it was made from. Where the folder cannot be written, nothing is kept. An
    environment that uses it must not fold constants when it compiles (`optimized=False`), since what filters give is
    code of ours that the source of a template does not show.

    Args:
        folder: where they are kept.
        use: names the environment: another one may compile the same template otherwise.
    """

    def __init__(self, folder: Path, use: str) -> None:
        self._folder = folder
        self._use = f"{use}-{jinja2.__version__}-{sys.implementation.cache_tag}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept of its template, if anything."""
        with suppress(OSError), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if sys.dont_write_bytecode:
            return
        path = self._file(bucket)
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            with fresh.open("wb") as file:
                bucket.write_bytecode(file)
            fresh.replace(path)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"template-{bucket.key}.{self._use}.pyc"


def beside_the_package(use: str) -> CompiledTemplates:
    """Compiled templates in the package's own folder of compiled files."""
    return CompiledTemplates(Path(__file__).parent / "__pycache__", use)
