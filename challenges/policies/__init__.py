"""Who may do what, as pure predicates."""
