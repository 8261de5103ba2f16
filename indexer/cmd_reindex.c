#include "config/commands.h"
#include "config/output.h"
#include "engine/base/interrupt.h"
#include "indexer/live_index.h"
#include "indexer/rebuild.h"

static const struct option_spec options[] = {
    { "rollback", 0, OPTION_FLAG, NULL, "make the index before the live one again" },
    { "fresh", 0, OPTION_FLAG, NULL, "begin from the beginning, also where an earlier run was broken off" },
    { "report", 0, OPTION_FILE, "FILE", "write what was done as one JSON object" },
    { "lock-wait", 0, OPTION_NUMBER, "SECONDS", "wait that long while another caucus is writing", .min = 0, .max = 86400 },
    { NULL },
};

static const char *const examples[] = {
    "caucus reindex", "after a change of the weights, or a new version of caucus",
    "caucus reindex --rollback", "takes back the last one",
    NULL,
};

static int64_t lock_wait(const struct invocation *in)
{
    return option_number(in, "lock-wait", in->config->lock_wait_seconds);
}

static int roll_back(struct invocation *in, struct error *err)
{
    struct writer_lock lock, build;
    int64_t number;
    if (!data_dir_exists(in->data_dir))
        error_set(err, ERROR_IO, "there is no archive in '%s' (caucus index makes one)", in->data_dir);
    else if (writer_lock_take(in->data_dir, lock_wait(in), &lock, err)) {
        if (build_lock_take(in->data_dir, &build, err)) {
            if (live_index_back(in->data_dir, &number, err))
                output_note(in->quiet, "index-%lld is live again; 'caucus index' brings it up to what arrived since", (long long)number);
            writer_lock_release(&build);
        }
        writer_lock_release(&lock);
    }
    return error_exit_code(err->kind);
}

static int build_anew(struct invocation *in, struct error *err)
{
    const char *path = option_text(in, "report", NULL);
    struct report report;
    struct error ignored;
    struct rebuild rebuild = {
        .data_dir = in->data_dir, .config = in->config, .fresh = option_given(in, "fresh"), .quiet = in->quiet, .lock_wait_seconds = lock_wait(in),
    };
    report_init(&report);
    interrupt_catch();
    bool ok = rebuild_run(&rebuild, &report, err);
    if (ok) {
        output_note(in->quiet, "%llu articles indexed anew (%.1f s)", (unsigned long long)report.indexed, report.seconds);
        if (rebuild.already)
            output_note(in->quiet, "an earlier run, which was broken off, had done %lld already", (long long)rebuild.already);
    }
    ok = (!path || report_write(&report, path, ok ? err : &ignored)) && ok;
    report_release(&report);
    return !ok && err->kind == ERROR_INTERRUPTED && interrupt_pending() ? 128 + interrupt_pending() : ok ? 0 : error_exit_code(err->kind);
}

static int run(struct invocation *in, struct error *err)
{
    return option_given(in, "rollback") ? roll_back(in, err) : build_anew(in, err);
}

const struct command command_reindex = {
    .name = "reindex",
    .summary = "builds the index anew beside the live one, checks it, and swaps it in",
    .description = "Reads every article of the archive, not the original files, and builds a new index of them: with the words, actors and weights as this "
                   "version and the configuration have them. Searches go on with the old one, and articles may be added to it; before the swap the new one has them "
                   "too. It is checked: by SQLite and FTS5, by its counts, and by words of articles that must find them.\n\n"
                   "What was broken off goes on where it stood. The disk's space is looked at before anything is done. The index before stays until the next "
                   "one: --rollback makes it the live one again.",
    .options = options,
    .examples = examples,
    .run = run,
};
