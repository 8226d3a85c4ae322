import { readFileSync } from 'node:fs';
import { randomHeader } from '../abi/random-header.ts';

/** Declarations as people write them, with something of each part of the language. */
const HAND_WRITTEN = [
  `#pragma once
#include <stdint.h>
#include "config.h"
#define MAX_CARS 22
#define ARRAY(type, name, count) type name[(count)]
#ifdef __cplusplus
extern "C" {
#endif
/** One car. */
typedef struct __attribute__((packed)) car {
  uint16_t speed;            //!< [km/h]
  float throttle, brake;     // 0 to 1
  ARRAY(int16_t, wheels, 4); /* [0.1 degC] */
  enum gear { REVERSE = -1, NEUTRAL, FIRST } gear : 4;
  unsigned drs : 1, : 3, pit : 2;
  union { uint8_t raw[4]; struct { uint16_t low, high; }; } u;
} car_t;
static const unsigned cs_max = MAX_CARS + 0x0Au;
struct packet { car_t cars[MAX_CARS]; char name[sizeof(car_t) << 1]; _Alignas(8) uint64_t time; uint8_t rest[]; };
_Static_assert(sizeof(struct packet) % 8 == 0, "packet");
int send_packet(const struct packet *p, void (*done)(int));
#ifdef __cplusplus
}
#endif
`,
  `namespace telemetry {
static constexpr uint8 cs_count = 13 + 7;
enum class mode : uint8 { off, on = 5, };
#pragma pack(push, 1)
struct Header { uint16 m_format; mode m_mode; uint64 m_id; float m_time; bool m_ok : 1; bool m_late : 1; };
struct Motion : public Base { int x; };
struct Body { Header m_header; int8 m_gear[cs_count][2]; virtual void f(); };
struct Tail { Header m_header; double m_values[3]; Tail() : m_values() {} int get() const { return 1; } };
#pragma pack(pop)
}
`,
  `PACK_STRUCT_BEGIN
struct eth_hdr { PACK_STRUCT_FLD_8(u8_t dest[6]); PACK_STRUCT_FIELD(u16_t type); } PACK_STRUCT_STRUCT;
PACK_STRUCT_END
MAVPACKED(typedef struct __mavlink_heartbeat_t { uint32_t custom_mode; uint8_t type; }) mavlink_heartbeat_t;
typedef struct TU_ATTR_PACKED { uint8_t bLength; uint16_t wTotal; uint32_t bits : 5, more : 27; } desc_t;
#if defined(BIG) && BIG > 1 || !defined(SMALL)
struct v4 { __be32 saddr; __u8 ihl : 4, version : 4; __aligned_u64 time; struct v4 *next; int (*f[2])(void); };
#elif 1
struct v4 { char x; };
#else
#error "choose"
#endif
`,
];

/** The texts that are mutated. */
export function corpus(seed: number): string[] {
  const sensor = readFileSync(new URL('../../examples/c/sensor.h', import.meta.url), 'utf8');
  const random = Array.from({ length: 20 }, (_, i) => randomHeader(seed + i, `h${i}_`, { isGnu: i % 4 !== 0 }).text);
  return [sensor, ...HAND_WRITTEN, ...HAND_WRITTEN, ...random];
}
