"""12-byte records as the tutorials receive and send them: python_net.py recv|iter_unpack|sendall, then lines "PORT COUNT"."""

import json
import socket
import struct
import sys
import time

RECORD = struct.Struct("<IIf")


def one_by_one(connection):
    """The tutorial's loop: asks for one record, and again for what is missing of it."""
    records = ids = others = 0
    values = 0.0
    while True:
        data = connection.recv(12)
        while 0 < len(data) < 12:
            data += connection.recv(12 - len(data))
        if not data:
            return records, ids, others, values
        record = RECORD.unpack(data)
        records += 1
        ids += record[0]
        others += record[1]
        values += record[2]


def by_buffers(connection):
    """The best that the standard library has: whole buffers, and iter_unpack over them."""
    records = ids = others = 0
    values = 0.0
    rest = b""
    while True:
        data = connection.recv(65536)
        if not data:
            return records, ids, others, values
        data = rest + data
        whole = len(data) - len(data) % 12
        rest = data[whole:]
        for first, second, third in RECORD.iter_unpack(memoryview(data)[:whole]):
            records += 1
            ids += first
            others += second
            values += third


def send(connection, count):
    pack, sendall = RECORD.pack, connection.sendall
    for i in range(count):
        sendall(pack(i, (i ^ 0x5A5A) & 0xFFFF, (i & 1023) * 0.5))
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(65536):
        pass


def main():
    mode = sys.argv[1]
    for line in sys.stdin:
        port, count = map(int, line.split())
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            start, cpu = time.perf_counter_ns(), time.process_time_ns()
            records, ids, others, values = count, 0, 0, 0.0
            if mode == "sendall":
                send(connection, count)
            else:
                connection.sendall(struct.pack("<Q", count))
                records, ids, others, values = (one_by_one if mode == "recv" else by_buffers)(connection)
            result = {
                "records": records,
                "ids": ids,
                "others": others,
                "values": values,
                "ns": time.perf_counter_ns() - start,
                "cpu": time.process_time_ns() - cpu,
            }
        print(json.dumps(result), flush=True)


main()
