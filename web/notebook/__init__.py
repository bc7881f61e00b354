"""The notebook: quotations that a reader keeps, each held to the register whenever it is shown or exported."""
