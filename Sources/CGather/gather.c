#include "cgather.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

// A layer over the system's own files, as https://www.sqlite.org/vfs.html describes them. It holds nothing back beyond a sync, a
// lock or a barrier, so that durability, recovery and other processes see what they see without it.

/// The system's files take no more at once (`nBuf &= 0x1ffff` in SQLite's os_unix.c).
enum { CAPACITY = 0x1ffff };

/// A database or its write-ahead log; the system's own file lies behind it in memory.
typedef struct File {
    sqlite3_file base;
    /// Of a database: its log while that is open. Of a log: its database.
    struct File *other;
    /// Only a log's writes are gathered. When a database's are to be there nobody says: pages of the log that were copied into it
    /// count as copied without a sync where others have been added meanwhile, and their last write must have been tried by then.
    int is_log;
    /// `count` bytes that belong at `start` and are still to be written.
    unsigned char *bytes;
    int count;
    sqlite3_int64 start;
    /// What came of a write that failed since the last sync; what it belongs to must not be taken for durable.
    int failure;
} File;

static sqlite3_vfs *plain;

static sqlite3_file *own(sqlite3_file *file) { return (sqlite3_file *)((File *)file + 1); }

/// Writes what has been gathered; where that fails it is dropped, and the next sync says so once more.
static int settle(sqlite3_file *base) {
    File *file = (File *)base;
    if (!file->count) return SQLITE_OK;
    int result = own(base)->pMethods->xWrite(own(base), file->bytes, file->count, file->start);
    file->count = 0;
    if (result) file->failure = result;
    return result;
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 start) {
    File *file = (File *)base;
    if (!file->is_log) return own(base)->pMethods->xWrite(own(base), bytes, count, start);
    if (start != file->start + file->count || file->count + count > CAPACITY) {
        int result = settle(base);
        if (result) return result;
    }
    if (!file->bytes) file->bytes = sqlite3_malloc(CAPACITY);
    if (!file->bytes || count > CAPACITY) return own(base)->pMethods->xWrite(own(base), bytes, count, start);
    if (!file->count) file->start = start;
    memcpy(file->bytes + file->count, bytes, count);
    file->count += count;
    return SQLITE_OK;
}

static int file_close(sqlite3_file *base) {
    File *file = (File *)base;
    int written = settle(base);
    int closed = own(base)->pMethods->xClose(own(base));
    sqlite3_free(file->bytes);
    if (file->other) file->other->other = NULL;
    return written ? written : closed;
}

static int file_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 start) {
    int result = settle(base);
    return result ? result : own(base)->pMethods->xRead(own(base), bytes, count, start);
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    int result = settle(base);
    return result ? result : own(base)->pMethods->xTruncate(own(base), size);
}

static int file_sync(sqlite3_file *base, int flags) {
    File *file = (File *)base;
    settle(base);
    int failure = file->failure;
    file->failure = SQLITE_OK;
    return failure ? failure : own(base)->pMethods->xSync(own(base), flags);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    int result = settle(base);
    return result ? result : own(base)->pMethods->xFileSize(own(base), size);
}

static int file_lock(sqlite3_file *base, int level) { return own(base)->pMethods->xLock(own(base), level); }

static int file_unlock(sqlite3_file *base, int level) {
    int written = settle(base);
    int unlocked = own(base)->pMethods->xUnlock(own(base), level);
    return written ? written : unlocked;
}

static int file_is_reserved(sqlite3_file *base, int *answer) {
    return own(base)->pMethods->xCheckReservedLock(own(base), answer);
}

static int file_control(sqlite3_file *base, int request, void *argument) {
    return own(base)->pMethods->xFileControl(own(base), request, argument);
}

static int file_sector(sqlite3_file *base) { return own(base)->pMethods->xSectorSize(own(base)); }

static int file_traits(sqlite3_file *base) { return own(base)->pMethods->xDeviceCharacteristics(own(base)); }

static int file_map(sqlite3_file *base, int page, int size, int extend, void volatile **memory) {
    return own(base)->pMethods->xShmMap(own(base), page, size, extend, memory);
}

/// The log's locks are its database's: with a lock must go what a transaction that was taken back has left, as it would come to lie
/// upon the next one's.
static int file_shared_lock(sqlite3_file *base, int offset, int count, int flags) {
    File *log = ((File *)base)->other;
    if (log && flags & SQLITE_SHM_UNLOCK) {
        settle(&log->base);
        // The first lock is the one for writing: whatever failed has been taken back.
        if (!offset) log->failure = SQLITE_OK;
    }
    return own(base)->pMethods->xShmLock(own(base), offset, count, flags);
}

/// Stands before others are told of new pages in the log.
static void file_barrier(sqlite3_file *base) {
    File *log = ((File *)base)->other;
    if (log) settle(&log->base);
    own(base)->pMethods->xShmBarrier(own(base));
}

static int file_unmap(sqlite3_file *base, int delete) {
    return own(base)->pMethods->xShmUnmap(own(base), delete);
}

/// Without the third version's calls no file is mapped into memory, where it could be read past what has been gathered.
static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = file_close, .xRead = file_read, .xWrite = file_write, .xTruncate = file_truncate,
    .xSync = file_sync, .xFileSize = file_size, .xLock = file_lock, .xUnlock = file_unlock,
    .xCheckReservedLock = file_is_reserved, .xFileControl = file_control, .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits, .xShmMap = file_map, .xShmLock = file_shared_lock,
    .xShmBarrier = file_barrier, .xShmUnmap = file_unmap,
};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *given) {
    (void)vfs;
    if (!(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) return plain->xOpen(plain, name, base, flags, given);
    File *file = memset(base, 0, sizeof *file);
    int result = plain->xOpen(plain, name, own(base), flags, given);
    if (!own(base)->pMethods) return result;
    base->pMethods = &methods;
    if (flags & SQLITE_OPEN_WAL) {
        file->is_log = 1;
        file->other = (File *)sqlite3_database_file_object(name);
        file->other->other = file;
    }
    return result;
}

static sqlite3_vfs vfs;
static int registered = SQLITE_ERROR;

static void register_once(void) {
    plain = sqlite3_vfs_find(NULL);
    if (!plain) return;
    vfs = *plain;
    vfs.szOsFile = (int)sizeof(File) + plain->szOsFile;
    vfs.zName = CGATHER_NAME;
    vfs.xOpen = open_file;
    registered = sqlite3_vfs_register(&vfs, 0);
}

int cgather_register(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, register_once);
    return registered;
}
