"""The ground that every feature stands on. It knows no feature by name."""
