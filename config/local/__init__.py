"""Longstop on one machine: the embedded database, and the supervisor that runs everything."""
