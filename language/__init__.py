"""Words of the languages, as data: a pack a language, read by every other room."""
