#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Room for the tokens of one go.
#define CSCAN_ROOM 2048

/// Which of the processor's instructions are made use of.
typedef enum {
    /// Those that every processor has.
    cscan_plain,
    /// AVX2.
    cscan_wide,
    /// AVX-512 with VBMI2.
    cscan_widest,
} cscan_width;

/// How far a text of JSON has been read; all zero to begin with but for what is said to be given.
typedef struct {
    /// Given: the text, of less than 4 GB, and room for `CSCAN_ROOM` places.
    const uint8_t *bytes;
    size_t count;
    uint32_t *tokens;
    /// Given: the most that is made use of, where the processor has it.
    cscan_width most;
    /// Of `tokens`, those that were found last and the one that is next; behind the last of all there is the text's end.
    size_t many, next;
    /// Where the next block of 64 bytes begins.
    size_t place;
    /// How the block before ends: all ones within a text; one in an open escape; one within a word.
    uint64_t text, escaped, word;
    /// The first and the last byte that is not ASCII, counted from one; zero if there is none.
    size_t first_high, last_high;
    /// The first byte that may not stand in a text, and so in no JSON, counted from one; zero if there is none.
    size_t flaw;
} cscan_progress;

/// Finds more tokens: the places of brackets, commas and colons, and of the first byte of each text, number and word.
///
/// What stands in texts is checked to be what may (but not that it is UTF-8); the order of the tokens is not. False where a flaw is
/// found.
bool cscan_more(cscan_progress *progress);

typedef enum { cscan_whole, cscan_malformed, cscan_deep } cscan_end;

/// Reads over the value that begins with the next token and lies in `depth` levels of at most `most`, which is 64 or less.
cscan_end cscan_skip(cscan_progress *progress, unsigned depth, unsigned most);
