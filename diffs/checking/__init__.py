"""A plan's body against its own task list, and what stands behind each of the list's rows."""
