#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>

/* git_libgit2_opts is variadic, which Swift does not import. */
static inline int cgit_set_int(int option, int value) { return git_libgit2_opts(option, value); }

static inline int cgit_set_extensions(const char **names, size_t count) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}
