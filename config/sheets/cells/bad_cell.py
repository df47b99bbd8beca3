"""The one way in which a cell is refused."""


class BadCell(ValueError):
    """``code`` of the JSON contract (design, section 5); ``message`` a sentence for a clerk."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
