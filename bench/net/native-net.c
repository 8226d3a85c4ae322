// What a C programmer would write with 64 KiB buffers, for 12-byte records {u32 id, u32 other, f32 value}.
//
//   native-net source [PATH]   listens (on a port that it prints, or a Unix socket); whoever connects sends how many
//                              records it wants (u64) and gets them
//   native-net sink            listens; takes records until their end, and prints what they were
//   native-net receive         for each line "PORT COUNT" on stdin: connects to a source, takes the records, prints what they were
//   native-net send            for each line "PORT COUNT": connects to a sink and sends so many
//   native-net one-by-one      the same with a system call for each record
//   native-net echo            listens; sends back what comes
//
// What records were is a line of JSON: their number, the sums of their fields, nanoseconds by the clock and of the processor.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define RECORD 12
#define BUFFER 65536

static uint8_t buffer[BUFFER + RECORD];

static void die(const char *what) {
  perror(what);
  exit(1);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t cpu(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return ((uint64_t)u.ru_utime.tv_sec + (uint64_t)u.ru_stime.tv_sec) * 1000000000u +
         ((uint64_t)u.ru_utime.tv_usec + (uint64_t)u.ru_stime.tv_usec) * 1000u;
}

static void encode(uint8_t *p, uint32_t i) {
  uint32_t other = (i ^ 0x5a5a) & 0xffff; // what two bytes hold
  float value = (float)(i & 1023) * 0.5f;
  memcpy(p, &i, 4);
  memcpy(p + 4, &other, 4);
  memcpy(p + 8, &value, 4);
}

static void write_all(int fd, const uint8_t *bytes, size_t length) {
  while (length > 0) {
    ssize_t n = send(fd, bytes, length, 0);
    if (n < 0) die("send");
    bytes += n;
    length -= (size_t)n;
  }
}

static void send_records(int fd, uint64_t count, size_t most) {
  size_t used = 0;
  for (uint64_t i = 0; i < count; i++) {
    encode(buffer + used, (uint32_t)i);
    used += RECORD;
    if (used + RECORD > most) {
      write_all(fd, buffer, used);
      used = 0;
    }
  }
  write_all(fd, buffer, used);
}

static void receive_records(int fd, uint64_t start, uint64_t start_cpu) {
  uint64_t records = 0, ids = 0, others = 0;
  double values = 0;
  size_t have = 0;
  for (;;) {
    ssize_t n = recv(fd, buffer + have, BUFFER, 0);
    if (n < 0) die("recv");
    if (n == 0) break;
    have += (size_t)n;
    const uint8_t *p = buffer, *end = buffer + have - have % RECORD;
    for (; p < end; p += RECORD) {
      uint32_t id, other;
      float value;
      memcpy(&id, p, 4);
      memcpy(&other, p + 4, 4);
      memcpy(&value, p + 8, 4);
      ids += id;
      others += other;
      values += value;
      records++;
    }
    have %= RECORD;
    memmove(buffer, end, have);
  }
  if (have > 0) die("a record is cut off");
  printf("{\"records\":%llu,\"ids\":%llu,\"others\":%llu,\"values\":%.1f,\"ns\":%llu,\"cpu\":%llu}\n",
         (unsigned long long)records, (unsigned long long)ids, (unsigned long long)others, values,
         (unsigned long long)(now() - start), (unsigned long long)(cpu() - start_cpu));
  fflush(stdout);
}

static int listen_on(const char *path) {
  if (path != NULL) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    strncpy(at.sun_path, path, sizeof at.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 16) < 0) die("listen");
    puts("0");
    fflush(stdout);
    return fd;
  }
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 16) < 0) die("listen");
  getsockname(fd, (struct sockaddr *)&at, &size);
  printf("%d\n", ntohs(at.sin_port));
  fflush(stdout);
  return fd;
}

static int connect_to(int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0) die("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

static void wait_for_end(int fd) {
  while (recv(fd, buffer, BUFFER, 0) > 0) {
  }
}

static void serve(const char *mode, const char *path) {
  int listener = listen_on(path);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) die("accept");
    if (strcmp(mode, "source") == 0) {
      uint64_t count;
      if (recv(fd, &count, 8, MSG_WAITALL) == 8) send_records(fd, count, BUFFER);
      shutdown(fd, SHUT_WR);
      wait_for_end(fd);
    } else if (strcmp(mode, "sink") == 0) {
      receive_records(fd, now(), cpu());
    } else {
      int on = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      for (ssize_t n; (n = recv(fd, buffer, BUFFER, 0)) > 0;) write_all(fd, buffer, (size_t)n);
    }
    close(fd);
  }
}

static void work(const char *mode) {
  int port;
  unsigned long long wanted;
  while (scanf("%d %llu", &port, &wanted) == 2) {
    uint64_t start_cpu = cpu(), count = wanted;
    int fd = connect_to(port);
    uint64_t start = now();
    if (strcmp(mode, "receive") == 0) {
      write_all(fd, (const uint8_t *)&count, 8);
      receive_records(fd, start, start_cpu);
    } else {
      send_records(fd, count, strcmp(mode, "send") == 0 ? BUFFER : RECORD);
      shutdown(fd, SHUT_WR);
      wait_for_end(fd);
      printf("{\"records\":%llu,\"ns\":%llu,\"cpu\":%llu}\n", wanted, (unsigned long long)(now() - start),
             (unsigned long long)(cpu() - start_cpu));
      fflush(stdout);
    }
    close(fd);
  }
}

int main(int argc, char **argv) {
  const char *mode = argc > 1 ? argv[1] : "";
  if (strcmp(mode, "source") == 0 || strcmp(mode, "sink") == 0 || strcmp(mode, "echo") == 0) serve(mode, argc > 2 ? argv[2] : NULL);
  work(mode);
  return 0;
}
