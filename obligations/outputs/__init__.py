"""Data in, bytes or a message out."""
