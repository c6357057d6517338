"""Measurements beside the peers; run as ``python -m bench``."""
