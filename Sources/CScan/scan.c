#include "cscan.h"

#include <stdbool.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

// MARK: What 64 bytes are

/// One bit a byte, the lowest for the first.
typedef struct {
    uint64_t quotes, backslashes, signs, spaces, controls, high;
} kinds;

typedef uint8_t block __attribute__((ext_vector_type(64)));
typedef bool bits __attribute__((ext_vector_type(64)));

INLINE uint64_t one_a_byte(bits mask) {
    uint64_t word;
    memcpy(&word, &mask, sizeof word);
    return word;
}

#define MASK(condition) one_a_byte(__builtin_convertvector(condition, bits))

/// For any processor.
INLINE kinds kinds_plain(const uint8_t *bytes) {
    block seen;
    memcpy(&seen, bytes, sizeof seen);
    return (kinds){
        .quotes = MASK(seen == '"'),
        .backslashes = MASK(seen == '\\'),
        .signs = MASK(((seen | 0x20) == '{') | ((seen | 0x20) == '}') | (seen == ',') | (seen == ':')),
        .spaces = MASK((seen == ' ') | (seen == '\n') | (seen == '\r') | (seen == '\t')),
        .controls = MASK(seen < 0x20),
        .high = MASK(seen >= 0x80),
    };
}

#if defined(__x86_64__)
#include <immintrin.h>

#define WIDE __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define WIDEST __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))

typedef struct {
    __m256i first, second;
} pair;

WIDE INLINE uint64_t mask_of(__m256i first, __m256i second) {
    return (uint32_t)_mm256_movemask_epi8(first) | (uint64_t)(uint32_t)_mm256_movemask_epi8(second) << 32;
}

WIDE INLINE uint64_t equal(pair seen, char byte) {
    __m256i wanted = _mm256_set1_epi8(byte);
    return mask_of(_mm256_cmpeq_epi8(seen.first, wanted), _mm256_cmpeq_epi8(seen.second, wanted));
}

/// Bytes that are what a table has for their lower four bits, once `also` is set in them.
WIDE INLINE uint64_t listed(pair seen, __m256i table, char also) {
    __m256i bit = _mm256_set1_epi8(also);
    return mask_of(
        _mm256_cmpeq_epi8(_mm256_or_si256(seen.first, bit), _mm256_shuffle_epi8(table, seen.first)),
        _mm256_cmpeq_epi8(_mm256_or_si256(seen.second, bit), _mm256_shuffle_epi8(table, seen.second)));
}

// By their lower four bits. Zero where no byte of interest ends in these: it does not end in them either. That 0x0c and 0x1a are found
// among the signs does no harm, as they are none of those that are asked for then.
#define SPACES ' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, 0, '\r', 0, 0
#define SIGNS 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0

WIDE INLINE kinds kinds_wide(const uint8_t *bytes) {
    pair seen = {_mm256_loadu_si256((const __m256i *)bytes), _mm256_loadu_si256((const __m256i *)(bytes + 32))};
    const __m256i spaces = _mm256_setr_epi8(SPACES, SPACES);
    const __m256i signs = _mm256_setr_epi8(SIGNS, SIGNS);
    const __m256i last = _mm256_set1_epi8(0x1f);
    return (kinds){
        .quotes = equal(seen, '"'),
        .backslashes = equal(seen, '\\'),
        .signs = listed(seen, signs, 0x20),
        .spaces = listed(seen, spaces, 0),
        .controls = mask_of(
            _mm256_cmpeq_epi8(_mm256_max_epu8(seen.first, last), last),
            _mm256_cmpeq_epi8(_mm256_max_epu8(seen.second, last), last)),
        .high = mask_of(seen.first, seen.second),
    };
}

WIDEST INLINE uint64_t listed_widest(__m512i seen, __m512i table, char also) {
    return _mm512_cmpeq_epi8_mask(_mm512_or_si512(seen, _mm512_set1_epi8(also)), _mm512_shuffle_epi8(table, seen));
}

WIDEST INLINE kinds kinds_widest(const uint8_t *bytes) {
    __m512i seen = _mm512_loadu_si512(bytes);
    const __m512i spaces = _mm512_broadcast_i32x4(_mm_setr_epi8(SPACES));
    const __m512i signs = _mm512_broadcast_i32x4(_mm_setr_epi8(SIGNS));
    return (kinds){
        .quotes = _mm512_cmpeq_epi8_mask(seen, _mm512_set1_epi8('"')),
        .backslashes = _mm512_cmpeq_epi8_mask(seen, _mm512_set1_epi8('\\')),
        .signs = listed_widest(seen, signs, 0x20),
        .spaces = _mm512_cmpeq_epi8_mask(seen, _mm512_shuffle_epi8(spaces, seen)),
        .controls = _mm512_cmplt_epu8_mask(seen, _mm512_set1_epi8(0x20)),
        .high = _mm512_movepi8_mask(seen),
    };
}
#endif

// MARK: Tokens

