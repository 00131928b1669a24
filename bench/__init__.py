"""How fast Longstop is, as ratios to bare equivalents measured in the same run: bin/bench."""
