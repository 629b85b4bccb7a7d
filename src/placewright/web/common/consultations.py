"""An invitation to take part, as whoever runs consultations gives it to whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """What it is about, where, and until when."""

    title: str
    href: str
    text: str = ""
    closes: date | None = None
