"""HTML, XML and Markdown: one walk and one rule for inline text, whatever the file was written in."""
