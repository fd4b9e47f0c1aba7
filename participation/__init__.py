"""Topics: what the public can follow, comment on and vote on."""
