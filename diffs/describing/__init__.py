"""What a link says: inline spans, class and tier, signals, words replaced throughout, a digest."""
