"""Practice mode (học tập): its unit, its exercises, what was done in them, who finished."""
