"""A small writer of xls files: BIFF records in an OLE compound file."""

import struct

_SECTOR = 512
_MINI_SECTOR = 64
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_EMPTY_ENTRY = b"\0" * 68 + struct.pack("<LLL", _FREE, _FREE, _FREE) + b"\0" * 48


def compound(streams, *, small=False):
    """An OLE file. ``streams``: name -> bytes; ``small``: kept in the mini stream."""
    sectors, table, mini, mini_table, placed = [], [_TABLE], b"", [], {}

    def place(content):
        """Appends sectors and gives the number of the first; sector 0 is the table."""
        count = -(-len(content) // _SECTOR)
        first = len(table)
        sectors.append(content.ljust(count * _SECTOR, b"\0"))
        table.extend([*range(first + 1, first + count), _END])
        return first

    for name, content in streams.items():
        if small:
            first, count = len(mini_table), -(-len(content) // _MINI_SECTOR)
            mini += content.ljust(count * _MINI_SECTOR, b"\0")
            mini_table += [*range(first + 1, first + count), _END]
            placed[name] = first, len(content)
        else:
            padded = content.ljust(4096, b"\0")
            placed[name] = place(padded), len(padded)
    root = (place(mini), len(mini)) if small else (_END, 0)
    entries = _entry("Root Entry", 5, *root, child=1)
    for number, (name, where) in enumerate(placed.items(), start=2):
        after = number if number <= len(placed) else _FREE
        entries += _entry(name, 2, *where, right=after)
    entries += _EMPTY_ENTRY * (-len(placed) - 1 & 3)
    directory = place(entries)
    minis = place(_longs(mini_table)) if small else _END
    header = struct.pack(
        "<8s16x5H6x9L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, directory, 0, 4096, minis, int(small), _END, 0,
    )  # fmt: skip
    tables = struct.pack("<109L", 0, *[_FREE] * 108)
    return header + tables + _longs(table) + b"".join(sectors)


def _longs(numbers):
    assert len(numbers) <= _SECTOR // 4
    return struct.pack("<128L", *numbers, *[_FREE] * (128 - len(numbers)))


def _entry(name, kind, first, size, *, right=_FREE, child=_FREE):
    raw = (name + "\0").encode("utf-16-le")
    links = struct.pack("<LLL", _FREE, right, child)
    head = struct.pack("<64sHBB", raw, len(raw), kind, 1) + links
    return head + b"\0" * 36 + struct.pack("<LQ", first, size)


def record(number, body=b""):
    return struct.pack("<HH", number, len(body)) + body


def label(row, column, text):
    raw = text.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + raw)


def number(row, column, value):
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def truth(row, column, value):
    return record(0x205, struct.pack("<HHHBB", row, column, 0, value, 0))


def fault(row, column, code):
    return record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))


def failed_formula(row, column, code):
    result = struct.pack("<BxBxxxH", 2, code, 0xFFFF)
    return record(0x006, struct.pack("<HHH", row, column, 0) + result + b"\0" * 8)


def book(*cells, hidden=False, name="名册", first=b""):
    """The Workbook stream with one sheet of ``cells``; ``first``: records before everything."""
    raw = name.encode("utf-16-le")
    begin = record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 6)) + first
    place = len(begin) + 4 + 8 + len(raw) + 4
    bound = record(0x085, struct.pack("<LBBBB", place, hidden, 0, len(name), 1) + raw)
    sheet = record(0x809, struct.pack("<HHHHLL", 0x600, 0x10, 0, 0, 0, 6))
    return begin + bound + record(0x0A) + sheet + b"".join(cells) + record(0x0A)


def xls(*cells, **options):
    return compound({"Workbook": book(*cells, **options)})