/// Which bytes an escape has before them; `carried` says so of the next block's first.
INLINE uint64_t escaped_by(uint64_t backslashes, uint64_t *carried) {
    const uint64_t odd = 0xaaaaaaaaaaaaaaaa;
    uint64_t before = *carried;
    if (!backslashes) {
        *carried = 0;
        return before;
    }
    uint64_t begins = backslashes & ~before;
    uint64_t codes = ((begins << 1 | odd) - begins) ^ odd;
    *carried = (codes & backslashes) >> 63;
    return codes ^ (backslashes | before);
}

/// Each bit is whether an odd number of bits up to it are set.
INLINE uint64_t parity(uint64_t word) {
    for (int shift = 1; shift < 64; shift *= 2) word ^= word << shift;
    return word;
}

static bool is_hex(uint8_t byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

/// Whether what an escape has before it may be there.
static bool is_escape(const cscan_progress *progress, size_t place) {
    if (place >= progress->count) return false;
    switch (progress->bytes[place]) {
    case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't': return true;
    case 'u':
        if (progress->count - place < 5) return false;
        for (size_t digit = 1; digit <= 4; digit++)
            if (!is_hex(progress->bytes[place + digit])) return false;
        return true;
    default: return false;
    }
}

static __attribute__((noinline)) bool are_escapes(cscan_progress *progress, uint64_t escaped) {
    for (; escaped; escaped &= escaped - 1) {
        size_t place = progress->place + (size_t)__builtin_ctzll(escaped);
        if (is_escape(progress, place)) continue;
        progress->flaw = place + 1;
        return false;
    }
    return true;
}

static __attribute__((noinline)) void note_high(cscan_progress *progress, uint64_t high) {
    if (!progress->first_high) progress->first_high = progress->place + (size_t)__builtin_ctzll(high) + 1;
    progress->last_high = progress->place + 64 - (size_t)__builtin_clzll(high);
}

/// Writes down where the bits of a block are set; behind these something is written as well, but no more than 64 places in all.
INLINE void list_plain(uint64_t first, size_t count, uint32_t place, uint32_t *token) {
    for (uint32_t *const end = token + count; token < end; token += 8)
        for (int step = 0; step < 8; step++, first &= first - 1)
            token[step] = place + (uint32_t)__builtin_ctzll(first | 1ull << 63);
}

/// `see` tells what the bytes of a block are, `list` writes down where its tokens begin.
INLINE size_t tokens_by(
    kinds (*see)(const uint8_t *), void (*list)(uint64_t, size_t, uint32_t, uint32_t *), cscan_progress *progress) {
    uint32_t *token = progress->tokens;
    uint64_t in_text = progress->text, in_word = progress->word, in_escape = progress->escaped;
    uint32_t *const last = token + CSCAN_ROOM - 64;
    while (progress->place < progress->count && token <= last) {
        uint8_t ending[64];
        const uint8_t *bytes = progress->bytes + progress->place;
        size_t rest = progress->count - progress->place;
        if (rest < sizeof ending) {
            memset(ending, ' ', sizeof ending);
            bytes = memcpy(ending, bytes, rest);
        }
        kinds seen = see(bytes);
        if (seen.high) note_high(progress, seen.high);
        uint64_t escaped = escaped_by(seen.backslashes, &in_escape);
        uint64_t quotes = seen.quotes & ~escaped;
        // From each quotation mark that begins a text up to the one that ends it, which is not counted.
        uint64_t text = parity(quotes) ^ in_text;
        if (seen.controls & text) {
            progress->flaw = progress->place + (size_t)__builtin_ctzll(seen.controls & text) + 1;
            break;
        }
        // Outside of texts a backslash is taken for a word, which none begins with.
        if (escaped & text && !are_escapes(progress, escaped & text)) break;
        uint64_t words = ~(seen.signs | seen.spaces);
        uint64_t follow = (words & ~quotes) << 1 | in_word;
        uint64_t first = (seen.signs | (words & ~follow)) & ~(text ^ quotes);
        in_text = (uint64_t)((int64_t)text >> 63);
        in_word = (words & ~quotes) >> 63;
        size_t count = (size_t)__builtin_popcountll(first);
        list(first, count, (uint32_t)progress->place, token);
        token += count;
        progress->place += 64;
    }
    progress->text = in_text;
    progress->word = in_word;
    progress->escaped = in_escape;
    if (progress->place >= progress->count && progress->text && !progress->flaw) progress->flaw = progress->count + 1;
    return (size_t)(token - progress->tokens);
}

static size_t tokens_plain(cscan_progress *progress) { return tokens_by(kinds_plain, list_plain, progress); }

#if defined(__x86_64__)
WIDE static size_t tokens_wide(cscan_progress *progress) { return tokens_by(kinds_wide, list_plain, progress); }

/// Sixteen places at a time, which its compression lines up.
WIDEST INLINE void list_widest(uint64_t first, size_t count, uint32_t place, uint32_t *token) {
    const __m512i bytes = _mm512_set_epi64(
        0x3f3e3d3c3b3a3938, 0x3736353433323130, 0x2f2e2d2c2b2a2928, 0x2726252423222120, 0x1f1e1d1c1b1a1918,
        0x1716151413121110, 0x0f0e0d0c0b0a0908, 0x0706050403020100);
    __m512i lined = _mm512_maskz_compress_epi8(first, bytes);
    const __m512i begin = _mm512_set1_epi32((int)place);
    _mm512_storeu_si512(token, _mm512_add_epi32(begin, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(lined))));
    if (count <= 16) return;
    _mm512_storeu_si512(token + 16, _mm512_add_epi32(begin, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(lined, 1))));
    if (count <= 32) return;
    _mm512_storeu_si512(token + 32, _mm512_add_epi32(begin, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(lined, 2))));
    _mm512_storeu_si512(token + 48, _mm512_add_epi32(begin, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(lined, 3))));
}

