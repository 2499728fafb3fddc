"""Training and license coordination: rules, records, documents. Nothing in here knows a window."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""Fonts, icons, the list of offices and the sample inputs: files only."""
