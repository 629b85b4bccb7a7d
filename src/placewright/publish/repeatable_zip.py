"""Packed files whose bytes repeat: entries in a fixed order with fixed times, and one day in their properties.

What Python packs with depends on the machine: several systems, and several makers of Python, have put another library
in zlib's place, which packs the same content into other bytes. So content is packed here with the zlib inside pyarrow's
wheel, which is locked, and the container (PKWARE's APPNOTE, 4.3) is written around it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable
from datetime import date
from zlib import crc32

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MADE_ON_UNIX = 3
_READABLE = 0o100644 << 16
_FIRST = ("[Content_Types].xml", "_rels/.rels", "mimetype")
_PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".xlsx", ".docx", ".pptx", ".zip")
_PACKAGES = (".xlsx", ".docx", ".pptx")
_GZIP_HEAD, _GZIP_TAIL = 10, 8  # RFC 1952: what stands around the packed content where no name is given
_MOMENT = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def repeatable_zip(content: bytes, *, day: date) -> bytes:
    """The packed file with nothing in it that differs from run to run; office documents inside it likewise.

    Args:
        day: stands as the moment of making and of change in the properties of office documents.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        entries = {info.filename: packed.read(info) for info in packed.infolist() if not info.is_dir()}
    names = sorted(entries, key=_order)
    return _written((_entry(name), _settled(name, entries[name], day)) for name in names)


def deflated(content: bytes) -> bytes:
    """The content packed as RFC 1951 says, at zlib's usual level, the same on every machine.

    >>> import zlib
    >>> zlib.decompress(deflated(b"the same bytes"), wbits=-15)
    b'the same bytes'
    """
    import pyarrow

    packed: bytes = pyarrow.Codec("gzip", compression_level=6).compress(content, asbytes=True)
    return packed[_GZIP_HEAD:-_GZIP_TAIL]


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.create_system = _MADE_ON_UNIX
    info.external_attr = _READABLE
    info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED
    return info


def _written(entries: Iterable[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """The container: each entry behind its local header, the central directory, and the record of its end."""
    stream = io.BytesIO()
    directory: list[bytes] = []
    for info, content in entries:
        body = content if info.compress_type == zipfile.ZIP_STORED else deflated(content)
        info.CRC, info.file_size, info.compress_size = crc32(content), len(content), len(body)
        directory.append(_in_directory(info, stream.tell()))
        stream.write(info.FileHeader(zip64=False) + body)
    start, size = stream.tell(), sum(map(len, directory))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(directory), len(directory), size, start, 0)
    return b"".join((stream.getvalue(), *directory, end))


def _in_directory(info: zipfile.ZipInfo, offset: int) -> bytes:
    """An entry of the central directory; what it shares with the local header is taken from there."""
    local = info.FileHeader(zip64=False)
    shared, name = local[4:28], local[30:]
    head = struct.pack("<4s2B", b"PK\x01\x02", info.create_version, info.create_system)
    rest = struct.pack("<4H2L", 0, 0, 0, info.internal_attr, info.external_attr, offset)
    return head + shared + rest + name


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _settled(name: str, content: bytes, day: date) -> bytes:
    if name.lower().endswith(_PACKAGES):
        return repeatable_zip(content, day=day)
    if name == "docProps/core.xml":
        moment = f"{day.isoformat()}T00:00:00Z".encode()
        return _MOMENT.sub(lambda found: found[1] + moment + found[3], content)
    return content
