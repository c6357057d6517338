"""Which clause of one outline is which of the other: links, growth into n:m, moves, sentences."""
