"""Forms of the pages: what is typed, read and checked; the actions check the rest."""
