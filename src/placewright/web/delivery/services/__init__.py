"""Every write of delivery: each is one transaction with an entry of the event log."""

from placewright.web.delivery.services.importing import Brought, BroughtRow, bring_readings, look_through
from placewright.web.delivery.services.readings import BadReading, judge, keep_reading
from placewright.web.delivery.services.returns import keep_return, keep_spend

__all__ = [
    "BadReading",
    "Brought",
    "BroughtRow",
    "bring_readings",
    "judge",
    "keep_reading",
    "keep_return",
    "keep_spend",
    "look_through",
]
