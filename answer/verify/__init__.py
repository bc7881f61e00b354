"""Whether a sentence in other words is borne out by the passage it cites."""
