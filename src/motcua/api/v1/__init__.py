"""Version 1 of the machines' door: one file a subject."""
