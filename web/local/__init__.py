"""Townlab on one's own machine: `python -m web.local run`. Production needs nothing of this."""
