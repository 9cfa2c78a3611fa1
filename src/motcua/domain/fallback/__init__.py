"""When power or line fails: fallback slips with reserved codes, outages, later entry with the true time."""
