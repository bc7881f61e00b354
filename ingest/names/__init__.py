"""Names of the UN's world: States, symbols, series, dates, languages."""
