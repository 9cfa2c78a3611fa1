"""One's own requests for corrections, in every room where they are asked."""
