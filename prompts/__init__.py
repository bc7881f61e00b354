"""The words sent to a language model, one file each, versioned."""
