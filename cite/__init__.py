"""References: what they say, where they lead, and how they are written down."""
