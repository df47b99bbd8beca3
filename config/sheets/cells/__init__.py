"""Parsers of spreadsheet cells: pure functions that return a value or raise ``BadCell``."""
