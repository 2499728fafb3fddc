"""Dialogs: only where something must be asked in one go."""
