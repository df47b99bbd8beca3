"""Uploaded files -> rows. A hostile or broken file ends in a sentence, never in a dead worker."""

from config.sheets.reading.files import read_file
from config.sheets.reading.refusals import UnreadableFile
from config.sheets.reading.sheet import SPREADSHEETS, Cell, RawSheet, is_spreadsheet

__all__ = ["SPREADSHEETS", "Cell", "RawSheet", "UnreadableFile", "is_spreadsheet", "read_file"]
