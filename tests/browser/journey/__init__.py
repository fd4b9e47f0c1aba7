"""The journey: from a resident's problem to a pilot that another council uses, told in chapters."""
