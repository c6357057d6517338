"""A comparison laid out for readers: what was asked, its rows, its head; pages and papers show the same sheet."""
