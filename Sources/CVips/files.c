#include "library.h"
#include <stdlib.h>
#include <string.h>

enum { FORMAT_UCHAR = 0, FAIL_ON_ERROR = 2, SIZE_DOWN = 2, INTERPRETATION_SRGB = 22, ACCESS_RANDOM = 0, ACCESS_SEQUENTIAL = 1 };

static int release(void *memory, void *owner) {
    (void)owner;
    free(memory);
    return 0;
}

/// A source that owns a copy of the bytes, so that the pixels may be asked for at any later time.
static VipsSource *source_of(const void *bytes, size_t count) {
    void *copy = malloc(count ? count : 1);
    if (!copy) return NULL;
    memcpy(copy, bytes, count);
    VipsBlob *blob = cvips_library.vips_blob_new(release, copy, count);
    VipsSource *source = cvips_library.vips_source_new_from_blob(blob);
    cvips_library.vips_area_unref(blob);
    return source;
}

int cvips_load(CVipsFormat format, const void *bytes, size_t count, bool once, VipsImage **out) {
    VipsSource *source = source_of(bytes, count);
    if (!source) return -1;
    int result = -1;
    int access = once ? ACCESS_SEQUENTIAL : ACCESS_RANDOM;
    switch (format) {
    case CVIPS_PNG:
        result = cvips_library.vips_pngload_source(source, out, "fail_on", FAIL_ON_ERROR, "access", access, NULL);
        break;
    case CVIPS_JPEG:
        result = cvips_library.vips_jpegload_source(source, out, "fail_on", FAIL_ON_ERROR, "access", access, NULL);
        break;
    case CVIPS_WEBP:
        result = cvips_library.vips_webpload_source(source, out, "fail_on", FAIL_ON_ERROR, "access", access, NULL);
        break;
    }
    cvips_library.g_object_unref(source);
    return result;
}

int cvips_load_svg(const void *bytes, size_t count, VipsImage **out) {
    VipsSource *source = source_of(bytes, count);
    if (!source) return -1;
    int result = cvips_library.vips_svgload_source(source, out, "unlimited", 1, NULL);
    cvips_library.g_object_unref(source);
    return result;
}

int cvips_thumbnail(const void *bytes, size_t count, int longest_side, VipsImage **out) {
    VipsSource *source = source_of(bytes, count);
    if (!source) return -1;
    int result = cvips_library.vips_thumbnail_source(
        source, out, longest_side, "height", longest_side, "size", SIZE_DOWN, "fail_on", FAIL_ON_ERROR, NULL);
    cvips_library.g_object_unref(source);
    return result;
}

int cvips_from_pixels(const void *pixels, size_t count, int width, int height, int bands, VipsImage **out) {
    VipsImage *raw =
        cvips_library.vips_image_new_from_memory_copy(pixels, count, width, height, bands, FORMAT_UCHAR);
    if (!raw) return -1;
    int result = cvips_library.vips_copy(raw, out, "interpretation", INTERPRETATION_SRGB, NULL);
    cvips_library.g_object_unref(raw);
    return result;
}

int cvips_save(VipsImage *image, CVipsFormat format, int quality, void **out, size_t *count) {
    switch (format) {
    case CVIPS_PNG:
        return cvips_library.vips_pngsave_buffer(image, out, count, "compression", 3, "strip", 1, NULL);
    case CVIPS_JPEG:
        return cvips_library.vips_jpegsave_buffer(
            image, out, count, "Q", quality, "strip", 1, "optimize_coding", 1, NULL);
    case CVIPS_WEBP:
        return cvips_library.vips_webpsave_buffer(image, out, count, "Q", quality, "strip", 1, "effort", 2, NULL);
    }
    return -1;
}

// On the caller's thread, in strips: libvips' own way of computing a whole picture hands each of its strips to another thread.
int cvips_pixels(VipsImage *image, void *out, size_t count) {
    enum { LINES = 64 };
    int width = cvips_width(image), height = cvips_height(image);
    size_t filled = 0;
    VipsRegion *region = cvips_library.vips_region_new(image);
    if (!region) return -1;
    for (int top = 0; top < height; top += LINES) {
        size_t length = 0;
        int lines = height - top < LINES ? height - top : LINES;
        void *strip = cvips_library.vips_region_fetch(region, 0, top, width, lines, &length);
        if (!strip || length > count - filled) {
            cvips_library.g_free(strip);
            break;
        }
        memcpy((char *)out + filled, strip, length);
        cvips_library.g_free(strip);
        filled += length;
    }
    cvips_library.g_object_unref(region);
    return filled == count ? 0 : -1;
}

int cvips_width(VipsImage *image) { return cvips_library.vips_image_get_width(image); }
int cvips_height(VipsImage *image) { return cvips_library.vips_image_get_height(image); }
int cvips_bands(VipsImage *image) { return cvips_library.vips_image_get_bands(image); }
bool cvips_has_alpha(VipsImage *image) { return cvips_library.vips_image_hasalpha(image) != 0; }

int cvips_orientation(VipsImage *image) { return cvips_library.vips_image_get_orientation(image); }

bool cvips_is_rgb8(VipsImage *image) {
    return cvips_library.vips_image_get_interpretation(image) == INTERPRETATION_SRGB &&
           cvips_library.vips_image_get_format(image) == FORMAT_UCHAR && cvips_bands(image) == 3;
}

const void *cvips_metadata(VipsImage *image, const char *name, size_t *count) {
    const void *data = NULL;
    *count = 0;
    if (!cvips_library.vips_image_get_typeof(image, name)) return NULL;
    return cvips_library.vips_image_get_blob(image, name, &data, count) ? NULL : data;
}
