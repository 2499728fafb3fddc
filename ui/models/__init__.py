"""Qt models over frozen rows."""
