"""Practice mode as people see it: stepping in and out, exercises, the band on every page, who finished."""
