from config.sheets.models.imports import Import, ImportedSheet, ImportState, PlanChunk

__all__ = ["Import", "ImportState", "ImportedSheet", "PlanChunk"]
