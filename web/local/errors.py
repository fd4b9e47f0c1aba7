class StartError(Exception):
    """Why Townlab cannot start, in one line, for the person at the terminal."""
