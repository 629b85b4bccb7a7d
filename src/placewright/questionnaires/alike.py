"""Texts that are nearly the same, found among many without comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

import numpy as np

SHORTEST = 12
"""Words; shorter texts are alike by chance ("I agree")."""
ALIKE = 0.8
"""Share of runs of three words that two texts have in common from which they count as nearly the same."""
_RUN = 3
_BANDS, _ROWS = 16, 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by name, and the share of their runs of words that they have in common."""

    one: str
    other: str
    share: float


def pairs_alike(texts: Mapping[str, str]) -> tuple[Pair, ...]:
    """Pairs of texts that share at least four in five of their runs of three words, in the order of the names given.

    Texts are sketched by MinHash (64 hashes in 16 bands of 4) and candidates compared exactly, so no pair that is
    reported is wrong; a pair that shares 0.8 is missed with probability (1 - 0.8^4)^16, under one in five thousand.

    Source: Broder, On the resemblance and containment of documents, 1997.

    A text that many send as a campaign's template is found too; it is a way of answering and no reason to leave anybody
    out.
    """
    runs = {name: found for name, text in texts.items() if (found := _runs(text))}
    order = {name: number for number, name in enumerate(texts)}
    pairs: list[Pair] = []
    for one, other in sorted(_candidates(runs), key=lambda pair: (order[pair[0]], order[pair[1]])):
        share = len(runs[one] & runs[other]) / len(runs[one] | runs[other])
        if share >= ALIKE:
            pairs.append(Pair(one, other, share))
    return tuple(pairs)


def _runs(text: str) -> frozenset[int]:
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < SHORTEST:
        return frozenset()
    pieces = (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return frozenset(int.from_bytes(blake2b(piece.encode(), digest_size=4).digest()) for piece in pieces)


def _candidates(runs: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Pairs that agree in a whole band of their sketches."""
    buckets: dict[tuple[int, bytes], list[str]] = {}
    for name, found in runs.items():
        for band, part in enumerate(_sketch(found)):
            buckets.setdefault((band, part), []).append(name)
    return {pair for names in buckets.values() for pair in combinations(names, 2)}


def _sketch(found: frozenset[int]) -> Iterator[bytes]:
    values = np.fromiter(found, dtype=np.uint64, count=len(found))
    hashes = (values[:, None] * _FACTORS[None, :] + _SHIFTS[None, :]) >> np.uint64(16)
    least = hashes.min(axis=0)
    for band in range(_BANDS):
        yield least[band * _ROWS : (band + 1) * _ROWS].tobytes()


_rng = np.random.default_rng(1997)
_FACTORS = _rng.integers(1, 1 << 62, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
_SHIFTS = _rng.integers(0, 1 << 62, _BANDS * _ROWS, dtype=np.uint64)
