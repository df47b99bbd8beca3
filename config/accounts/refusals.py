"""How an action says no."""


class Refusal(Exception):
    """An action will not be done; carries a Chinese sentence fit to show the user."""
