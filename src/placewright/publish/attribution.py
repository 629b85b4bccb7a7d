"""What publishers' licences ask to be said wherever their figures and boundaries are shown."""

from __future__ import annotations

from placewright.core.words import marked

LICENSED = marked("Contains public sector information licensed under the Open Government Licence v3.0.")
BOUNDARIES = marked("Contains National Statistics data and OS data © Crown copyright and database right 2024.")
"""What every map must say; the year is that of the districts' boundaries."""

ATTRIBUTION = (LICENSED, BOUNDARIES)
