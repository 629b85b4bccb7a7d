"""A reader of the PDFs that these tests make: the words on its pages, and what its objects say."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s*(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\nendstream", re.DOTALL)
_STEP = re.compile(rb"/(f\d+) [\d.]+ Tf|<<|>>|\(|\bET\b")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of(pdf: bytes) -> str:
    """The words on all pages, a space wherever a piece of text ends."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    return " ".join(_page(body, objects) for body in objects.values() if re.search(rb"/Type\s*/Page\b", body))


def metadata_of(pdf: bytes) -> str:
    """The XMP packet, in which a document says what it conforms to."""
    for found in _OBJECT.finditer(pdf):
        if b"/Type/Metadata" in found[2].replace(b" ", b""):
            return _unpacked(found[2]).decode()
    return ""


def _page(body: bytes, objects: dict[int, bytes]) -> str:
    fonts = {
        name.decode(): _letters(objects, int(number))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", _resources(body, objects))
    }
    contents = re.search(rb"/Contents (\d+) 0 R", body)
    pieces: list[str] = []
    letters: dict[int, str] = {}
    for font, codes in _steps(_unpacked(objects[int(contents[1])]) if contents else b""):
        if font:
            letters = fonts.get(font, {})
        elif codes:
            pieces += [letters.get(codes[n] << 8 | codes[n + 1], "?") for n in range(0, len(codes) - 1, 2)]
        else:
            pieces.append(" ")
    return re.sub(r" +", " ", "".join(pieces))


def _steps(content: bytes) -> Iterator[tuple[str, bytes]]:
    """A font's name, or the codes of a string that is shown, or neither where a text ends."""
    at, deep = 0, 0
    while found := _STEP.search(content, at):
        at = found.end()
        if found[1]:
            yield found[1].decode(), b""
        elif found[0] == b"ET":
            yield "", b""
        elif found[0] == b"(":
            start, at = at, _end_of_string(content, at)
            if not deep:
                yield "", _unescaped(content[start : at - 1])
        else:
            deep += 1 if found[0] == b"<<" else -1


def _end_of_string(content: bytes, at: int) -> int:
    """Just behind the bracket that ends the string; brackets that pair up may stand in it as they are."""
    depth = 1
    while depth:
        mark = content[at : at + 1]
        at += 2 if mark == b"\\" else 1
        depth += {b"(": 1, b")": -1}.get(mark, 0)
    return at


def _resources(body: bytes, objects: dict[int, bytes]) -> bytes:
    apart = re.search(rb"/Resources (\d+) 0 R", body)
    return objects[int(apart[1])] if apart else body


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    table = _unpacked(objects[int(found[1])]) if found else b""
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _unpacked(body: bytes) -> bytes:
    found = _STREAM.match(body)
    if found is None:
        return b""
    return zlib.decompressobj().decompress(found[2]) if b"FlateDecode" in found[1] else found[2]


def _unescaped(text: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        mark = found[1]
        return bytes([int(mark, 8)]) if mark[:1].isdigit() else _ESCAPES.get(mark, mark)

    return re.sub(rb"\\([0-7]{1,3}|.)", plain, text, flags=re.DOTALL)
