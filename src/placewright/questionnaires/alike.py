"""Texts that are nearly the same, found among many without comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

import numpy as np

SHORTEST = 12
"""Words; shorter texts are alike by chance ("I agree")."""
ALIKE = 0.8
"""Share of runs of three words that two texts have in common from which they count as nearly the same."""
_RUN = 3
_BANDS, _ROWS = 16, 4
_WORD = re.compile(r"[^\W_]+")


def alike_with(texts: Mapping[str, str]) -> dict[str, str]:
    """Each text, by name, that is nearly the same as another, with one that it is like; the others are left out.

    Two are alike that share at least four in five of their runs of three words. Texts are sketched by MinHash (64
    hashes in 16 bands of 4) and candidates compared exactly, so nothing that is reported is wrong; a pair that shares
    0.8 is missed with probability (1 - 0.8^4)^16, under one in five thousand. Work grows with the number of texts and
    not with that of pairs, also where thousands sent a campaign's words.

    Source: Broder, On the resemblance and containment of documents, 1997.

    A text that many send as a campaign's template is found too; it is a way of answering and no reason to leave anybody
    out.
    """
    first: dict[frozenset[int], str] = {}
    found: dict[str, str] = {}
    for name, text in texts.items():
        if runs := _runs(text):
            same = first.setdefault(runs, name)
            if same != name:
                found[name] = same
                found.setdefault(same, name)
    runs_of = {name: runs for runs, name in first.items()}
    for names in _candidates(runs_of):
        for name in names:
            like = None if name in found else _like(name, names, runs_of)
            if like is not None:
                found[name] = like
                found.setdefault(like, name)
    return {name: found[name] for name in texts if name in found}


def _like(name: str, names: Iterable[str], runs: Mapping[str, frozenset[int]]) -> str | None:
    """The first of the others that shares enough with a text."""
    own = runs[name]
    others = (other for other in names if other != name)
    return next((other for other in others if len(own & runs[other]) >= ALIKE * len(own | runs[other])), None)


def _runs(text: str) -> frozenset[int]:
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < SHORTEST:
        return frozenset()
    pieces = (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return frozenset(int.from_bytes(blake2b(piece.encode(), digest_size=4).digest()) for piece in pieces)


def _candidates(runs: Mapping[str, frozenset[int]]) -> Iterator[list[str]]:
    """Names of texts that agree in a whole band of their sketches."""
    buckets: dict[tuple[int, bytes], list[str]] = {}
    for name, found in runs.items():
        for band, part in enumerate(_sketch(found)):
            buckets.setdefault((band, part), []).append(name)
    return (names for names in buckets.values() if len(names) > 1)


def _sketch(found: frozenset[int]) -> Iterator[bytes]:
    values = np.fromiter(found, dtype=np.uint64, count=len(found))
    hashes = (values[:, None] * _FACTORS[None, :] + _SHIFTS[None, :]) >> np.uint64(16)
    least = hashes.min(axis=0)
    for band in range(_BANDS):
        yield least[band * _ROWS : (band + 1) * _ROWS].tobytes()


_rng = np.random.default_rng(1997)
_FACTORS = _rng.integers(1, 1 << 62, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
_SHIFTS = _rng.integers(0, 1 << 62, _BANDS * _ROWS, dtype=np.uint64)
