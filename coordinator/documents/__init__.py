"""Bytes of PDFs from plain facts. Nothing in here reads the database."""
