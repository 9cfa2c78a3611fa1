"""When power or line fails: booklets of reserved codes, outages, later entry with a second person."""
