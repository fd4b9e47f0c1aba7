"""Verbs: one function for each thing that can be done."""
