"""The one place of hand-written SQL: rows written in bulk, their history, the clock of tables."""
