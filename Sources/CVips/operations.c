#include "library.h"

enum { FORMAT_UCHAR = 0, EXTEND_COPY = 1 };
enum { INTERPRETATION_SRGB = 22, INTERPRETATION_RGB16 = 25, INTERPRETATION_GREY16 = 26 };

int cvips_upright(VipsImage *image, VipsImage **out) { return cvips_library.vips_autorot(image, out, NULL); }

int cvips_flatten(VipsImage *image, VipsImage **out) {
    int space = cvips_library.vips_image_get_interpretation(image);
    double white = space == INTERPRETATION_RGB16 || space == INTERPRETATION_GREY16 ? 65535 : 255;
    void *background = cvips_library.vips_array_double_new(&white, 1);
    int result = cvips_library.vips_flatten(image, out, "background", background, NULL);
    cvips_library.vips_area_unref(background);
    return result;
}

int cvips_apply_profile(VipsImage *image, VipsImage **out) {
    return cvips_library.vips_icc_transform(image, out, "srgb", "embedded", 1, NULL);
}

int cvips_to_srgb(VipsImage *image, VipsImage **out) {
    return cvips_library.vips_colourspace(image, out, INTERPRETATION_SRGB, NULL);
}

int cvips_to_bytes(VipsImage *image, VipsImage **out) {
    VipsImage *bytes;
    if (cvips_library.vips_cast(image, &bytes, FORMAT_UCHAR, NULL)) return -1;
    int result = cvips_library.vips_copy(bytes, out, "interpretation", INTERPRETATION_SRGB, NULL);
    cvips_library.g_object_unref(bytes);
    return result;
}

int cvips_first_bands(VipsImage *image, int count, VipsImage **out) {
    return cvips_library.vips_extract_band(image, out, 0, "n", count, NULL);
}

int cvips_last_band(VipsImage *image, VipsImage **out) {
    return cvips_library.vips_extract_band(image, out, cvips_bands(image) - 1, NULL);
}

int cvips_grey_to_rgb(VipsImage *image, VipsImage **out) {
    VipsImage *bands[3] = {image, image, image};
    return cvips_library.vips_bandjoin(bands, out, 3, NULL);
}

int cvips_in_memory(VipsImage *image, VipsImage **out) {
    *out = cvips_library.vips_image_copy_memory(image);
    return *out ? 0 : -1;
}

int cvips_noise(int width, int height, double sigma, int seed, VipsImage **out) {
    return cvips_library.vips_gaussnoise(out, width, height, "sigma", sigma, "mean", 0.0, "seed", seed, NULL);
}

int cvips_perlin(int width, int height, int cell, int seed, VipsImage **out) {
    return cvips_library.vips_perlin(out, width, height, "cell_size", cell, "seed", seed, NULL);
}

int cvips_tile(VipsImage *image, int width, int height, VipsImage **out) {
    VipsImage *many;
    int across = (width + cvips_width(image) - 1) / cvips_width(image);
    int down = (height + cvips_height(image) - 1) / cvips_height(image);
    if (cvips_library.vips_replicate(image, &many, across, down, NULL)) return -1;
    int result = cvips_library.vips_crop(many, out, 0, 0, width, height, NULL);
    cvips_library.g_object_unref(many);
    return result;
}

int cvips_linear(VipsImage *image, double factor, double offset, VipsImage **out) {
    return cvips_library.vips_linear(image, out, &factor, &offset, 1, NULL);
}

int cvips_add(VipsImage *left, VipsImage *right, VipsImage **out) {
    return cvips_library.vips_add(left, right, out, NULL);
}

int cvips_blur(VipsImage *image, double sigma, VipsImage **out) {
    return cvips_library.vips_gaussblur(image, out, sigma, NULL);
}

/// Takes each pixel from where the two maps of offsets, in pixels, point to.
int cvips_displace(VipsImage *image, VipsImage *across, VipsImage *down, VipsImage **out) {
    VipsImage *places = NULL, *offsets = NULL, *index = NULL;
    VipsImage *maps[2] = {across, down};
    int result = -1;
    if (!cvips_library.vips_xyz(&places, cvips_width(image), cvips_height(image), NULL) &&
        !cvips_library.vips_bandjoin(maps, &offsets, 2, NULL) &&
        !cvips_library.vips_add(places, offsets, &index, NULL)) {
        result = cvips_library.vips_mapim(image, out, index, "extend", EXTEND_COPY, NULL);
    }
    if (places) cvips_library.g_object_unref(places);
    if (offsets) cvips_library.g_object_unref(offsets);
    if (index) cvips_library.g_object_unref(index);
    return result;
}
