"""One night: units end, others begin, and everything open goes to whoever continues it."""
