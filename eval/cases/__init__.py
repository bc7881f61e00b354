"""Questions with their right answers, and text compared."""
