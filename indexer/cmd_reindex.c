#include "config/commands.h"
#include "config/output.h"
#include "engine/base/interrupt.h"
#include "indexer/update.h"

static const struct option_spec options[] = {
    { "lock-wait", 0, OPTION_NUMBER, "SECONDS", "wait that long while another caucus is writing", .min = 0, .max = 86400 },
    { NULL },
};

static int run(struct invocation *in, struct error *err)
{
    struct report report;
    report_init(&report);
    interrupt_catch();
    struct update update = {
        .data_dir = in->data_dir, .config = in->config, .rebuild = true, .quiet = in->quiet, .now = civil_now(),
        .lock_wait_seconds = option_number(in, "lock-wait", in->config->lock_wait_seconds),
    };
    int code = 0;
    if (update_run(&update, &report, err))
        output_note(in->quiet, "%llu articles indexed anew (%.1f s)", (unsigned long long)report.indexed, report.seconds);
    else
        code = err->kind == ERROR_INTERRUPTED && interrupt_pending() ? 128 + interrupt_pending() : error_exit_code(err->kind);
    report_release(&report);
    return code;
}

const struct command command_reindex = {
    .name = "reindex",
    .summary = "builds the index anew beside the live one, and swaps it in",
    .description = "Reads every article of the archive, not the original files, and builds a new index of them: with the words, actors and weights as this "
                   "version and the configuration have them. Searches go on with the old one until the new one is whole.",
    .options = options,
    .run = run,
};
