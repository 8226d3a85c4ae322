"""Receives records of the format 'I 2s f' and prints them, one connection after the other.

usage: server.py PORT [CONNECTIONS]    port 0 takes a free one; the first line says which
"""
import socket
import struct
import sys

RECORD = struct.Struct("I 2s f")


def receive_exactly(peer, size):
    """The next `size` bytes, or fewer at the end of the stream."""
    data = b""
    while len(data) < size:
        chunk = peer.recv(size - len(data))
        if not chunk:
            break
        data += chunk
    return data


def main():
    port = int(sys.argv[1])
    connections = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with socket.create_server(("127.0.0.1", port)) as server:
        print("port", server.getsockname()[1], flush=True)
        for _ in range(connections):
            peer, _address = server.accept()
            with peer:
                while data := receive_exactly(peer, RECORD.size):
                    if len(data) < RECORD.size:
                        sys.exit(f"cut off after {len(data)} of {RECORD.size} bytes")
                    print("received", data.hex(), "unpacked:", RECORD.unpack(data), flush=True)


main()
