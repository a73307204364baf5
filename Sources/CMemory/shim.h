#pragma once
#include <malloc.h>

/* Few arenas for all threads: what one has freed is there for the others. To be called before there are any. */
static inline void cmemory_share(void) { mallopt(M_ARENA_MAX, 2); }

/* What is freed is kept for the next use of it, in few arenas. Left to itself, malloc gives pictures and answers of the usual sizes
   back to the kernel one by one and asks for others: a fault a page, which for the 8 MB that judging a picture takes is as much
   work as judging it, and for an answer of 1 MB more than receiving it. Whoever calls this gives back what is left over when
   nothing is under way. */
static inline void cmemory_keep(void) {
    cmemory_share();
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 128 << 20);
}

static inline void cmemory_give_back(void) { malloc_trim(0); }
