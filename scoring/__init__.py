"""Panels, conflicts of interest, assessments, panel moderation, ranking, decisions and feedback."""
