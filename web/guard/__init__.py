"""What every request passes: the doors, the bodies of requests, whose is what, and what was uploaded."""
