#include "CSchedule.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The runtime's own hook for whoever wants to schedule jobs himself: every job without an executor of its own comes here.
// Source: swift/include/swift/Runtime/Concurrency.h of Swift 6.3.
typedef struct {
    void *identity;
    void *implementation;
} SerialExecutor;
typedef __attribute__((swiftcall)) void (*Enqueue)(void *job);
extern __attribute__((swiftcall)) void (*swift_task_enqueueGlobal_hook)(void *job, Enqueue original);
extern __attribute__((swiftcall)) void swift_job_run(void *job, SerialExecutor executor);

static void **jobs;
static size_t count, room;
static volatile uint64_t current;

static __attribute__((swiftcall)) void keep(void *job, Enqueue original) {
    (void)original;
    if (count == room) {
        room = room ? room * 2 : 64;
        jobs = realloc(jobs, room * sizeof *jobs);
        if (!jobs) abort();
    }
    jobs[count++] = job;
}

static void say(int number) {
    char text[] = "seed 00000000000000000000: ";
    uint64_t rest = current;
    for (size_t at = 24; at > 4; at--) {
        text[at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    const char *why = number == SIGALRM ? "it did not come to an end in time\n" : "the engine trapped\n";
    (void)!write(STDERR_FILENO, why, strlen(why));
    _exit(3);
}

void schedule_take_over(void) {
    swift_task_enqueueGlobal_hook = keep;
    signal(SIGALRM, say);
    signal(SIGILL, say);
    signal(SIGTRAP, say);
    signal(SIGSEGV, say);
    signal(SIGABRT, say);
}

void schedule_begin(uint64_t seed, unsigned seconds) {
    current = seed;
    alarm(seconds);
}

size_t schedule_count(void) { return count; }

void schedule_run(size_t position) {
    void *job = jobs[position];
    memmove(jobs + position, jobs + position + 1, (count - position - 1) * sizeof *jobs);
    count--;
    swift_job_run(job, (SerialExecutor){0, 0});
}
