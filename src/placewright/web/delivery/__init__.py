"""Watching what was decided: programmes, measures and their readings."""
