"""Agrees with a structwire listener that was started with `agree: true` (`--agree`), sends one record and reads one back.

usage: agree.py PORT    the records are 'I 2s f' in both directions; docs/agreement.md draws the bytes
"""
import json
import os
import socket
import struct
import sys

RECORD = struct.Struct("I 2s f")
MAGIC = b"\x89stw\r\n\x1a\x01"
# fingerprint(new Struct('I 2s f').layout), from 'structwire/layout'
FINGERPRINT = bytes.fromhex("f0c35be52f78758814e52a2b15f0c7cb")
RECORDS = {"framing": "layout", "size": RECORD.size, "fields": []}


def receive_exactly(peer, size):
    data = b""
    while len(data) < size:
        chunk = peer.recv(size - len(data))
        if not chunk:
            sys.exit(f"the other side ended after {len(data)} of {size} bytes")
        data += chunk
    return data


def preamble():
    description = json.dumps({"send": RECORDS, "receive": RECORDS}).encode()
    return MAGIC + os.urandom(8) + FINGERPRINT * 2 + struct.pack("<I", len(description)) + description


def agree(peer):
    """Sends this side's preamble, and reads and checks that of the other side."""
    peer.sendall(preamble())
    head = receive_exactly(peer, 52)
    if head[:8] != MAGIC:
        sys.exit(f"the other side does not agree about anything: it sent {head[:8].hex()}")
    theirs = json.loads(receive_exactly(peer, struct.unpack("<I", head[48:])[0]))
    if head[16:48] != FINGERPRINT * 2:
        sys.exit(f"the other side has other records: {theirs}")


def main():
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as peer:
        agree(peer)
        peer.sendall(RECORD.pack(1, b"ab", 2.7))
        print("received", RECORD.unpack(receive_exactly(peer, RECORD.size)))


main()
