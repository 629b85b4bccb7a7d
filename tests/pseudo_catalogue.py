"""A compiled catalogue of the pseudo-language, made of every word that translators are given."""

from __future__ import annotations

import ast
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pseudo_language import pseudo

TOOL = Path(__file__).resolve().parents[1] / "tools" / "make_messages.py"


def write_pseudo_catalogue(path: Path) -> None:
    """A catalogue (`.mo`) in which each listed word is in the pseudo-language; what is not listed stays English."""
    template = path.with_suffix(".pot")
    subprocess.run([sys.executable, str(TOOL), str(template)], check=True, capture_output=True)
    words = {}
    for one, several in _messages(template.read_text(encoding="utf-8")):
        words[f"{one}\0{several}" if several else one] = f"{pseudo(one)}\0{pseudo(several)}" if several else pseudo(one)
    path.write_bytes(compiled(words))


def compiled(words: Mapping[str, str]) -> bytes:
    """A catalogue as `msgfmt` makes it."""
    heading = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    pairs = sorted({"": heading, **words}.items())
    head, ids, texts, index = 28 + 16 * len(pairs), b"", b"", []
    for key, text in pairs:
        one, other = key.encode(), text.encode()
        index.append((len(one), len(ids), len(other), len(texts)))
        ids, texts = ids + one + b"\0", texts + other + b"\0"
    first = b"".join(struct.pack("<2I", length, head + at) for length, at, _, _ in index)
    second = b"".join(struct.pack("<2I", length, head + len(ids) + at) for _, _, length, at in index)
    table = 28 + 8 * len(pairs)
    return struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, table, 0, head) + first + second + ids + texts


def _messages(template: str) -> Iterator[tuple[str, str]]:
    one = ""
    for line in [*template.splitlines(), 'msgid "end"']:
        name, _, text = line.partition(" ")
        if name == "msgid":
            if one:
                yield one, ""
            one = ast.literal_eval(text)
        elif name == "msgid_plural":
            yield one, ast.literal_eval(text)
            one = ""
