from config.accounts.refusals import Refusal


class CannotProve(Refusal):
    """A backup is written, but there is nowhere to restore it to for proof."""
