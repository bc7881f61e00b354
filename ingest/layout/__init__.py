"""Lines of a page: furniture, footnotes, paragraphs."""
