"""Two texts side by side: which paragraph answers to which, and how their wording differs."""
