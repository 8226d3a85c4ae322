"""Sends records of the format 'I 2s f': (1, b'ab', 2.7), then with 2, 3, ... as the first value.

usage: client.py PORT [RECORDS [PIECE [PAUSE]]]
       PIECE bytes at a time (default: everything at once), PAUSE milliseconds between pieces
"""
import socket
import struct
import sys
import time

RECORD = struct.Struct("I 2s f")


def main():
    port = int(sys.argv[1])
    records = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    data = b"".join(RECORD.pack(number + 1, b"ab", 2.7) for number in range(records))
    piece = int(sys.argv[3]) if len(sys.argv) > 3 else len(data)
    pause = float(sys.argv[4]) / 1000 if len(sys.argv) > 4 else 0
    with socket.create_connection(("127.0.0.1", port)) as server:
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(data), piece):
            server.sendall(data[start : start + piece])
            time.sleep(pause)


main()
