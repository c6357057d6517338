"""Clause engine: outlines, alignment and changes of Chinese policy text; pure values in, pure values out."""
