#include "tests/fault/faults.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum kind { OPEN, READ, WRITE, SYNC, TRUNCATE, ALLOC, POWER, KINDS };
static const char *const kind_names[KINDS] = { "open", "read", "write", "sync", "truncate", "alloc", "power" };

static struct {
    long calls[KINDS];
    int kind;               /* KINDS: none */
    long at;
    bool full, on;          /* on: and all after it */
    pthread_mutex_t mutex;
} faults = { .kind = KINDS, .mutex = PTHREAD_MUTEX_INITIALIZER };

static bool strikes(enum kind kind)
{
    pthread_mutex_lock(&faults.mutex);
    long n = ++faults.calls[kind];
    pthread_mutex_unlock(&faults.mutex);
    return faults.kind == (int)kind && (n == faults.at || (faults.on && n > faults.at));
}

/* ---- files: what a write replaced is kept until the next sync ---- */

struct before {
    struct before *older;
    sqlite3_int64 offset, size;     /* of the file, before */
    int n;
    unsigned char bytes[];
};

struct file {
    sqlite3_file base;
    struct file *next;              /* of those that are open */
    struct before *unsynced;
    sqlite3_file *real;
};

static sqlite3_vfs *real_vfs;
static struct file *open_files;

static void forget(struct file *f)
{
    for (struct before *b = f->unsynced, *older; b; b = older) {
        older = b->older;
        free(b);
    }
    f->unsynced = NULL;
}

static void remember(struct file *f, sqlite3_int64 offset, sqlite3_int64 n)
{
    sqlite3_int64 size = 0;
    if (faults.kind != POWER || f->real->pMethods->xFileSize(f->real, &size) != SQLITE_OK)
        return;
    sqlite3_int64 kept = offset >= size ? 0 : offset + n > size ? size - offset : n;
    struct before *b = malloc(sizeof *b + (size_t)kept);
    if (!b)
        abort();
    *b = (struct before){ f->unsynced, offset, size, (int)kept };
    if (kept && f->real->pMethods->xRead(f->real, b->bytes, (int)kept, offset) != SQLITE_OK)
        abort();
    pthread_mutex_lock(&faults.mutex);
    f->unsynced = b;
    pthread_mutex_unlock(&faults.mutex);
}

static void lose_power(void)
{
    for (struct file *f = open_files; f; f = f->next)
        for (struct before *b = f->unsynced; b; b = b->older) {
            if (b->n)
                f->real->pMethods->xWrite(f->real, b->bytes, b->n, b->offset);
            f->real->pMethods->xTruncate(f->real, b->size);
        }
    _exit(99);
}

static int f_close(sqlite3_file *x)
{
    struct file *f = (struct file *)x;
    pthread_mutex_lock(&faults.mutex);
    for (struct file **p = &open_files; *p; p = &(*p)->next)
        if (*p == f) {
            *p = f->next;
            break;
        }
    pthread_mutex_unlock(&faults.mutex);
    forget(f);
    int rc = f->real->pMethods->xClose(f->real);
    sqlite3_free(f->real);
    return rc;
}

static int f_read(sqlite3_file *x, void *p, int n, sqlite3_int64 at)
{
    struct file *f = (struct file *)x;
    return strikes(READ) ? SQLITE_IOERR_READ : f->real->pMethods->xRead(f->real, p, n, at);
}

