"""The counter itself: known counters, PINs, tickets of the queue."""
