"""Acting on dossiers: opening one, moving it, and what goes beside a move."""
