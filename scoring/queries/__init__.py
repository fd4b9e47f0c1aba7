"""Reads of assessing and deciding, one module a word of the domain."""
