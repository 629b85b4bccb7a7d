"""The pipeline: which step needs what, and runs only what changed."""
