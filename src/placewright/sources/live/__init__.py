"""Connectors: from publishers over the network to files that a reader reads."""
