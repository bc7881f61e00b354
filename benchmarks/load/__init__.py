"""Speed, memory and disk under load and at scale."""
