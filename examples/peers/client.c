/* Sends records as a C program has them in memory: no format, no packing, the compiler's own layout.
 *
 * build: cc -o client client.c        usage: client PORT [RECORDS]
 * structwire listen 'I 2s f' --port PORT   on the other side
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct reading {
  uint32_t id;
  char tag[2];
  float value; /* aligned to 4: two bytes of padding stand before it */
};

static int send_all(int peer, const void *data, size_t size) {
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
  if (argc < 2) {
    fprintf(stderr, "usage: %s PORT [RECORDS]\n", argv[0]);
    return 2;
  }
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
  int records = argc > 2 ? atoi(argv[2]) : 1;
  int peer = socket(AF_INET, SOCK_STREAM, 0);
  if (peer < 0 || connect(peer, (struct sockaddr *)&server, sizeof server) < 0) {
    perror("connect");
    return 1;
  }
  for (int i = 0; i < records; i++) {
    struct reading reading;
    memset(&reading, 0, sizeof reading); /* the padding too */
    reading.id = (uint32_t)(i + 1);
    memcpy(reading.tag, "ab", sizeof reading.tag);
    reading.value = 2.7f;
    if (send_all(peer, &reading, sizeof reading) < 0) {
      perror("write");
      return 1;
    }
  }
  return close(peer) < 0;
}
