"""A clause through time: where comparisons lead it, who said it first."""
