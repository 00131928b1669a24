"""Every write: keyword-only, atomic, with `by=` and a reason; the change, the recalculation and
its history in one transaction."""
