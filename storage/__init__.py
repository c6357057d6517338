"""Remembering: tables, one repository per aggregate, snapshots by digest."""
