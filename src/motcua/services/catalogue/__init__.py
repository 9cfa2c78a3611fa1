"""The catalogue's life: importing records, completing and publishing procedures, scope, rows of fees and limits."""
