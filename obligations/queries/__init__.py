"""Every read, always for a user: pages, PDFs, spreadsheets and commands call the same ones."""
