"""The small sum that a browser does against machines, and whether it was done: no picture to read, no third party."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from altcha.v1 import ChallengeOptions, create_challenge, verify_solution

from placewright.web.engagement.sealing import derived, team_key, team_keys

HARDEST = 60_000
"""The most tries a browser makes: a few tenths of a second on an old phone, nothing on a desk."""

_HOURS = 12


@dataclass(frozen=True, slots=True)
class Spent:
    """What is kept of a sum that was done, so that it is not used again."""

    digest: str
    expires: float


def new_challenge(load_key: str) -> str:
    """A sum for one form, as JSON; it is worth nothing for another form, and ends by itself."""
    until = datetime.now(tz=UTC) + timedelta(hours=_HOURS)
    wanted = ChallengeOptions(algorithm="SHA-256", max_number=HARDEST, hmac_key=form_key(load_key), expires=until)
    return json.dumps(create_challenge(wanted).to_dict())


def spent_proof(sent: str, load_key: str) -> Spent | None:
    """The sum that was sent, where it is right and still counts; None where it is not."""
    if not sent or len(sent) > 2_000:
        return None
    try:
        payload = json.loads(base64.b64decode(sent, validate=True))
        is_right = any(verify_solution(payload, form_key(load_key, key), check_expires=True)[0] for key in team_keys())
        signature = str(payload["signature"])
    except (ValueError, binascii.Error, KeyError, TypeError, AttributeError):
        return None
    if not is_right:
        return None
    expires = datetime.now(tz=UTC) + timedelta(hours=_HOURS)
    return Spent(sha256(signature.encode()).hexdigest(), expires.timestamp())


def form_key(load_key: str, key: bytes | None = None) -> str:
    """The key of one form's sum; from an older key of the installation where that is given."""
    return derived(key or team_key(), f"proof {load_key}").hex()
