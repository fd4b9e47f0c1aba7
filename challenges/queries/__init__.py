"""Reads, filtered by what the reader may see."""