WIDEST static size_t tokens_widest(cscan_progress *progress) { return tokens_by(kinds_widest, list_widest, progress); }

static cscan_width width(void) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return cscan_plain;
    return __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bw") ? cscan_widest : cscan_wide;
}
#else
#define tokens_wide tokens_plain
#define tokens_widest tokens_plain
static cscan_width width(void) { return cscan_plain; }
#endif

static size_t tokens(cscan_progress *progress) {
    cscan_width own = width();
    switch (progress->most < own ? progress->most : own) {
    case cscan_widest: return tokens_widest(progress);
    case cscan_wide: return tokens_wide(progress);
    default: return tokens_plain(progress);
    }
}

bool cscan_more(cscan_progress *progress) {
    progress->next = 0;
    progress->many = tokens(progress);
    if (progress->flaw) return false;
    if (progress->many) return true;
    progress->many = 1;
    progress->tokens[0] = (uint32_t)progress->count;
    return true;
}

// MARK: Values

INLINE uint8_t at(const cscan_progress *progress, size_t place) {
    return place < progress->count ? progress->bytes[place] : 0;
}

/// Whether a number or a word may end before a place.
INLINE bool is_end(const cscan_progress *progress, size_t place) {
    switch (at(progress, place)) {
    case ',': case '}': case ']': case ' ': case '\t': case '\n': case '\r': return true;
    default: return place >= progress->count;
    }
}

INLINE bool is_word(const cscan_progress *progress, size_t place, const char *word, size_t length) {
    return progress->count - place >= length && !memcmp(progress->bytes + place, word, length) &&
           is_end(progress, place + length);
}

/// Goes over one digit or more.
static bool digits(const cscan_progress *progress, size_t *place) {
    size_t first = *place;
    while ((uint8_t)(at(progress, *place) - '0') < 10) ++*place;
    return *place > first;
}

/// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
static bool is_number(const cscan_progress *progress, size_t place) {
    if (at(progress, place) == '-') place++;
    if (at(progress, place) == '0')
        place++;
    else if (!digits(progress, &place))
        return false;
    if (at(progress, place) == '.' && (place++, !digits(progress, &place))) return false;
    if ((at(progress, place) | 0x20) == 'e') {
        place++;
        if (at(progress, place) == '+' || at(progress, place) == '-') place++;
        if (!digits(progress, &place)) return false;
    }
    return is_end(progress, place);
}

/// The first byte of the next token; 0, which no JSON has, at the end.
INLINE uint8_t next(const cscan_progress *progress) { return at(progress, progress->tokens[progress->next]); }

INLINE bool advance(cscan_progress *progress) { return ++progress->next < progress->many || cscan_more(progress); }

INLINE bool advance_over(cscan_progress *progress, uint8_t byte) {
    return next(progress) == byte && advance(progress);
}

INLINE bool is_scalar(const cscan_progress *progress) {
    size_t place = progress->tokens[progress->next];
    switch (at(progress, place)) {
    case '"': return true;
    case 't': return is_word(progress, place, "true", 4);
    case 'f': return is_word(progress, place, "false", 5);
    case 'n': return is_word(progress, place, "null", 4);
    default: return is_number(progress, place);
    }
}

cscan_end cscan_skip(cscan_progress *progress, unsigned depth, unsigned most) {
    unsigned level = depth;
    // One bit a level: set where it is an array's.
    uint64_t arrays = 0;
    bool is_array = false;
    for (;;) {
        uint8_t byte = next(progress);
        bool is_empty = false;
        if (byte == '{' || byte == '[') {
            if (level >= most) return cscan_deep;
            is_array = byte == '[';
            arrays = (arrays & ~(1ull << level)) | (uint64_t)is_array << level;
            level++;
            if (!advance(progress)) return cscan_malformed;
            is_empty = next(progress) == (is_array ? ']' : '}');
        } else if (!is_scalar(progress) || !advance(progress)) {
            return cscan_malformed;
        } else {
            is_empty = true;
        }
        if (is_empty) {
            // A value has ended, or an empty object or array is about to.
            while (level > depth && next(progress) != ',') {
                if (!advance_over(progress, is_array ? ']' : '}')) return cscan_malformed;
                level--;
                is_array = level > depth && arrays >> (level - 1) & 1;
            }
            if (level == depth) return cscan_whole;
            if (!advance(progress)) return cscan_malformed;
        }
        if (!is_array && !(advance_over(progress, '"') && advance_over(progress, ':'))) return cscan_malformed;
    }
}
