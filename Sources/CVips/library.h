/// The functions of libvips and GLib that are used, under their own names without `vips_`.
#pragma once
#include "cvips.h"

typedef struct _VipsSource VipsSource;
typedef struct _VipsBlob VipsBlob;
typedef struct _VipsRegion VipsRegion;
typedef void (*LogHandler)(const char *domain, int level, const char *message, void *context);
typedef int (*Release)(void *memory, void *owner);

#define CVIPS_FUNCTIONS(F)                                                                                             \
    F(vips_init, int, (const char *program))                                                                           \
    F(vips_concurrency_set, void, (int threads))                                                                       \
    F(vips_cache_set_max, void, (int operations))                                                                      \
    F(vips_block_untrusted_set, void, (int state))                                                                     \
    F(vips_operation_block_set, void, (const char *name, int state))                                                   \
    F(vips_error_buffer_copy, char *, (void))                                                                          \
    F(g_log_set_default_handler, LogHandler, (LogHandler handler, void *context))                                      \
    F(g_free, void, (void *memory))                                                                                    \
    F(g_object_unref, void, (void *object))                                                                            \
    F(vips_blob_new, VipsBlob *, (Release release, const void *bytes, size_t count))                                   \
    F(vips_area_unref, void, (void *area))                                                                             \
    F(vips_source_new_from_blob, VipsSource *, (VipsBlob * blob))                                                      \
    F(vips_pngload_source, int, (VipsSource * source, VipsImage * *out, ...))                                          \
    F(vips_jpegload_source, int, (VipsSource * source, VipsImage * *out, ...))                                         \
    F(vips_webpload_source, int, (VipsSource * source, VipsImage * *out, ...))                                         \
    F(vips_svgload_source, int, (VipsSource * source, VipsImage * *out, ...))                                          \
    F(vips_thumbnail_source, int, (VipsSource * source, VipsImage * *out, int width, ...))                             \
    F(vips_image_new_from_memory_copy, VipsImage *, (const void *, size_t, int, int, int, int format))                 \
    F(vips_region_new, VipsRegion *, (VipsImage * image))                                                              \
    F(vips_region_fetch, void *, (VipsRegion * region, int left, int top, int width, int height, size_t *length))      \
    F(vips_image_copy_memory, VipsImage *, (VipsImage * image))                                                        \
    F(vips_pngsave_buffer, int, (VipsImage * image, void **out, size_t *count, ...))                                   \
    F(vips_jpegsave_buffer, int, (VipsImage * image, void **out, size_t *count, ...))                                  \
    F(vips_webpsave_buffer, int, (VipsImage * image, void **out, size_t *count, ...))                                  \
    F(vips_image_get_width, int, (const VipsImage *image))                                                             \
    F(vips_image_get_height, int, (const VipsImage *image))                                                            \
    F(vips_image_get_bands, int, (const VipsImage *image))                                                             \
    F(vips_image_get_format, int, (const VipsImage *image))                                                            \
    F(vips_image_get_interpretation, int, (const VipsImage *image))                                                    \
    F(vips_image_hasalpha, int, (VipsImage * image))                                                                   \
    F(vips_image_get_orientation, int, (VipsImage * image))                                                            \
    F(vips_image_get_typeof, size_t, (const VipsImage *image, const char *name))                                       \
    F(vips_image_get_blob, int, (const VipsImage *image, const char *name, const void **data, size_t *count))          \
    F(vips_array_double_new, void *, (const double *array, int count))                                                 \
    F(vips_autorot, int, (VipsImage * image, VipsImage * *out, ...))                                                   \
    F(vips_flatten, int, (VipsImage * image, VipsImage * *out, ...))                                                   \
    F(vips_icc_transform, int, (VipsImage * image, VipsImage * *out, const char *profile, ...))                        \
    F(vips_colourspace, int, (VipsImage * image, VipsImage * *out, int space, ...))                                    \
    F(vips_cast, int, (VipsImage * image, VipsImage * *out, int format, ...))                                          \
    F(vips_copy, int, (VipsImage * image, VipsImage * *out, ...))                                                      \
    F(vips_extract_band, int, (VipsImage * image, VipsImage * *out, int band, ...))                                    \
    F(vips_bandjoin, int, (VipsImage * *images, VipsImage * *out, int count, ...))                                     \
    F(vips_gaussnoise, int, (VipsImage * *out, int width, int height, ...))                                            \
    F(vips_perlin, int, (VipsImage * *out, int width, int height, ...))                                                \
    F(vips_replicate, int, (VipsImage * image, VipsImage * *out, int across, int down, ...))                           \
    F(vips_crop, int, (VipsImage * image, VipsImage * *out, int left, int top, int width, int height, ...))            \
    F(vips_linear, int, (VipsImage * image, VipsImage * *out, const double *a, const double *b, int n, ...))           \
    F(vips_add, int, (VipsImage * left, VipsImage * right, VipsImage * *out, ...))                                     \
    F(vips_gaussblur, int, (VipsImage * image, VipsImage * *out, double sigma, ...))                                   \
    F(vips_xyz, int, (VipsImage * *out, int width, int height, ...))                                                   \
    F(vips_mapim, int, (VipsImage * image, VipsImage * *out, VipsImage * index, ...))

#define CVIPS_FIELD(name, result, arguments) result(*name) arguments;
typedef struct {
    CVIPS_FUNCTIONS(CVIPS_FIELD)
} CVipsLibrary;

/// Filled by `cvips_open`; nothing else may be called before that has answered NULL.
extern CVipsLibrary cvips_library;
