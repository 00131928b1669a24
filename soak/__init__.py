"""Long runs that kill what sends, and count at the mail server what arrived: bin/soak."""
