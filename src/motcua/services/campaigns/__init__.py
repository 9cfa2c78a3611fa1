"""Acting on campaigns: preparing, approving, reminding, tasks, difficulties, closing; and the report."""
