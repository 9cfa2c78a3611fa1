"""Pages of what is late or unanswered, for every room whose people have to chase it."""
