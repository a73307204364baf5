#include "cmicrohttpd.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

struct started {
    const struct cmicrohttpd_callbacks *callbacks;
    void *context;
};

static void *kept(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

static void connected(
    void *context, struct MHD_Connection *connection, void **kept, enum MHD_ConnectionNotificationCode change) {
    const struct started *started = context;
    if (change == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *kept = info == NULL ? NULL : started->callbacks->opened(started->context, info->connect_fd);
    } else if (*kept != NULL) {
        started->callbacks->closed(started->context, *kept);
        *kept = NULL;
    }
}

static void *begun(void *context, const char *target, struct MHD_Connection *connection) {
    const struct started *started = context;
    void *own = kept(connection);
    if (own != NULL) started->callbacks->begun(started->context, own, connection, target);
    return NULL;
}

static enum MHD_Result visited(
    void *context, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
    const char *piece, size_t *size, void **request) {
    (void)url;
    (void)version;
    (void)request;
    const struct started *started = context;
    void *own = kept(connection);
    size_t count = *size;
    *size = 0;
    if (own == NULL) return MHD_NO;
    return started->callbacks->visited(started->context, own, connection, method, piece, count) ? MHD_YES : MHD_NO;
}

static void completed(
    void *context, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode how) {
    (void)request;
    (void)how;
    const struct started *started = context;
    void *own = kept(connection);
    if (own != NULL) started->callbacks->completed(started->context, own);
}

// Escapes stay as they came: what is decoded before it is split into parts can't be told from what was not escaped.
static size_t as_it_came(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

struct MHD_Daemon *cmicrohttpd_start(
    int socket, unsigned int connections, size_t memory, const struct cmicrohttpd_callbacks *callbacks, void *context) {
    // One server a process and its life long, as a rule: what it was started with is kept for good.
    struct started *started = malloc(sizeof *started);
    if (started == NULL) return NULL;
    started->callbacks = callbacks;
    started->context = context;
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO, 0, NULL, NULL, visited, started,
        MHD_OPTION_LISTEN_SOCKET, (MHD_socket)socket, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_NOTIFY_COMPLETED, completed, started, MHD_OPTION_NOTIFY_CONNECTION, connected, started,
        MHD_OPTION_URI_LOG_CALLBACK, begun, started, MHD_OPTION_UNESCAPE_CALLBACK, as_it_came, NULL, MHD_OPTION_END);
    if (daemon == NULL) free(started);
    return daemon;
}

int cmicrohttpd_epoll(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info == NULL ? -1 : info->epoll_fd;
}

int cmicrohttpd_is_busy(struct MHD_Daemon *daemon) {
    MHD_UNSIGNED_LONG_LONG most = 1;
    return MHD_get_timeout(daemon, &most) == MHD_YES && most == 0;
}

void cmicrohttpd_run(struct MHD_Daemon *daemon) { MHD_run(daemon); }
int cmicrohttpd_quiesce(struct MHD_Daemon *daemon) { return MHD_quiesce_daemon(daemon); }
void cmicrohttpd_stop(struct MHD_Daemon *daemon) { MHD_stop_daemon(daemon); }

struct listing {
    void (*field)(void *list, const char *name, const char *value);
    void *list;
};

static enum MHD_Result listed(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
    (void)kind;
    const struct listing *listing = context;
    if (name != NULL) listing->field(listing->list, name, value == NULL ? "" : value);
    return MHD_YES;
}

void cmicrohttpd_fields(
    struct MHD_Connection *connection, void (*field)(void *list, const char *name, const char *value), void *list) {
    struct listing listing = {field, list};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, listed, &listing);
}

void cmicrohttpd_suspend(struct MHD_Connection *connection) { MHD_suspend_connection(connection); }
void cmicrohttpd_resume(struct MHD_Connection *connection) { MHD_resume_connection(connection); }

struct MHD_Response *cmicrohttpd_whole(const void *bytes, size_t size) {
    return MHD_create_response_from_buffer(size, (void *)bytes, MHD_RESPMEM_MUST_COPY);
}

const long cmicrohttpd_end = MHD_CONTENT_READER_END_OF_STREAM;

struct MHD_Response *cmicrohttpd_streamed(
    uint64_t length, size_t portion, long (*read)(void *source, uint64_t position, char *buffer, size_t size), void *source,
    void (*forget)(void *source)) {
    return MHD_create_response_from_callback(length == UINT64_MAX ? MHD_SIZE_UNKNOWN : length, portion, read, source, forget);
}

void cmicrohttpd_add(struct MHD_Response *response, const char *name, const char *value) {
    // What is no head field, as one with a line break in it, is left out.
    (void)MHD_add_response_header(response, name, value);
}

int cmicrohttpd_answer(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response) {
    return MHD_queue_response(connection, status, response) == MHD_YES;
}

void cmicrohttpd_destroy(struct MHD_Response *response) { MHD_destroy_response(response); }
