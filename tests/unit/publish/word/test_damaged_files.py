"""Word files that were damaged on their way are refused with a message, whatever byte it was."""

from __future__ import annotations

import contextlib
import io
import random

import pytest
from docx import Document

from placewright.publish.word.package import BadWordFile
from placewright.publish.word.returned import read_returned


@pytest.fixture(scope="module")
def sound() -> bytes:
    document, held = Document(), io.BytesIO()
    for number in range(60):
        document.add_paragraph(f"Town {number} has grown by more than its neighbours.")
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize("seed", range(8))
def test_bytes_that_changed_give_a_document_or_a_message(sound: bytes, seed: int) -> None:
    rng = random.Random(seed)
    for _time in range(60):
        content = bytearray(sound)
        for _byte in range(rng.choice((1, 5, 40))):
            content[rng.randrange(len(content))] = rng.randrange(256)
        with contextlib.suppress(BadWordFile):
            read_returned(bytes(content))


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(sound: bytes, part: float) -> None:
    with pytest.raises(BadWordFile, match="no Word file"):
        read_returned(sound[: int(len(sound) * part)])
