from config.sheets.models.imports import Import, ImportedSheet, ImportState, PlanChunk
from config.sheets.models.layouts import ToldLayout

__all__ = ["Import", "ImportState", "ImportedSheet", "PlanChunk", "ToldLayout"]
