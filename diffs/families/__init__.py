"""Texts that copy one template: which they are, and their measures laid side by side."""
