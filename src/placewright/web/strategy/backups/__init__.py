"""Whole copies of an installation: database, media, evidence and builds in one checked file."""
