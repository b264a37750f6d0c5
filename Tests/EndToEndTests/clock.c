// Moves the calendar of a program under test, preloaded before its libraries: CLOCK_REALTIME runs
// CLOCK_AHEAD seconds ahead, or as many as the file CLOCK_FILE holds at the moment, so that a test
// can let time pass. The monotonic clock, which timers use, stays as it is.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile long *seconds;

__attribute__((constructor)) static void look(void) {
  static long fixed;
  const char *ahead = getenv("CLOCK_AHEAD");
  const char *name = getenv("CLOCK_FILE");
  fixed = ahead ? atol(ahead) : 0;
  seconds = &fixed;
  if (!name) return;
  int file = open(name, O_RDONLY | O_CLOEXEC);
  if (file < 0) abort();
  void *shared = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
  if (shared == MAP_FAILED) abort();
  close(file);
  seconds = shared;
}

int clock_gettime(clockid_t id, struct timespec *now) {
  long result = syscall(SYS_clock_gettime, id, now);
  if (result == 0 && seconds && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE))
    now->tv_sec += *seconds;
  return (int)result;
}
