/* What a sensor sends: a header as it is found in firmware. */
#ifndef SENSOR_H
#define SENSOR_H
#include <stdint.h>

#ifndef SAMPLES
#define SAMPLES 3
#endif

enum state { STATE_OFF, STATE_ON = 5 };

typedef struct {
  uint8_t id;             // who sends
  int32_t position;       // [mm] along the track
  uint16_t gain : 3;      // amplifier step
  uint16_t channel : 7;
  uint8_t state;          // enum state
  union {
    float celsius;
    uint8_t raw[4];
  } temperature;          // [degC]
  int16_t samples[SAMPLES];
} sensor_t;

#endif
