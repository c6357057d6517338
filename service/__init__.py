"""The shell: composition root, HTTP, command line, schedule and notices; converts between the three libraries."""
