"""Packs or unpacks a long row of floats with CPython's struct: binary in, binary out.

pack FORMAT: float64 values (little-endian) in; out come the packed values, then one byte for each: 1 where CPython refuses
to pack it (its bytes are zeros then).
unpack FORMAT: packed values in, float64 values (little-endian) out.
"""

import array
import struct
import sys

operation, fmt = sys.argv[1:]
data = sys.stdin.buffer.read()
codec = struct.Struct(fmt)


def packed(values):
    refused = bytearray(len(values))
    out = bytearray(codec.size * len(values))
    for i, value in enumerate(values):
        try:
            codec.pack_into(out, i * codec.size, value)
        except OverflowError:
            refused[i] = 1
            out[i * codec.size : (i + 1) * codec.size] = bytes(codec.size)
    return out + refused


if operation == "pack":
    sys.stdout.buffer.write(packed(array.array("d", data)))
else:
    sys.stdout.buffer.write(array.array("d", [value for (value,) in codec.iter_unpack(data)]).tobytes())
