"""Reaching out and reading: declared sources, fetching, charset, page shapes, extraction to policy text."""
