#ifndef CLINUX_H
#define CLINUX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// The few Linux calls that Swift's Glibc module lacks. _GNU_SOURCE stays in the .c file:
// in a header it would clash with Glibc's own module over fd_set.
// Unless said otherwise a call answers like the original: -1 and errno on failure.

// What a descriptor reported: `events` are the bits below.
struct clinux_event {
  uint32_t events;
  int32_t fd;
};

// Bits of clinux_event.events; the values of EPOLLIN, EPOLLOUT and so on.
extern const uint32_t clinux_readable;
extern const uint32_t clinux_writable;
extern const uint32_t clinux_error;
extern const uint32_t clinux_hangup;
extern const uint32_t clinux_peer_hangup;

int clinux_epoll_create(void);
// Watches fd for reading, writing and the peer's hang-up, edge-triggered.
int clinux_epoll_add_edge(int epoll, int fd);
// Watches fd for reading, level-triggered.
int clinux_epoll_add_level(int epoll, int fd);
int clinux_epoll_remove(int epoll, int fd);
// Waits up to timeout_ms (-1: for ever) and fills at most `max` (256 at most) events.
int clinux_epoll_wait(int epoll, struct clinux_event *events, int max, int timeout_ms);

// A non-blocking, close-on-exec event counter.
int clinux_eventfd(void);
// Adds one to the counter.
int clinux_eventfd_signal(int fd);
// Sets the counter back to zero.
void clinux_eventfd_clear(int fd);

// A non-blocking, close-on-exec stream socket of the address family.
int clinux_stream_socket(int family);
// Accepts a non-blocking, close-on-exec connection.
int clinux_accept(int listener, void *address, uint32_t *length);
// A non-blocking, close-on-exec pipe.
int clinux_pipe(int ends[2]);
// Moves bytes between a pipe and another descriptor without copying them.
ssize_t clinux_splice(int from, int to, size_t count);
// Sends up to two buffers in one call, without raising SIGPIPE.
ssize_t clinux_send2(int fd, const void *a, size_t a_count, const void *b, size_t b_count);

// Opens `path` below the directory `root` without following any symbolic link; read only.
// The path must be relative and free of "..": the caller sees to it.
int clinux_open_beneath(int root, const char *path);

// Fills the buffer with the kernel's random bytes; 0 or -1.
int clinux_random(void *buffer, size_t count);

// Hashes a phrase by the setting (crypt(5)); `out` needs 384 bytes. 0 or -1.
int clinux_crypt(const char *phrase, const char *setting, char *out, size_t out_count);
// Makes a setting, for example with prefix "$y$" and cost 5; `out` needs 192 bytes. 0 or -1.
int clinux_crypt_setting(const char *prefix, unsigned long cost, const char *random,
                         size_t random_count, char *out, size_t out_count);

// One pointer a thread: the event loop that runs on it, or null.
void *clinux_thread_owner(void);
void clinux_set_thread_owner(void *owner);
// A name for the calling thread, at most 15 bytes.
void clinux_name_thread(const char *name);

// Catches SIGTERM and SIGINT from now on, in whatever thread they come.
int clinux_catch_stop(void);
// Waits until one has come, and answers its number.
int clinux_wait_stop(void);

#endif
