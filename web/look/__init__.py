"""How the page looks, and what every part of it scripts: theme, style, words, addresses."""
