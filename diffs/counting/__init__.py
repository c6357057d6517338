"""Two places counted: every unit of either text in one class, and what stands near it."""
