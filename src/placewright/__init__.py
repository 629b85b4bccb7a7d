"""Placewright: a place's economic strategy, with every number computed and every claim tested."""

__version__ = "0.1.0"
