"""Snapshots, tidy observations, the indicator catalogue and the engine."""
