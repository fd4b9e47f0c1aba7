"""The front door: it puts the floors together and answers for the whole service."""
