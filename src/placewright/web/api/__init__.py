"""The evidence and the strategy as JSON and as files."""
