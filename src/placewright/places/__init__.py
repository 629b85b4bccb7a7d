"""The registry of places: codes with their vintages, changes, parents, neighbours and equivalents."""

from placewright.places.bundles import BadBundle, Bundle
from placewright.places.changes import Resolution, Rule
from placewright.places.equivalents import Equivalence, Relation
from placewright.places.in_sentences import plain_name
from placewright.places.registry import Registry, registry, resolve_place
from placewright.places.territories import list_code, same_territory
from placewright.places.vintages import UnknownVintage, VintageFit, how_new, newest, vintages_of
from placewright.records.place import LEVELS, Place

__all__ = [
    "LEVELS",
    "BadBundle",
    "Bundle",
    "Equivalence",
    "Place",
    "Registry",
    "Relation",
    "Resolution",
    "Rule",
    "UnknownVintage",
    "VintageFit",
    "how_new",
    "list_code",
    "newest",
    "plain_name",
    "registry",
    "resolve_place",
    "same_territory",
    "vintages_of",
]
