// What the 'dag' bench is held against: the rows that the engine writes for its plan of no-op tasks, written by a program
// that does little else. A history that the store has made gets the events added, started and succeeded of each task, its
// row as each of them leaves it, the run's row, where its log ends and what the feed keeps of each batch, in the same
// transactions: the plan in one, then one for each ready batch, which ends the tasks before and starts those that they made
// ready.
// usage: dagfloor TASKS CONCURRENCY HISTORY -> one JSON object
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LAYER = 100, NEEDS = 3, PORTION = 1000 };
enum { BEGIN, COMMIT, CLAIM, EVENT, ADD, START, SUCCEED, APPEND, RUN, HEAD, STATEMENTS };
static const char *const texts[STATEMENTS] = {
    "BEGIN IMMEDIATE",
    "COMMIT",
    "INSERT INTO runs (id, issue, issue_title, author, status, request_digest, created_at, reserved, spent, unknown,"
    " assets) VALUES ('run_0', 'octo/lighthouse#1', 'A bench', '', 'running', 'bench', ?1, 0, 0, 0, 0)",
    "INSERT INTO events (run, sequence, time, actor, causation, type, version, texts, payload)"
    " VALUES (1, ?1, ?2, ?3, ?4, ?5, 1, 0, ?6)",
    "INSERT INTO tasks (run, id, uses, status, tries, spent, added) VALUES (1, ?1, 'noop', ?2, 0, 0, ?3)",
    "UPDATE tasks SET status = 'running', tries = 1, started_at = ?1 WHERE run = 1 AND id = ?2",
    "UPDATE tasks SET status = 'succeeded', finished_at = ?1 WHERE run = 1 AND id = ?2",
    "INSERT INTO appends (run, first, last) VALUES (1, ?1, ?2)",
    "UPDATE runs SET status = ?1, finished_at = ?2, details = ?3 WHERE number = 1",
    "REPLACE INTO heads (run, last) VALUES (1, ?1)",
};
static sqlite3 *history;
static sqlite3_stmt *statements[STATEMENTS];
static int64_t sequence, appended;

static void check(int code, int wanted) {
    if (code == wanted) return;
    fprintf(stderr, "dagfloor: %s\n", sqlite3_errmsg(history));
    exit(1);
}

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static int64_t now(void) { return seconds(CLOCK_REALTIME) * 1000; }

static void text(int statement, int place, const char *value) {
    check(sqlite3_bind_text(statements[statement], place, value, -1, SQLITE_STATIC), SQLITE_OK);
}

static void number(int statement, int place, int64_t value) {
    check(sqlite3_bind_int64(statements[statement], place, value), SQLITE_OK);
}

static void run(int statement) {
    check(sqlite3_step(statements[statement]), SQLITE_DONE);
    sqlite3_reset(statements[statement]);
}

// A cause of nought is none.
static void event(const char *type, const char *actor, int64_t cause, const char *payload) {
    number(EVENT, 1, ++sequence), number(EVENT, 2, now()), text(EVENT, 3, actor);
    if (cause) number(EVENT, 4, cause);
    else check(sqlite3_bind_null(statements[EVENT], 4), SQLITE_OK);
    text(EVENT, 5, type), text(EVENT, 6, payload), run(EVENT);
}

static void append(void) {
    number(APPEND, 1, appended + 1), number(APPEND, 2, sequence), run(APPEND);
    appended = sequence;
}

static void add(int task, const int *needs, int count) {
    char name[24], payload[160];
    sprintf(name, "noop/%d", task);
    int length = sprintf(payload, "{\"id\":\"%s\"", name);
    for (int need = 0; need < count; need++)
        length += sprintf(payload + length, "%s\"noop/%d\"", need ? "," : ",\"needs\":[", needs[need]);
    sprintf(payload + length, "%s,\"uses\":\"noop\"}", count ? "]" : "");
    event("task.added", "engine", 1, payload);
    text(ADD, 1, name), text(ADD, 2, count ? "pending" : "ready"), number(ADD, 3, sequence), run(ADD);
}

