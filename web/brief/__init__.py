"""The brief on the page: collected, edited, saved, exported."""
