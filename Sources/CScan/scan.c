#include "cscan.h"

#include <stdbool.h>
#include <string.h>

// Processors have instructions that make one bit a byte out of a comparison of many bytes; Swift has no way to ask for them.
typedef uint8_t block __attribute__((ext_vector_type(64)));
typedef bool bits __attribute__((ext_vector_type(64)));

void cscan_look(const void *bytes, uint64_t *marks, uint64_t *high) {
    block seen;
    memcpy(&seen, bytes, sizeof seen);
    bits marked = __builtin_convertvector((seen == '"') | (seen == '\\') | (seen < 0x20), bits);
    bits foreign = __builtin_convertvector(seen >= 0x80, bits);
    memcpy(marks, &marked, sizeof *marks);
    memcpy(high, &foreign, sizeof *high);
}
