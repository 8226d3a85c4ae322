/* Takes sensor_t records from a TCP connection, changes them as C does, and sends them back.
 *
 * build: cc -o relay relay.c        usage: relay PORT       (a structwire server listens there)
 */
#include "sensor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* The next `size` bytes; the number that came before the end otherwise. */
static size_t read_all(int peer, void *data, size_t size) {
  size_t have = 0;
  while (have < size) {
    ssize_t got = read(peer, (char *)data + have, size - have);
    if (got <= 0) break;
    have += (size_t)got;
  }
  return have;
}

static int write_all(int peer, const void *data, size_t size) {
  const char *next = data;
  while (size > 0) {
    ssize_t sent = write(peer, next, size);
    if (sent < 0) return -1;
    next += sent;
    size -= (size_t)sent;
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
  int peer = socket(AF_INET, SOCK_STREAM, 0);
  if (peer < 0 || connect(peer, (struct sockaddr *)&server, sizeof server) < 0) {
    perror("connect");
    return 1;
  }
  sensor_t sensor;
  while (read_all(peer, &sensor, sizeof sensor) == sizeof sensor) {
    printf("id %d position %d gain %d channel %d celsius %g samples %d %d %d\n", sensor.id, sensor.position, sensor.gain,
           sensor.channel, sensor.temperature.celsius, sensor.samples[0], sensor.samples[1], sensor.samples[2]);
    sensor.id += 1;
    sensor.position *= 2;
    sensor.gain += 1;
    sensor.channel -= 1;
    sensor.temperature.celsius += 0.5f;
    sensor.samples[2] = -sensor.samples[2];
    if (write_all(peer, &sensor, sizeof sensor) < 0) return 1;
  }
  return close(peer) < 0;
}
