// The loops a C programmer would write, over the file that is given: `native-columns FILE a|b REPEATS`.
// Prints the nanoseconds of each repeat: decode, decode big-endian, encode, memcpy; then a sum over all columns.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NOINLINE __attribute__((noinline))

typedef struct {
  uint64_t *u64;
  uint32_t *u32;
  uint32_t *f[6];
  uint16_t *h[2];
  uint8_t *bytes;
} Columns;

NOINLINE static void decode_a(const uint8_t *p, size_t n, uint32_t *restrict id, uint8_t *restrict tag, uint32_t *restrict value) {
  for (size_t i = 0; i < n; i++, p += 12) {
    memcpy(id + i, p, 4);
    memcpy(tag + 2 * i, p + 4, 2);
    memcpy(value + i, p + 8, 4);
  }
}

static inline uint32_t be32(const uint8_t *p) {
  uint32_t x;
  memcpy(&x, p, 4);
  return __builtin_bswap32(x);
}

static inline uint16_t be16(const uint8_t *p) {
  uint16_t x;
  memcpy(&x, p, 2);
  return __builtin_bswap16(x);
}

NOINLINE static void decode_a_be(const uint8_t *p, size_t n, uint32_t *restrict id, uint8_t *restrict tag, uint32_t *restrict value) {
  for (size_t i = 0; i < n; i++, p += 12) {
    id[i] = be32(p);
    memcpy(tag + 2 * i, p + 4, 2);
    value[i] = be32(p + 8);
  }
}

NOINLINE static void encode_a(uint8_t *restrict p, size_t n, const uint32_t *restrict id, const uint8_t *restrict tag, const uint32_t *restrict value) {
  for (size_t i = 0; i < n; i++, p += 12) {
    memcpy(p, id + i, 4);
    memcpy(p + 4, tag + 2 * i, 2);
    memset(p + 6, 0, 2);
    memcpy(p + 8, value + i, 4);
  }
}

#define FIELDS_B uint64_t *restrict ts, uint32_t *restrict id, uint32_t *restrict f0, uint32_t *restrict f1, uint32_t *restrict f2, \
                 uint32_t *restrict f3, uint32_t *restrict f4, uint32_t *restrict f5, uint16_t *restrict g, uint16_t *restrict h

NOINLINE static void decode_b(const uint8_t *p, size_t n, FIELDS_B) {
  for (size_t i = 0; i < n; i++, p += 40) {
    memcpy(ts + i, p, 8);
    memcpy(id + i, p + 8, 4);
    memcpy(f0 + i, p + 12, 4);
    memcpy(f1 + i, p + 16, 4);
    memcpy(f2 + i, p + 20, 4);
    memcpy(f3 + i, p + 24, 4);
    memcpy(f4 + i, p + 28, 4);
    memcpy(f5 + i, p + 32, 4);
    memcpy(g + i, p + 36, 2);
    memcpy(h + i, p + 38, 2);
  }
}

NOINLINE static void decode_b_be(const uint8_t *p, size_t n, FIELDS_B) {
  for (size_t i = 0; i < n; i++, p += 40) {
    uint64_t x;
    memcpy(&x, p, 8);
    ts[i] = __builtin_bswap64(x);
    id[i] = be32(p + 8);
    f0[i] = be32(p + 12);
    f1[i] = be32(p + 16);
    f2[i] = be32(p + 20);
    f3[i] = be32(p + 24);
    f4[i] = be32(p + 28);
    f5[i] = be32(p + 32);
    g[i] = be16(p + 36);
    h[i] = be16(p + 38);
  }
}

NOINLINE static void encode_b(uint8_t *restrict p, size_t n, FIELDS_B) {
  for (size_t i = 0; i < n; i++, p += 40) {
    memcpy(p, ts + i, 8);
    memcpy(p + 8, id + i, 4);
    memcpy(p + 12, f0 + i, 4);
    memcpy(p + 16, f1 + i, 4);
    memcpy(p + 20, f2 + i, 4);
    memcpy(p + 24, f3 + i, 4);
    memcpy(p + 28, f4 + i, 4);
    memcpy(p + 32, f5 + i, 4);
    memcpy(p + 36, g + i, 2);
    memcpy(p + 38, h + i, 2);
  }
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); // without the time the machine gave to others
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static void *column(size_t n, size_t size) {
  void *memory = malloc(n * size);
  memset(memory, 1, n * size); // touched before the clock runs
  return memory;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const int is_a = argv[2][0] == 'a';
  const size_t size = is_a ? 12 : 40;
  FILE *file = fopen(argv[1], "rb");
  if (!file) return 3;
  fseek(file, 0, SEEK_END);
  const size_t length = (size_t)ftell(file), n = length / size;
  rewind(file);
  uint8_t *bytes = column(length, 1), *out = column(length, 1), *copy = column(length, 1);
  if (fread(bytes, 1, length, file) != length) return 4;
  Columns c = {column(n, 8), column(n, 4), {0}, {column(n, 2), column(n, 2)}, column(n, 2)};
  for (int i = 0; i < 6; i++) c.f[i] = column(n, 4);
  for (int repeat = atoi(argv[3]); repeat > 0; repeat--) {
    double t[5];
    t[0] = now();
    if (is_a) decode_a_be(bytes, n, c.u32, c.bytes, c.f[0]);
    else decode_b_be(bytes, n, c.u64, c.u32, c.f[0], c.f[1], c.f[2], c.f[3], c.f[4], c.f[5], c.h[0], c.h[1]);
    t[1] = now();
    if (is_a) decode_a(bytes, n, c.u32, c.bytes, c.f[0]);
    else decode_b(bytes, n, c.u64, c.u32, c.f[0], c.f[1], c.f[2], c.f[3], c.f[4], c.f[5], c.h[0], c.h[1]);
    t[2] = now();
    if (is_a) encode_a(out, n, c.u32, c.bytes, c.f[0]);
    else encode_b(out, n, c.u64, c.u32, c.f[0], c.f[1], c.f[2], c.f[3], c.f[4], c.f[5], c.h[0], c.h[1]);
    t[3] = now();
    memcpy(copy, bytes, length);
    t[4] = now();
    printf("%.0f %.0f %.0f %.0f\n", t[2] - t[1], t[1] - t[0], t[3] - t[2], t[4] - t[3]);
  }
  uint64_t sum = 0; // of the bits of all columns, decoded as little-endian
  for (size_t i = 0; i < n; i++) {
    sum += c.u32[i] + (uint64_t)c.f[0][i];
    if (is_a) sum += c.bytes[2 * i] + 256 * c.bytes[2 * i + 1];
    else {
      sum += c.u64[i] + c.h[0][i] + c.h[1][i];
      for (int k = 1; k < 6; k++) sum += c.f[k][i];
    }
  }
  printf("%llu %d\n", (unsigned long long)sum, memcmp(out, bytes, length) == 0);
  return 0;
}
