"""Answers questions about CPython's struct: one JSON array of cases a line in, one JSON array of answers a line out.

A case is [operation, format, ...arguments]; values and buffers are strings, a letter for the type and then the value.
An answer is ["ok", result] or ["error", class, message, index, offset], where index and offset are those of the first
value that does not fit, or null. Texts are those of 3.12 and results those of 3.13 also on older versions.
"""

import array
import json
import re
import struct
import sys

INTEGERS = "bBhHiIlLqQnNP"
SIGNED = "bhilqn"
ITEM = re.compile(r"(\d*)([a-zA-Z?])")

NEW_TEXTS = sys.version_info >= (3, 12)
EMPTY_PASCAL_WORKS = sys.version_info >= (3, 13)

READERS = {
    "i": int,
    "f": lambda text: float("nan") if text == "nan" else struct.unpack(">d", bytes.fromhex(text))[0],
    "b": bytes.fromhex,
    "B": lambda text: bytearray.fromhex(text),
    "a": lambda text: array.array("H", bytes.fromhex(text)),
    "s": str,
    "l": lambda text: [None] * len(text),
    "T": lambda text: True,
    "F": lambda text: False,
    "N": lambda text: None,
    "o": lambda text: object(),
}


def read(text):
    return READERS[text[0]](text[1:])


def show(value):
    if isinstance(value, bool):
        return "T" if value else "F"
    if isinstance(value, int):
        return "i%d" % value
    if isinstance(value, float):
        return "fnan" if value != value else "f" + struct.pack(">d", value).hex()
    return "b" + value.hex()


def repaired(fmt):
    """0p is one value of no bytes, as 0s: until 3.13 it failed or wrote into what follows."""
    return fmt if EMPTY_PASCAL_WORKS else re.sub(r"(?<!\d)(0+)p", r"\1s", fmt)


def pack_into(fmt, buffer, offset, *values):
    target = read(buffer)
    struct.pack_into(fmt, target, read(offset), *values)
    return show(target)


OPERATIONS = {
    "calcsize": lambda fmt: str(struct.calcsize(fmt)),
    "pack": lambda fmt, *values: show(struct.pack(fmt, *map(read, values))),
    "pack_into": lambda fmt, buffer, offset, *values: pack_into(fmt, buffer, offset, *map(read, values)),
    "unpack": lambda fmt, buffer: [*map(show, struct.unpack(fmt, read(buffer)))],
    "unpack_from": lambda fmt, buffer, offset: [*map(show, struct.unpack_from(fmt, read(buffer), read(offset)))],
    "iter_unpack": lambda fmt, buffer: [[*map(show, row)] for row in struct.iter_unpack(fmt, read(buffer))],
}


def answer(case):
    operation, fmt, *arguments = case
    try:
        return ["ok", OPERATIONS[operation](repaired(fmt), *arguments)]
    except Exception as error:
        place = operation in ("pack", "pack_into") and is_about_value(error) and first_bad_value(fmt, *written(operation, arguments))
        name = "struct.error" if isinstance(error, struct.error) else type(error).__name__
        return ["error", name, *(place or [str(error), None, None])]


def written(operation, arguments):
    """Where in its buffer the record starts, and its values."""
    if operation == "pack":
        return 0, [*map(read, arguments)]
    buffer, offset, *values = map(read, arguments)
    return (offset if offset >= 0 else offset + len(buffer)), values


def is_about_value(error):
    """Whether a value was refused, and not the format, the buffer, the offset or the number of values."""
    texts = ("required argument", "argument for", "char format", "format requires", "out of range", "too large to ")
    about_offset = re.match(r"offset -?\d+ out of range", str(error)) or isinstance(error, IndexError)
    return not about_offset and any(text in str(error) for text in texts)


def first_bad_value(fmt, start, values):
    """[message, index, byte offset] of the first value that does not fit."""
    prefix = fmt[0] if fmt[0] in "@=<>!" else ""
    before = prefix
    index = 0
    for count, code in ITEM.findall(fmt[len(prefix) :]):
        single = code if code != "s" and code != "p" else count + code
        runs = 0 if code == "x" else 1 if single != code or code in "sp" else int(count or 1)
        for done in range(runs):
            message = refusal(prefix, single, code, values[index])
            if message is not None:
                return [message, index, start + struct.calcsize("%s0%s%d%s" % (before, code, done, code))]
            index += 1
        before += count + code
    return None


def refusal(prefix, single, code, value):
    try:
        struct.pack(repaired(prefix + single), value)
        return None
    except Exception as error:
        message = str(error)
        if code == "p":
            return message.replace("for 's'", "for 'p'")
        if NEW_TEXTS or code not in INTEGERS or message == "required argument is not an integer":
            return message
        if code == "P":
            return "int too large to convert"
        bits = 8 * struct.calcsize(prefix + code)
        low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if code in SIGNED else (0, 2**bits - 1)
        return "'%s' format requires %d <= number <= %d" % (code, low, high)


for line in sys.stdin:
    print(json.dumps([answer(case) for case in json.loads(line)]), flush=True)
