"""Pages of papers that travel, for every room whose people hold papers."""
