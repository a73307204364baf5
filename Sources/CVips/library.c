#define _GNU_SOURCE
#include "library.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

CVipsLibrary cvips_library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char problem[512];

/// What GLib would print to standard error: whatever matters is in libvips' error buffer as well.
static void keep_silent(const char *domain, int level, const char *message, void *context) {
    (void)domain, (void)level, (void)message, (void)context;
}

/// Foreign bytes meet the PNG, JPEG and WebP readers alone; SVG is unblocked for the drawings that we make ourselves.
static void set_up(void) {
    cvips_library.g_log_set_default_handler(keep_silent, NULL);
    if (cvips_library.vips_init("showrunner")) {
        char *words = cvips_library.vips_error_buffer_copy();
        snprintf(problem, sizeof problem, "libvips did not start: %s", words ? words : "no reason given");
        cvips_library.g_free(words);
        return;
    }
    cvips_library.vips_concurrency_set(1);
    cvips_library.vips_cache_set_max(0);
    cvips_library.vips_block_untrusted_set(1);
    cvips_library.vips_operation_block_set("VipsForeignLoadSvg", 0);
}

static void open_library(void) {
    void *handle = dlopen("libvips.so.42", RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *words = dlerror();
        snprintf(problem, sizeof problem, "%s", words ? words : "libvips.so.42 could not be loaded");
        return;
    }
#define CVIPS_RESOLVE(name, result, arguments)                                                                         \
    *(void **)&cvips_library.name = dlsym(handle, #name);                                                              \
    if (!cvips_library.name) {                                                                                         \
        snprintf(problem, sizeof problem, "libvips.so.42 has no %s", #name);                                           \
        return;                                                                                                        \
    }
    CVIPS_FUNCTIONS(CVIPS_RESOLVE)
    set_up();
}

const char *cvips_open(void) {
    pthread_once(&once, open_library);
    return problem[0] ? problem : NULL;
}

char *cvips_take_error(void) { return cvips_library.vips_error_buffer_copy(); }
void cvips_free(void *memory) { cvips_library.g_free(memory); }
void cvips_unref(VipsImage *image) { cvips_library.g_object_unref(image); }
