"""Questions that the text itself settles: look-ups, adoption dates, mentions, votes."""
