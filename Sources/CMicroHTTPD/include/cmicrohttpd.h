// libmicrohttpd as Swift sees it.
//
// Its own header is not shown: it brings the system's socket headers into a module, where their types would hide those of Glibc.
// Variadic calls, macros and enums become plain functions here; nothing else is done.
#pragma once
#include <stddef.h>
#include <stdint.h>

struct MHD_Daemon;
struct MHD_Connection;
struct MHD_Response;

// What the library calls, each with the context that the daemon was started with.
struct cmicrohttpd_callbacks {
    // A connection has come; the answer is kept with it.
    void *(*opened)(void *context, int socket);
    // It has gone.
    void (*closed)(void *context, void *kept);
    // The first line of a request has come.
    void (*begun)(void *context, void *kept, struct MHD_Connection *connection, const char *target);
    // The head of a request is there, then each piece of its body, then its end (no bytes); again when it was resumed.
    // 0 cuts the connection off.
    int (*visited)(
        void *context, void *kept, struct MHD_Connection *connection, const char *method, const char *piece, size_t size);
    // A request is over, whichever way.
    void (*completed)(void *context, void *kept);
};

// A server on a socket that listens already, run by whoever calls cmicrohttpd_run; `callbacks` must outlive it.
struct MHD_Daemon *cmicrohttpd_start(
    int socket, unsigned int connections, size_t memory, const struct cmicrohttpd_callbacks *callbacks, void *context);
// Readable when cmicrohttpd_run has something to do; -1 where there is no such descriptor.
int cmicrohttpd_epoll(struct MHD_Daemon *daemon);
// Whether cmicrohttpd_run has something to do though nothing has come in.
int cmicrohttpd_is_busy(struct MHD_Daemon *daemon);
void cmicrohttpd_run(struct MHD_Daemon *daemon);
// Accepts no more; the listening socket, which is the caller's to close.
int cmicrohttpd_quiesce(struct MHD_Daemon *daemon);
// Dies where a connection is suspended.
void cmicrohttpd_stop(struct MHD_Daemon *daemon);

// Each field of a request's head, in the order in which they came.
void cmicrohttpd_fields(
    struct MHD_Connection *connection, void (*field)(void *list, const char *name, const char *value), void *list);
void cmicrohttpd_suspend(struct MHD_Connection *connection);
void cmicrohttpd_resume(struct MHD_Connection *connection);

// An answer whose body is copied.
struct MHD_Response *cmicrohttpd_whole(const void *bytes, size_t size);
// An answer whose body is read as it is sent: a count of bytes, 0 after suspending the connection, or `cmicrohttpd_end`.
// `length` is UINT64_MAX where nobody knows it: then it goes out in chunks.
struct MHD_Response *cmicrohttpd_streamed(
    uint64_t length, size_t portion, long (*read)(void *source, uint64_t position, char *buffer, size_t size), void *source,
    void (*forget)(void *source));
extern const long cmicrohttpd_end;
void cmicrohttpd_add(struct MHD_Response *response, const char *name, const char *value);
// Whether the answer was taken; it can be destroyed then as well.
int cmicrohttpd_answer(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response);
void cmicrohttpd_destroy(struct MHD_Response *response);
