"""Undo: what an import wrote is found in the history, judged row by row, and taken back."""
