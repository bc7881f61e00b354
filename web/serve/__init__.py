"""The server around the page: doors, access, health, logs."""
