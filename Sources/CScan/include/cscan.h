#pragma once

#include <stdint.h>

/// Looks at 64 bytes of JSON: one bit a byte, the lowest for the first.
///
/// `marks`: those that end a text, begin an escape or may not stand in a text. `high`: those that are not ASCII.
void cscan_look(const void *bytes, uint64_t *marks, uint64_t *high);
