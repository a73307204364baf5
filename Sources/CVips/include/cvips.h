/// libvips, loaded when it is first needed.
///
/// Its 111 libraries cost 25 ms at the start of a process, so nothing here is linked: `cvips_open` takes it in by `dlopen`,
/// and the prototypes are our own. Its operations are variadic, which Swift cannot call: each has one function of fixed
/// arguments here. Unless said otherwise they return 0, or -1 with the reason in `cvips_take_error`.
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef struct _VipsImage VipsImage;

/// The formats that foreign bytes may be in; anything else is never handed to libvips.
typedef enum { CVIPS_PNG, CVIPS_JPEG, CVIPS_WEBP } CVipsFormat;

/// Loads and sets up libvips once. NULL when it is ready, else the loader's own words, which stay valid.
const char *cvips_open(void);

/// What went wrong since it was last asked, or NULL; the caller frees it with `cvips_free`.
char *cvips_take_error(void);

void cvips_free(void *memory);
void cvips_unref(VipsImage *image);

// Reading. The bytes are copied; pixels are decoded only when a later step asks for them: `once`, from top to bottom, which spares
// a copy of the whole picture, or as often and in whatever order they are wanted.
int cvips_load(CVipsFormat format, const void *bytes, size_t count, bool once, VipsImage **out);
int cvips_load_svg(const void *bytes, size_t count, VipsImage **out);
int cvips_thumbnail(const void *bytes, size_t count, int longest_side, VipsImage **out);
int cvips_from_pixels(const void *pixels, size_t count, int width, int height, int bands, VipsImage **out);

// Writing: `*out` is freed with `cvips_free`. Metadata is left out.
int cvips_save(VipsImage *image, CVipsFormat format, int quality, void **out, size_t *count);
/// Computes the pixels of an image of eight bits into memory of exactly their size.
int cvips_pixels(VipsImage *image, void *out, size_t count);

// What an image is.
int cvips_width(VipsImage *image);
int cvips_height(VipsImage *image);
int cvips_bands(VipsImage *image);
bool cvips_has_alpha(VipsImage *image);
/// 1 for a picture that is stored upright, 2 to 8 as EXIF counts.
int cvips_orientation(VipsImage *image);
bool cvips_is_rgb8(VipsImage *image);

/// A block of metadata such as `icc-profile-data` or `xmp-data`, owned by the image; NULL where there is none.
const void *cvips_metadata(VipsImage *image, const char *name, size_t *count);

// Towards eight bits of sRGB.
int cvips_upright(VipsImage *image, VipsImage **out);
/// Lays the image on white.
int cvips_flatten(VipsImage *image, VipsImage **out);
int cvips_apply_profile(VipsImage *image, VipsImage **out);
int cvips_to_srgb(VipsImage *image, VipsImage **out);
int cvips_to_bytes(VipsImage *image, VipsImage **out);
int cvips_first_bands(VipsImage *image, int count, VipsImage **out);
int cvips_last_band(VipsImage *image, VipsImage **out);
int cvips_grey_to_rgb(VipsImage *image, VipsImage **out);

// Drawing and finishing.
int cvips_in_memory(VipsImage *image, VipsImage **out);
int cvips_noise(int width, int height, double sigma, int seed, VipsImage **out);
int cvips_perlin(int width, int height, int cell, int seed, VipsImage **out);
int cvips_tile(VipsImage *image, int width, int height, VipsImage **out);
int cvips_linear(VipsImage *image, double factor, double offset, VipsImage **out);
int cvips_add(VipsImage *left, VipsImage *right, VipsImage **out);
int cvips_blur(VipsImage *image, double sigma, VipsImage **out);
int cvips_displace(VipsImage *image, VipsImage *across, VipsImage *down, VipsImage **out);
