"""Spreadsheets in and out: read, check, plan, apply, undo, write."""
