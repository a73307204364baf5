#ifndef SHOWRUNNER_SCHEDULE_H
#define SHOWRUNNER_SCHEDULE_H

#include <stddef.h>
#include <stdint.h>

/// Every job of Swift's global executor waits here from now on, until `schedule_run` is told which goes next.
void schedule_take_over(void);

/// How many jobs wait.
size_t schedule_count(void);

/// Runs the waiting job at a position, to its next suspension, on this thread; the order of the others stays.
void schedule_run(size_t position);

/// Where the process traps or spends too long, it says which seed it was at; call it before each seed.
///
/// `seconds` is how long a seed may take.
void schedule_begin(uint64_t seed, unsigned seconds);

#endif
