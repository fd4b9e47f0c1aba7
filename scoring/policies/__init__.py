"""Who may do what in assessing and deciding, one module a word of the domain."""
