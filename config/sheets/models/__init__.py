from config.sheets.models.exports import ExportRequest, ExportState
from config.sheets.models.files import FileChunk, HandedInFile
from config.sheets.models.imports import UNDER_WAY, Import, ImportedSheet, ImportState, PlanChunk
from config.sheets.models.layouts import ToldLayout
from config.sheets.models.queries import SavedQuery

__all__ = [
    "UNDER_WAY",
    "ExportRequest",
    "ExportState",
    "FileChunk",
    "HandedInFile",
    "Import",
    "ImportState",
    "ImportedSheet",
    "PlanChunk",
    "SavedQuery",
    "ToldLayout",
]
