"""From the contract to a service in use: stages, milestones, KPIs, gates, and who else adopts it."""
