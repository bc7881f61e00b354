"""What the model of support learns from and how it is taught."""
