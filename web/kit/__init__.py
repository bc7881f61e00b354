"""Parts that every tab uses: frame, look, words, markup, queues."""