static int f_write(sqlite3_file *x, const void *p, int n, sqlite3_int64 at)
{
    struct file *f = (struct file *)x;
    if (strikes(WRITE)) {
        if (!faults.full && n > 1)      /* half of it arrives */
            f->real->pMethods->xWrite(f->real, p, n / 2, at);
        return faults.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    remember(f, at, n);
    return f->real->pMethods->xWrite(f->real, p, n, at);
}

static int f_truncate(sqlite3_file *x, sqlite3_int64 size)
{
    struct file *f = (struct file *)x;
    sqlite3_int64 now = 0;
    if (strikes(TRUNCATE))
        return SQLITE_IOERR_TRUNCATE;
    if (f->real->pMethods->xFileSize(f->real, &now) == SQLITE_OK && now > size)
        remember(f, size, now - size);
    return f->real->pMethods->xTruncate(f->real, size);
}

static int f_sync(sqlite3_file *x, int flags)
{
    struct file *f = (struct file *)x;
    if (strikes(POWER))
        lose_power();
    if (strikes(SYNC))
        return faults.full ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
    int rc = f->real->pMethods->xSync(f->real, flags);
    forget(f);
    return rc;
}

#define PASS(name, parameters, arguments) \
    static int f_##name parameters \
    { \
        sqlite3_file *r = ((struct file *)x)->real; \
        return r->pMethods->x##name arguments; \
    }
PASS(FileSize, (sqlite3_file *x, sqlite3_int64 *ret), (r, ret))
PASS(Lock, (sqlite3_file *x, int level), (r, level))
PASS(Unlock, (sqlite3_file *x, int level), (r, level))
PASS(CheckReservedLock, (sqlite3_file *x, int *ret), (r, ret))
PASS(FileControl, (sqlite3_file *x, int op, void *arg), (r, op, arg))
PASS(SectorSize, (sqlite3_file *x), (r))
PASS(DeviceCharacteristics, (sqlite3_file *x), (r))
PASS(ShmMap, (sqlite3_file *x, int page, int bytes, int extend, void volatile **ret), (r, page, bytes, extend, ret))
PASS(ShmLock, (sqlite3_file *x, int offset, int n, int flags), (r, offset, n, flags))
PASS(ShmUnmap, (sqlite3_file *x, int remove), (r, remove))

static void f_ShmBarrier(sqlite3_file *x)
{
    sqlite3_file *r = ((struct file *)x)->real;
    r->pMethods->xShmBarrier(r);
}

static const sqlite3_io_methods methods = {
    2, f_close, f_read, f_write, f_truncate, f_sync, f_FileSize, f_Lock, f_Unlock, f_CheckReservedLock, f_FileControl, f_SectorSize,
    f_DeviceCharacteristics, f_ShmMap, f_ShmLock, f_ShmBarrier, f_ShmUnmap, NULL, NULL,
};

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *x, int flags, int *ret_flags)
{
    struct file *f = (struct file *)x;
    (void)vfs;
    memset(f, 0, sizeof *f);
    if (strikes(OPEN))
        return SQLITE_CANTOPEN;
    f->real = sqlite3_malloc(real_vfs->szOsFile);
    if (!f->real)
        return SQLITE_NOMEM;
    memset(f->real, 0, (size_t)real_vfs->szOsFile);
    int rc = real_vfs->xOpen(real_vfs, name, f->real, flags, ret_flags);
    if (rc != SQLITE_OK) {
        if (f->real->pMethods)
            f->real->pMethods->xClose(f->real);
        sqlite3_free(f->real);
        return rc;
    }
    f->base.pMethods = &methods;
    pthread_mutex_lock(&faults.mutex);
    f->next = open_files;
    open_files = f;
    pthread_mutex_unlock(&faults.mutex);
    return SQLITE_OK;
}

/* ---- memory ---- */

static sqlite3_mem_methods real_memory;

static void *m_malloc(int n)
{
    return strikes(ALLOC) ? NULL : real_memory.xMalloc(n);
}

static void *m_realloc(void *p, int n)
{
    return strikes(ALLOC) ? NULL : real_memory.xRealloc(p, n);
}

/* ---- the clock ---- */

time_t __real_time(time_t *t);
time_t __wrap_time(time_t *t);

time_t __wrap_time(time_t *t)
{
    const char *ahead = getenv("CAUCUS_FAULT_CLOCK");
    time_t now = __real_time(NULL) + (time_t)(ahead ? atoll(ahead) : 0);
    if (t)
        *t = now;
    return now;
}

/* ---- what is asked for ---- */

static void write_counts(void)
{
    FILE *f = fopen(getenv("CAUCUS_FAULT_COUNT"), "w");
    for (int i = 0; f && i < KINDS; i++)
        fprintf(f, "%s %ld\n", kind_names[i], faults.calls[i]);
    if (f)
        fclose(f);
}

static void read_wish(const char *wish)
{
    size_t n = strcspn(wish, ":+");
    for (int i = 0; i < KINDS; i++)
        if (strlen(kind_names[i]) == n && strncmp(kind_names[i], wish, n) == 0)
            faults.kind = i;
    faults.on = wish[n] == '+';
    const char *colon = strchr(wish, ':');
    faults.at = colon ? atol(colon + 1) : 1;
    faults.full = strstr(wish, ":full") != NULL;
}

void faults_install(void)
{
    static sqlite3_vfs vfs;
    const char *wish = getenv("CAUCUS_FAULT");
    if (wish)
        read_wish(wish);
    if (getenv("CAUCUS_FAULT_COUNT"))
        atexit(write_counts);
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
    sqlite3_mem_methods memory = real_memory;
    memory.xMalloc = m_malloc;
    memory.xRealloc = m_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
    real_vfs = sqlite3_vfs_find(NULL);
    if (!real_vfs)
        return;
    vfs = *real_vfs;
    vfs.zName = "faults";
    vfs.szOsFile = sizeof(struct file);
    vfs.xOpen = v_open;
    vfs.pNext = NULL;
    sqlite3_vfs_register(&vfs, 1);
}
