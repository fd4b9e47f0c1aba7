"""What is published for machines: feeds, calendars and site maps of what everybody may see."""
