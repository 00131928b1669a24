"""One bench a module: `measure()` returns its rows."""
