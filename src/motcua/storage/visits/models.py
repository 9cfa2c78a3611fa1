"""The visit (lượt) at a counter and what was certified in it."""
