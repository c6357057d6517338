"""The reading pages: each module gathers values for its templates, which stay dumb."""
