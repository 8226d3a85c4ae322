"""Bytes of each protocol, put together with nothing but Python's struct, from the public specifications.

python3 examples/protocols/make_vectors.py > examples/protocols/vectors.json
"""
import io
import json
import struct
import wave

vectors = {}


def crc16_mcrf4xx(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0x8408 if crc & 1 else crc >> 1
    return crc


def ubx(cls, ident, payload):
    body = struct.pack('<BBH', cls, ident, len(payload)) + payload
    a = b = 0
    for byte in body:
        a = (a + byte) & 0xFF
        b = (b + a) & 0xFF
    return b'\xb5\x62' + body + bytes([a, b])


def mavlink(flags, sequence, message, extra, payload, signature=b''):
    payload = payload.rstrip(b'\0') or b'\0'
    body = struct.pack('<BBBBBB', len(payload), flags, 0, sequence, 1, 1) + message.to_bytes(3, 'little') + payload
    return b'\xfd' + body + struct.pack('<H', crc16_mcrf4xx(body + bytes([extra]))) + signature


def chunk(name, data):
    return name + struct.pack('<I', len(data)) + data + b'\0' * (len(data) % 2)


vectors['ntp client'] = struct.pack('>BBbb11I', 0 << 6 | 4 << 3 | 3, 0, 6, -20, *[0] * 9, 0xE8FE3D80, 0x80000000)
vectors['ntp server'] = struct.pack(
    '>BBbbII4s8I', 0 << 6 | 4 << 3 | 4, 1, 6, -24, 0x00000800, 0x00018000, b'GPS\0',
    0xE8FE3D00, 0, 0xE8FE3D80, 0x80000000, 0xE8FE3D80, 0xC0000000, 0xE8FE3D80, 0xC0001000)

vectors['modbus read request'] = struct.pack('>HHHBBHH', 1, 0, 6, 17, 3, 0x006B, 3)
vectors['modbus write request'] = struct.pack('>HHHBBHHB2H', 2, 0, 11, 17, 16, 1, 2, 4, 10, 0x0102)
vectors['modbus read response'] = struct.pack('>HHHBBB3H', 1, 0, 9, 17, 3, 6, 0x022B, 0, 100)
vectors['modbus coils response'] = struct.pack('>HHHBBB3s', 3, 0, 6, 17, 1, 3, b'\xcd\x6b\x05')
vectors['modbus exception'] = struct.pack('>HHHBBB', 1, 0, 3, 17, 0x83, 2)
vectors['modbus unknown function'] = struct.pack('>HHHBB3s', 4, 0, 5, 17, 0x2B, b'\x0e\x01\x00')

flow = struct.Struct('>4s4s4sHHIIIIHHBBBBHHBBH')
vectors['netflow v5'] = struct.pack('>HHIIIIBBH', 5, 2, 3600000, 1700000000, 123456789, 42, 1, 2, 1 << 14 | 100) + flow.pack(
    bytes([10, 0, 2, 2]), bytes([10, 0, 2, 15]), bytes(4), 1, 5, 10, 8400, 1000, 2000, 54435, 22, 0, 0x1B, 6, 0, 0, 0, 0, 0, 0,
) + flow.pack(bytes([192, 168, 1, 1]), bytes([8, 8, 8, 8]), bytes(4), 2, 3, 1, 64, 10, 20, 5353, 53, 0, 0, 17, 8, 64512, 15169, 24, 8, 0)

vectors['ubx nav-pvt'] = ubx(0x01, 0x07, struct.pack(
    '<IHBBBBBBIiBBBBiiiiIIiiiiiIIHH4sihH',
    559340800, 2021, 12, 4, 11, 34, 59, 0x37, 26, -361988, 3, 0x83, 0xEA, 26, 109998553, 471012345, 408000, 366000,
    4200, 5300, 17, -7, 4, 18, 12345678, 300, 1800000, 112, 0, bytes(4), 0, 123, 45))
vectors['ubx nav-sat'] = ubx(0x01, 0x35, struct.pack('<IBBH', 559340800, 1, 2, 0)
                             + struct.pack('<BBBbhhI', 0, 5, 42, 63, 190, -12, 0x191F) + struct.pack('<BBBbhhI', 6, 12, 0, -91, 0, 0, 0))
vectors['ubx nav-status'] = ubx(0x01, 0x03, struct.pack('<IBBBBII', 559340800, 3, 0xDD, 0, 8, 27543, 1234567))
vectors['ubx nav-dop'] = ubx(0x01, 0x04, struct.pack('<I7H', 559340800, 168, 145, 85, 123, 76, 61, 45))
vectors['ubx nav-posllh'] = ubx(0x01, 0x02, struct.pack('<IiiiiII', 559340800, 109998553, 471012345, 408000, 366000, 4200, 5300))
vectors['ubx ack-ack'] = ubx(0x05, 0x01, b'\x06\x08')
vectors['ubx cfg-rate'] = ubx(0x06, 0x08, struct.pack('<HHH', 100, 1, 1))
vectors['ubx mon-ver'] = ubx(0x0A, 0x04, struct.pack('<30s10s30s30s', b'ROM CORE 3.01 (107888)', b'00080000', b'FWVER=SPG 3.01', b'PROTVER=18.00'))
vectors['ubx unknown'] = ubx(0x13, 0x40, b'\x10\x00\x00')

stamp = (34200 * 10**9 + 12345).to_bytes(6, 'big')


def itch(kind, rest):
    body = kind + struct.pack('>HH', 7, 0) + stamp + rest
    return struct.pack('>H', len(body)) + body


vectors['itch system event'] = itch(b'S', b'Q')
vectors['itch stock directory'] = itch(b'R', struct.pack('>8sccIcc2scccccIc', b'AAPL    ', b'Q', b'N', 100, b'N', b'C', b'Z ', b'P', b'N', b' ', b'1', b'N', 0, b'N'))
vectors['itch add order'] = itch(b'A', struct.pack('>QcI8sI', 123456789012, b'B', 300, b'AAPL    ', 1899900))
vectors['itch add order mpid'] = itch(b'F', struct.pack('>QcI8sI4s', 123456789013, b'S', 5, b'MSFT    ', 4101234, b'LEHM'))
vectors['itch executed'] = itch(b'E', struct.pack('>QIQ', 123456789012, 100, 99))
vectors['itch executed with price'] = itch(b'C', struct.pack('>QIQcI', 123456789012, 100, 99, b'Y', 1899950))
vectors['itch cancel'] = itch(b'X', struct.pack('>QI', 123456789012, 50))
vectors['itch delete'] = itch(b'D', struct.pack('>Q', 123456789012))
vectors['itch replace'] = itch(b'U', struct.pack('>QQII', 123456789012, 123456789014, 250, 1899800))
vectors['itch trade'] = itch(b'P', struct.pack('>QcI8sIQ', 0, b'B', 10, b'AAPL    ', 1899900, 100))
vectors['itch unknown'] = itch(b'!', b'new')

vectors['dis entity state'] = (
    struct.pack('>BBBBIHH', 7, 1, 1, 1, 0x001E91E2, 144 + 32, 0) + struct.pack('>HHH', 42, 4, 26) + struct.pack('>BB', 1, 2)
    + struct.pack('>BBHBBBB', 1, 1, 225, 1, 1, 3, 0) + struct.pack('>BBHBBBB', 1, 1, 225, 1, 1, 0, 0)
    + struct.pack('>3f', 1.5, -2.25, 0) + struct.pack('>3d', 4374462.80, 1667679.95, 4318796.35)
    + struct.pack('>3f', 1.4809, 0.0, -2.3190) + struct.pack('>I', 0x00200000) + struct.pack('>B15s', 2, bytes(15))
    + struct.pack('>6f', 0, 0, 9.75, 0, 0.5, 0) + struct.pack('>B11s', 1, b'26') + struct.pack('>I', 1)
    + struct.pack('>BBHId', 0, 1, 0, 4107, 0.75) + struct.pack('>BBHId', 1, 0, 1, 17, 5.5))

header = struct.Struct('<HBBBBBQfIIBB')


def telemetry(car):
    return struct.pack('<HfffBbHBBH4H4B4BH4f4B', 280 + car, 1.0, -0.25, 0.0, 0, 8, 11250 + car, 1, 87, 0x7FFF,
                       500, 510, 620, 630, 101, 102, 103, 104, 95, 96, 97, 98, 110, 21.5, 21.5, 23.0, 23.25, 0, 0, 0, car % 12)


def motion(car):
    return struct.pack('<6f6h6f', 10.5 * car, 2.0, -30.25, 80.0, 0.0, -1.5, 32767, 0, -12, 12, -1, -32767, 0.5, -1.25, 1.0, 3.0, 0.125, -0.0625)


vectors['racing telemetry'] = header.pack(2025, 25, 1, 4, 1, 6, 0x0123456789ABCDEF, 63.5, 1905, 1910, 19, 255) + b''.join(
    telemetry(car) for car in range(22)) + struct.pack('<BBb', 255, 255, 0)
vectors['racing motion'] = header.pack(2025, 25, 1, 4, 1, 0, 0x0123456789ABCDEF, 63.5, 1905, 1910, 19, 255) + b''.join(
    motion(car) for car in range(22))
vectors['racing fastest lap'] = header.pack(2025, 25, 1, 4, 1, 3, 1, 90.25, 2700, 2711, 19, 255) + b'FTLP' + struct.pack('<Bf7x', 5, 88.125)
vectors['racing session started'] = header.pack(2025, 25, 1, 4, 1, 3, 1, 0.0, 0, 0, 19, 255) + b'SSTA' + bytes(12)
vectors['racing unknown'] = header.pack(2025, 25, 1, 4, 1, 99, 1, 0.0, 0, 0, 19, 255) + b'\1\2\3'

vectors['mavlink heartbeat'] = mavlink(0, 7, 0, 50, struct.pack('<IBBBBB', 65536, 2, 3, 0x51, 4, 3))
vectors['mavlink attitude'] = mavlink(0, 8, 30, 39, struct.pack('<I6f', 123456, 0.5, -0.25, 1.5, 0, 0, 0))
vectors['mavlink position, signed'] = mavlink(1, 9, 33, 104, struct.pack(
    '<IiiiihhhH', 123456, 471012345, 85498765, 408000, 12345, -120, 30, 5, 35999), bytes(range(13)))
vectors['mavlink unknown'] = mavlink(0, 10, 70000, 0, b'\1\2')

pixels = bytes([0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 255, 255, 255, 0, 0])
vectors['bmp'] = struct.pack('<2sI4sI', b'BM', 54 + len(pixels), bytes(4), 54) + struct.pack(
    '<IiiHHIIiiII', 40, 2, -2, 1, 24, 0, len(pixels), 2835, 2835, 0, 0) + pixels

samples = struct.pack('<5h', 0, 1000, -1000, 32767, -32768)
file = io.BytesIO()
with wave.open(file, 'wb') as writer:
    writer.setnchannels(1)
    writer.setsampwidth(2)
    writer.setframerate(44100)
    writer.writeframes(samples)
vectors['wav of python'] = file.getvalue()
body = b'WAVE' + chunk(b'fmt ', struct.pack('<HHIIHHH', 7, 1, 8000, 8000, 1, 8, 0)) + chunk(b'fact', struct.pack('<I', 3)) + chunk(b'data', b'\x01\x02\x03')
vectors['wav with odd data'] = b'RIFF' + struct.pack('<I', len(body)) + body

utmp = struct.Struct('<h2xi32s4s32s256shhiii16s20x')
vectors['utmp user'] = utmp.pack(7, 1234, b'pts/0', b'ts/0', b'ada', b'host.example', 0, 0, 1234, 1700000000, 123456, bytes([192, 0, 2, 7]) + bytes(12))
vectors['utmp boot'] = utmp.pack(2, 0, b'~', b'~~', b'reboot', b'6.1.0-18-amd64', 0, 0, 0, 1699990000, 5, bytes(16))

print(json.dumps({name: data.hex() for name, data in vectors.items()}, indent=2))
