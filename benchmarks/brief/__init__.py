"""Who a brief should find, and who it finds."""
