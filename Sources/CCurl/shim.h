#pragma once
#include <curl/curl.h>

/* curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, which Swift does not import: one function a type. */
static inline CURLcode ccurl_set_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode ccurl_set_off(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode ccurl_set_str(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode ccurl_set_ptr(CURL *h, CURLoption o, void *v) { return curl_easy_setopt(h, o, v); }
typedef size_t (*ccurl_data_fn)(char *, size_t, size_t, void *);
static inline CURLcode ccurl_set_data_fn(CURL *h, CURLoption o, ccurl_data_fn f) { return curl_easy_setopt(h, o, f); }
static inline CURLcode ccurl_get_long(CURL *h, CURLINFO i, long *out) { return curl_easy_getinfo(h, i, out); }
static inline CURLcode ccurl_get_str(CURL *h, CURLINFO i, char **out) { return curl_easy_getinfo(h, i, out); }
static inline CURLcode ccurl_get_off(CURL *h, CURLINFO i, curl_off_t *out) { return curl_easy_getinfo(h, i, out); }
static inline CURLMcode ccurl_multi_set_long(CURLM *m, CURLMoption o, long v) { return curl_multi_setopt(m, o, v); }
/* The result stands in an anonymous union. */
static inline CURLcode ccurl_msg_result(const CURLMsg *m) { return m->data.result; }
typedef int (*ccurl_seek_fn)(void *, curl_off_t, int);
static inline CURLcode ccurl_set_seek_fn(CURL *h, ccurl_seek_fn f) { return curl_easy_setopt(h, CURLOPT_SEEKFUNCTION, f); }
typedef curl_socket_t (*ccurl_open_fn)(void *, curlsocktype, struct curl_sockaddr *);
static inline CURLcode ccurl_set_open_fn(CURL *h, ccurl_open_fn f) { return curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, f); }
typedef int (*ccurl_prereq_fn)(void *, char *, char *, int, int);
static inline CURLcode ccurl_set_prereq_fn(CURL *h, ccurl_prereq_fn f) { return curl_easy_setopt(h, CURLOPT_PREREQFUNCTION, f); }
/* The address stands in the struct itself. */
static inline const struct sockaddr *ccurl_address(const struct curl_sockaddr *a) { return &a->addr; }
