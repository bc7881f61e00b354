"""What the reader is told, in six languages, as Markdown."""
