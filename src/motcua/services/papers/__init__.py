"""Papers that travel: bundles and their labels, transfers between units, parcels of the post."""
