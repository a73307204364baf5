#pragma once
#include <spawn.h>

/* glibc declares this under _GNU_SOURCE alone, which Swift's Glibc module does not define; for the programs that are started. */
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
