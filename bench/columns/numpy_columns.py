"""numpy's way: numpy_columns.py FILE a|b REPEATS. Prints nanoseconds of each repeat: into reused arrays, into fresh ones, back."""

import sys
import time

import numpy

path, which, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
FIELDS = {
    "a": [("id", "<u4"), ("tag", "<u2"), ("pad", "<u2"), ("value", "<u4")],
    "b": [("ts", "<u8"), ("id", "<u4")] + [(f"f{i}", "<u4") for i in range(6)] + [("g", "<u2"), ("h", "<u2")],
}[which]
records = numpy.fromfile(path, dtype=FIELDS)
names = [name for name, _ in FIELDS if name != "pad"]
columns = {name: numpy.ones(len(records), dtype=records.dtype[name]) for name in names}
back = numpy.zeros_like(records)
clock = time.thread_time_ns  # without the time the machine gave to others
for _ in range(repeats):
    start = clock()
    for name in names:
        numpy.copyto(columns[name], records[name])
    reused = clock()
    fresh = {name: numpy.ascontiguousarray(records[name]) for name in names}
    made = clock()
    for name in names:
        back[name] = columns[name]
    end = clock()
    print(reused - start, made - reused, end - made)
    del fresh
total = sum(int(columns[name].astype("u8").sum(dtype="u8")) for name in names) % 2**64
print(total, int((back == records).all()))
