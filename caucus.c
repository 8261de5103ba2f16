/* caucus.c: the front door: the table of commands, in the order in which --help lists them. */
#include "config/command_line.h"
#include "config/commands.h"

#include <sqlite3.h>

static const struct command *const commands[] = {
    &command_init,
    &command_index,
    &command_search,
    &command_quotes,
    &command_show,
    &command_actors,
    &command_actors_add,
    &command_actors_import,
    &command_actors_merge,
    &command_actors_unmerge,
    &command_actors_remove,
    &command_actors_lint,
    &command_actors_export,
    &command_alerts,
    &command_extract,
    &command_status,
    &command_doctor,
    &command_reindex,
    &command_jobs,
    &command_jobs_run,
    &command_jobs_daemon,
    &command_jobs_log,
    &command_jobs_next,
    &command_jobs_export,
    &command_help,
    &command_completion,
    &command_manual,
    NULL,
};

int main(int argc, char **argv)
{
    return command_line_main(commands, sqlite3_libversion(), argc, argv);
}
