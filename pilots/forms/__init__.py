"""What people fill in about pilots."""
