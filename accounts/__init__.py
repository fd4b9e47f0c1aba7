"""People, the bodies they act for, and how they sign in."""
