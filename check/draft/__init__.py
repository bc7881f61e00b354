"""A draft read: its paragraphs, its quotations and references, and what it claims of them."""