static void start(int task) {
    char name[24], payload[64];
    sprintf(name, "noop/%d", task), sprintf(payload, "{\"task\":\"%s\",\"try\":1}", name);
    event("task.started", "engine", 0, payload);
    number(START, 1, now()), text(START, 2, name), run(START);
}

static void succeed(int task, int64_t cause) {
    char name[24], payload[64];
    sprintf(name, "noop/%d", task), sprintf(payload, "{\"task\":\"%s\"}", name);
    event("task.succeeded", "noop", cause, payload);
    number(SUCCEED, 1, now()), text(SUCCEED, 2, name), run(SUCCEED);
}

int main(int count, char **words) {
    if (count != 4) return 2;
    int tasks = atoi(words[1]), concurrency = atoi(words[2]), first = 0, next = 0, last = 0;
    int(*needs)[NEEDS] = calloc(tasks, sizeof *needs), *open = calloc(tasks, sizeof *open);
    int *edges = calloc(tasks + 1, sizeof *edges), *waiting = calloc((size_t)tasks * NEEDS, sizeof *waiting);
    int *ready = calloc(tasks, sizeof *ready);
    int64_t *causes = calloc(tasks, sizeof *causes);
    char details[64];
    check(sqlite3_open(words[3], &history), SQLITE_OK);
    check(sqlite3_exec(history, "PRAGMA synchronous = FULL", 0, 0, 0), SQLITE_OK);
    for (int index = 0; index < STATEMENTS; index++)
        check(sqlite3_prepare_v3(history, texts[index], -1, SQLITE_PREPARE_PERSISTENT, &statements[index], 0), SQLITE_OK);
    uint64_t bits = 1;
    for (int task = 0; task < tasks; task++)  // As in DagPlan.
        for (int base = (task / LAYER - 1) * LAYER; base >= 0 && open[task] < NEEDS;) {
            bits = bits * 6364136223846793005ULL + 1442695040888963407ULL;
            int need = base + (bits >> 32) % LAYER, known = 0;
            for (int other = 0; other < open[task]; other++) known |= needs[task][other] == need;
            if (!known) needs[task][open[task]++] = need;
        }

    double begin = seconds(CLOCK_MONOTONIC), busy = seconds(CLOCK_PROCESS_CPUTIME_ID);
    run(BEGIN), number(CLAIM, 1, now()), run(CLAIM), event("run.created", "engine", 0, "{}");
    for (int task = 0; task < tasks; task++) {
        add(task, needs[task], open[task]);
        for (int need = 0; need < open[task]; need++) edges[needs[task][need]]++;
        if (!open[task]) ready[last++] = task;
        if (task % PORTION == PORTION - 1 && task + 1 < tasks) append();
    }
    for (int task = 0; task < tasks; task++) edges[task + 1] += edges[task];
    for (int task = tasks - 1; task >= 0; task--)
        for (int need = 0; need < open[task]; need++) waiting[--edges[needs[task][need]]] = task;
    event("run.started", "engine", 1, "{}");
    sprintf(details, "{\"barrenResumes\":0,\"tasks\":%d}", tasks), text(RUN, 3, details);
    while (first < tasks) {
        for (int task = first; task < next; task++) {
            succeed(ready[task], causes[ready[task]]);
            for (int edge = edges[ready[task]]; edge < edges[ready[task] + 1]; edge++)
                if (--open[waiting[edge]] == 0) ready[last++] = waiting[edge];
        }
        int end = last < next + concurrency ? last : next + concurrency;
        for (int task = next; task < end; task++) start(ready[task]), causes[ready[task]] = sequence;
        if (next == tasks) event("run.finished", "engine", 0, "{\"reason\":\"\",\"status\":\"succeeded\"}");
        if (next == tasks) number(RUN, 2, now());
        append();
        text(RUN, 1, next == tasks ? "succeeded" : "running"), run(RUN), number(HEAD, 1, sequence), run(HEAD), run(COMMIT);
        first = next, next = end;
        if (first < tasks) run(BEGIN);
    }
    double wall = seconds(CLOCK_MONOTONIC) - begin, cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - busy;
    printf("{\"cpuSeconds\":%.4f,\"n\":%d,\"name\":\"dagFloor%d\",\"seconds\":%.4f}\n", cpu, tasks, tasks, wall);
    return 0;
}
