#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>

/* git_libgit2_opts is variadic, which Swift does not import. */
static inline int cgit_set_int(int option, int value) { return git_libgit2_opts(option, value); }
