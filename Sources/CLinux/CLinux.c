#define _GNU_SOURCE
#include "CLinux.h"

#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

const uint32_t clinux_readable = EPOLLIN;
const uint32_t clinux_writable = EPOLLOUT;
const uint32_t clinux_error = EPOLLERR;
const uint32_t clinux_hangup = EPOLLHUP;
const uint32_t clinux_peer_hangup = EPOLLRDHUP;

int clinux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int add(int epoll, int fd, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

int clinux_epoll_add_edge(int epoll, int fd) {
  return add(epoll, fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
}

int clinux_epoll_add_level(int epoll, int fd) { return add(epoll, fd, EPOLLIN); }

int clinux_epoll_remove(int epoll, int fd) { return epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL); }

int clinux_epoll_wait(int epoll, struct clinux_event *events, int max, int timeout_ms) {
  struct epoll_event found[256];
  int count = epoll_wait(epoll, found, max < 256 ? max : 256, timeout_ms);
  for (int i = 0; i < count; i++) {
    events[i].events = found[i].events;
    events[i].fd = found[i].data.fd;
  }
  return count;
}

int clinux_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int clinux_eventfd_signal(int fd) {
  uint64_t one = 1;
  return write(fd, &one, sizeof one) == sizeof one ? 0 : -1;
}

void clinux_eventfd_clear(int fd) {
  uint64_t count;
  ssize_t ignored = read(fd, &count, sizeof count);
  (void)ignored;
}

int clinux_stream_socket(int family) {
  return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

int clinux_accept(int listener, void *address, uint32_t *length) {
  return accept4(listener, (struct sockaddr *)address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int clinux_pipe(int ends[2]) { return pipe2(ends, O_NONBLOCK | O_CLOEXEC); }

ssize_t clinux_splice(int from, int to, size_t count) {
  return splice(from, NULL, to, NULL, count, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
}

ssize_t clinux_send2(int fd, const void *a, size_t a_count, const void *b, size_t b_count) {
  if (b_count == 0) return send(fd, a, a_count, MSG_NOSIGNAL);
  struct iovec parts[2] = {{(void *)a, a_count}, {(void *)b, b_count}};
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
  return sendmsg(fd, &message, MSG_NOSIGNAL);
}

int clinux_open_beneath(int root, const char *path) {
  struct open_how how = {
      .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  int fd = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return fd;
  // A kernel or a container without openat2: walk the path one segment at a time.
  char copy[4096];
  if (strlen(path) >= sizeof copy) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(copy, path);
  int at = dup(root);
  char *rest = copy;
  char *segment;
  while (at >= 0 && (segment = strsep(&rest, "/")) != NULL) {
    int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (rest ? O_DIRECTORY : 0);
    int next = openat(at, segment, flags);
    int reason = errno;
    close(at);
    errno = reason;
    at = next;
  }
  return at;
}

int clinux_random(void *buffer, size_t count) {
  char *at = buffer;
  while (count > 0) {
    ssize_t got = getrandom(at, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    at += got;
    count -= (size_t)got;
  }
  return 0;
}

static int copy_out(const char *text, char *out, size_t out_count) {
  if (text == NULL || text[0] == '*' || strlen(text) >= out_count) return -1;
  strcpy(out, text);
  return 0;
}

int clinux_crypt(const char *phrase, const char *setting, char *out, size_t out_count) {
  struct crypt_data *data = calloc(1, sizeof *data);
  if (data == NULL) return -1;
  int result = copy_out(crypt_r(phrase, setting, data), out, out_count);
  explicit_bzero(data, sizeof *data);
  free(data);
  return result;
}

int clinux_crypt_setting(const char *prefix, unsigned long cost, const char *random,
                         size_t random_count, char *out, size_t out_count) {
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  char *made =
      crypt_gensalt_rn(prefix, cost, random, (int)random_count, setting, (int)sizeof setting);
  return copy_out(made, out, out_count);
}

static __thread void *thread_owner;

void *clinux_thread_owner(void) { return thread_owner; }

void clinux_set_thread_owner(void *owner) { thread_owner = owner; }

void clinux_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

static sem_t stop_asked;
static volatile sig_atomic_t stop_number;

static void note_stop(int number) {
  int before = errno;
  stop_number = number;
  sem_post(&stop_asked);
  errno = before;
}

int clinux_catch_stop(void) {
  struct sigaction action = {.sa_handler = note_stop, .sa_flags = SA_RESTART};
  if (sem_init(&stop_asked, 0, 0) != 0) return -1;
  if (sigaction(SIGTERM, &action, NULL) != 0) return -1;
  return sigaction(SIGINT, &action, NULL);
}

int clinux_wait_stop(void) {
  while (sem_wait(&stop_asked) != 0) continue;
  return stop_number;
}
