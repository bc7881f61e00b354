"""Question sets, metrics, the gate and the report."""
