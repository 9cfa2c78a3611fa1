"""Template filters of the visual language."""
