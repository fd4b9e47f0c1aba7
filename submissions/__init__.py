"""Proposals: answers, files, versions and receipts, sealed until the deadline."""
