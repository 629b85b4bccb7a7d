"""SDMX messages, read by the mapping that their source declares."""

from placewright.sources.live.sdmx import read

__all__ = ["read"]
