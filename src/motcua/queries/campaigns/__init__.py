"""Looking at campaigns: the plans, where they stand, and what units were asked and answered."""
