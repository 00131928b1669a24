"""Views translate: a request into one query or one action, and its answer into a page."""
