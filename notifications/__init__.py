"""Who is told what, by which channel, when, and how they stop it."""
