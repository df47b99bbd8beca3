from config.sheets.models.exports import ExportRequest, ExportState
from config.sheets.models.imports import Import, ImportedSheet, ImportState, PlanChunk
from config.sheets.models.queries import SavedQuery

__all__ = [
    "ExportRequest",
    "ExportState",
    "Import",
    "ImportState",
    "ImportedSheet",
    "PlanChunk",
    "SavedQuery",
]
