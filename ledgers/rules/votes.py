"""The arithmetic of a branch meeting's vote (发展党员工作细则 arts 19 to 21, 32)."""

import dataclasses


@dataclasses.dataclass(frozen=True, kw_only=True)
class Vote:
    """Voters entitled and present, absent ones who handed in a written opinion, and the count."""

    entitled: int
    present: int
    written: int
    in_favour: int
    against: int
    abstained: int

    @property
    def has_quorum(self) -> bool:
        """More than half of those entitled are present; a written opinion is not presence."""
        return 2 * self.present > self.entitled

    @property
    def carries(self) -> bool:
        """More than half of those entitled, not of those present, are in favour."""
        return 2 * self.in_favour > self.entitled

    @property
    def adds_up(self) -> bool:
        """Each who is present or wrote has one vote, and no more voted than are entitled."""
        cast = self.present + self.written
        return self.in_favour + self.against + self.abstained == cast <= self.entitled
