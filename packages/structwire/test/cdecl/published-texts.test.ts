import type { AbiName } from 'structwire';
import { type ParseCOptions, parseC } from 'structwire/c';
import { describe, expect, it } from 'vitest';

/** How declarations are written where people find them: a platform, a type, its size, and its members with their bytes. */
interface Published {
  readonly name: string;
  readonly abi: AbiName;
  readonly text: string;
  readonly types: Readonly<Record<string, readonly [size: number, members: string]>>;
  readonly options?: ParseCOptions;
}

const TEXTS: readonly Published[] = [
  {
    name: "a game's telemetry: C++ with bare names, constants as dimensions, packed",
    abi: 'lp64',
    text: `#pragma once
      #pragma pack(push)
      #pragma pack(1)
      static const uint32 cs_maxCars = 22;
      static const uint32 cs_maxTyres = 13 + 7;
      enum EPacketId : uint8 { ePacketIdMotion = 0, ePacketIdSession, ePacketIdMax };
      struct PacketHeader
      {
          uint16    m_packetFormat;      // 2025
          EPacketId m_packetId;          // Identifier for the packet type, see below
          uint64    m_sessionUID;
          float     m_sessionTime;       // [s]
      };
      struct Car { int16 m_forwardDirX; uint8 m_tyresTemperature[4]; };
      struct PacketMotion
      {
          PacketHeader m_header;
          Car          m_cars[cs_maxCars];
          uint8        m_tyres[cs_maxTyres];
          char         m_name[32];
          union { struct { uint8 vehicleIdx; float lapTime; } FastestLap; struct { uint32 status; } Buttons; } m_details;
      };
      #pragma pack(pop)`,
    types: {
      PacketHeader: [15, 'm_packetFormat@0 m_packetId@2 m_sessionUID@3 m_sessionTime@11'],
      PacketMotion: [204, 'm_header@0 m_cars@15 m_tyres@147 m_name@167 m_details@199'],
    },
  },
  {
    name: 'messages of a drone: MAVPACKED around the typedef, functions behind it',
    abi: 'lp64',
    text: `MAVPACKED(
      typedef struct __mavlink_fix_t {
       uint32_t custom_mode; /*<  A bitfield for use for autopilot-specific flags*/
       uint8_t type; /*<  Vehicle or component type.*/
       int32_t lat; /*< [degE7] Latitude*/
       float param[4]; /*< [%] */
      }) mavlink_fix_t;
      static inline uint16_t mavlink_msg_fix_pack(uint8_t system_id, mavlink_message_t* msg)
      {
      #if MAVLINK_NEED_BYTE_SWAP || !MAVLINK_ALIGNED_FIELDS
          char buf[9];
      #else
          mavlink_fix_t packet;
      #endif
          return 0;
      }`,
    types: { mavlink_fix_t: [25, 'custom_mode@0 type@4 lat@5 param@9'] },
  },
  {
    name: 'headers of a network stack: PACK_STRUCT_* with headers that are not there',
    abi: 'arm-eabi',
    text: `#include "lwip/arch.h"
      #ifdef PACK_STRUCT_USE_INCLUDES
      #  include "arch/bpstruct.h"
      #endif
      PACK_STRUCT_BEGIN
      struct tcp_hdr {
        PACK_STRUCT_FLD_8(u8_t ttl);
        PACK_STRUCT_FIELD(u16_t src);
        PACK_STRUCT_FIELD(u32_t seqno);
      } PACK_STRUCT_STRUCT;
      PACK_STRUCT_END
      #ifdef PACK_STRUCT_USE_INCLUDES
      #  include "arch/epstruct.h"
      #endif
      #define TCPH_HDRLEN(phdr) ((u16_t)(lwip_ntohs((phdr)->flags) >> 12))`,
    types: { tcp_hdr: [7, 'ttl@0 src@1 seqno@3'] },
    options: { defines: { PACK_STRUCT_USE_INCLUDES: false } },
  },
  {
    name: 'descriptors of a USB stack: TU_ATTR_*, bit-fields in an anonymous union, assertions',
    abi: 'arm-eabi',
    text: `#include "common/tusb_common.h"
      TU_ATTR_PACKED_BEGIN
      TU_ATTR_BIT_FIELD_ORDER_BEGIN
      typedef struct TU_ATTR_PACKED {
        union {
          struct TU_ATTR_PACKED {
            uint8_t recipient :  5; ///< Recipient type
            uint8_t type      :  2;
            uint8_t direction :  1;
          } bmRequestType_bit;
          uint8_t bmRequestType;
        };
        uint8_t  bRequest;
        uint16_t wValue;
      } tusb_control_request_t;
      TU_VERIFY_STATIC( sizeof(tusb_control_request_t) == 4, "size is not correct");
      TU_ATTR_PACKED_END
      TU_ATTR_BIT_FIELD_ORDER_END
      TU_ATTR_ALWAYS_INLINE static inline int tu_edpt_dir(uint8_t addr) { return (addr & 0x80) ? 1 : 0; }`,
    types: {
      tusb_control_request_t: [
        4,
        'bmRequestType_bit@0 bmRequestType_bit.recipient@0 bmRequestType_bit.type@0.625 bmRequestType_bit.direction@0.875 ' +
          'bmRequestType@0 bRequest@1 wValue@2',
      ],
    },
  },
  {
    name: "a kernel's interface: bit order by conditions, big-endian fields, groups, flexible arrays",
    abi: 'lp64',
    text: `#include <linux/types.h>
      #include <asm/byteorder.h>
      struct iphdr {
      #if defined(__LITTLE_ENDIAN_BITFIELD)
        __u8 ihl:4,
          version:4;
      #elif defined (__BIG_ENDIAN_BITFIELD)
        __u8 version:4,
          ihl:4;
      #else
      #error "Please fix <asm/byteorder.h>"
      #endif
        __u8 tos;
        __be16 tot_len;
        __sum16 check;
        __struct_group(/* no tag */, addrs, /* no attrs */,
          __be32 saddr;
          __be32 daddr;
        );
        __aligned_u64 time;
        __u8 options[];
      };
      struct flow { __u32 n; __DECLARE_FLEX_ARRAY(__u32, list); } __attribute__((packed));
      #define X_IOCTL _IOWR('x', 1, struct flow)`,
    types: {
      iphdr: [
        24,
        'ihl@0 version@0.5 tos@1 tot_len@2 check@4 saddr@8 daddr@12 addrs@8 addrs.saddr@8 addrs.daddr@12 time@16 options@24',
      ],
      flow: [4, 'n@0 __empty_list@4 list@4'],
    },
  },
  {
    name: "a radio module's SDK: headers that are missing, callbacks, an array of no elements",
    abi: 'ilp32',
    text: `#include <stdint.h>
      #include "esp_err.h"
      #include "freertos/FreeRTOS.h"
      ESP_EVENT_DECLARE_BASE(WIFI_EVENT);
      typedef struct { uint8_t type; uint16_t seq_num; uint32_t magic; uint8_t payload[0]; } __attribute__((packed)) data_t;
      typedef struct { signed rssi:8; unsigned rate:5; unsigned :1; unsigned sig_mode:2; unsigned mcs : 7; } rx_ctrl_t;
      typedef void (*recv_cb_t)(const uint8_t *mac, const uint8_t *data, int len);
      esp_err_t esp_now_init(void);`,
    types: {
      data_t: [7, 'type@0 seq_num@1 magic@3 payload@7'],
      rx_ctrl_t: [4, 'rssi@0 rate@1 sig_mode@1.75 mcs@2'],
    },
  },
  {
    name: 'a sketch: byte, initial values, objects and functions around the struct',
    abi: 'avr',
    text: `#include <Arduino.h>
      #include <SPI.h>
      #define NUM_SENSORS 3
      const int kName = 4;
      struct DataPackage {
        byte a = 0;
        int16_t temperature;   // [degC]
        unsigned long uptime;  // [ms]
        float volts[NUM_SENSORS];
        bool ok;
        int count;
        double ratio;
        char name[kName];
      };
      DataPackage data;
      RF24 radio(9, 10);
      const byte address[6] = "00001";
      void setup() { Serial.begin(9600); data.a = 1; }`,
    types: { DataPackage: [30, 'a@0 temperature@1 uptime@3 volts@7 ok@19 count@20 ratio@22 name@26'] },
  },
  {
    name: "a vendor's device header: __IO, __packed of two compilers",
    abi: 'arm-eabi',
    text: `typedef struct { __IO uint32_t CR1; /*!< Control register 1 */ uint32_t RESERVED0[2]; __I uint16_t ISR; } USART_TypeDef;
      typedef __PACKED_STRUCT { uint8_t x; uint32_t y; } pk_t;
      typedef __packed struct { char a; int b; } foo_t;
      typedef enum {RESET = 0U, SET = !RESET} FlagStatus;`,
    types: {
      USART_TypeDef: [16, 'CR1@0 RESERVED0@4 ISR@12'],
      pk_t: [5, 'x@0 y@1'],
      foo_t: [5, 'a@0 b@1'],
      FlagStatus: [1, ''],
    },
  },
  {
    name: 'a Windows header: pshpack, the names of its types, __declspec',
    abi: 'llp64',
    text: `#include <windows.h>
      #include <pshpack1.h>
      typedef struct _HDR { WORD wType; DWORD dwSize; ULONGLONG t; WCHAR sz[4]; BOOL f; } HDR, *PHDR;
      #include <poppack.h>
      typedef struct __declspec(align(16)) tagX { UCHAR c; ULONG l; HDR *h; } X;`,
    types: {
      HDR: [26, 'wType@0 dwSize@2 t@6 sz@14 f@22'],
      X: [16, 'c@0 l@4 h@8'],
    },
  },
];

describe('declarations as they are published', () => {
  for (const { name, abi, text, types, options } of TEXTS) {
    it(name, () => {
      const declarations = parseC(text, { abi, file: 'published.h', ...options });
      expect(declarations.problems.map((problem) => problem.message)).toEqual([]);
      for (const [type, [size, members]] of Object.entries(types)) {
        const found = declarations.typeNamed(type);
        const shown = found.members.filter(({ path }) => !path.startsWith('m_details.'));
        expect(shown.map(({ path, bitOffset }) => `${path}@${bitOffset / 8}`).join(' ')).toBe(members);
        expect(found.size).toBe(size);
      }
    });
  }
});
