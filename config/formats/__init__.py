"""How dates are written and read: as everywhere else in the office's papers, 2016-02-18."""
