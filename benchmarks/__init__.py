"""Measured by hand: ratios in one run. See README.md beside this file."""
