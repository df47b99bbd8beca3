"""Files that hang on a row: what is taken, how it lies on the disk, and who is told."""
