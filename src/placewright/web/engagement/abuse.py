"""What is noticed of machines and mischief while answers come in; it flags or holds a response, and drops none."""

from __future__ import annotations

import time
from collections.abc import Mapping

from django.http import HttpRequest

from placewright.questionnaires.same_answers import is_straight_line
from placewright.web.engagement.asked import Asked
from placewright.web.engagement.devices import device_of
from placewright.web.engagement.models import DeviceSighting, Instrument, Mode
from placewright.web.engagement.proof import new_challenge, spent_proof
from placewright.web.engagement.services.answering import Signs
from placewright.web.engagement.sitting import Sitting

HONEYPOT = "homepage"
"""A field that people do not see, and that machines fill in."""

FEW_OF_ONE_DEVICE = 3
"""Responses of one device in one window that pass without a word: a family, or colleagues at one desk."""

MANY_OF_ONE_DEVICE = 40
"""From here on a person looks at each before it counts: a library has many browsers, and a tablet has its own desk."""

_UNWATCHED = frozenset({Mode.EVENT, Mode.PAPER, Mode.TELEPHONE, Mode.IMPORTED})


def challenge_for(instrument: Instrument, sitting: Sitting) -> str:
    """The sum for the form that sends answers in; empty where none is asked for."""
    if sitting.corrects or sitting.mode != Mode.OPEN or not instrument.asks_for_proof:
        return ""
    return new_challenge(sitting.load_key)


def signs_of(
    request: HttpRequest, instrument: Instrument, sitting: Sitting, asked: Asked, answers: Mapping[str, object]
) -> Signs:
    """What was noticed of a form that is being sent in. Staff and shared tablets are not watched."""
    if sitting.mode in _UNWATCHED:
        return Signs()
    flags: dict[str, str] = {}
    is_held = False
    if request.POST.get(HONEYPOT, ""):
        flags["hidden-field"], is_held = "", True
    seconds = max(0, int(time.time()) - sitting.began)
    if seconds < instrument.fewest_seconds:
        flags["quick"] = f"{seconds} s"
    if is_straight_line(asked.questionnaire, answers):
        flags["straight-line"] = ""
    device = device_of(request, instrument)
    seen = _seen(*device)
    if seen >= FEW_OF_ONE_DEVICE:
        flags["same-device"] = str(seen + 1)
        is_held = is_held or seen >= MANY_OF_ONE_DEVICE
    spent = None
    if challenge_for_is_asked(instrument, sitting):
        spent = spent_proof(request.POST.get("proof", ""), sitting.load_key)
        if spent is None:
            flags["no-proof"], is_held = "", True
    proof = None if spent is None else (spent.digest, spent.expires)
    return Signs(tuple(flags.items()), is_held, device, proof)


def challenge_for_is_asked(instrument: Instrument, sitting: Sitting) -> bool:
    """Whether the browser has to do a sum: on the open link alone."""
    return sitting.mode == Mode.OPEN and instrument.asks_for_proof


def _seen(window: str, digest: str) -> int:
    return DeviceSighting.objects.filter(digest=digest, window=window).order_by().count()
