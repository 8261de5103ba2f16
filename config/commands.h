/*
 * commands.h: every command there is, for the table in caucus.c. Each is defined in cmd_NAME.c of the folder
 * that it fronts.
 */
#ifndef CAUCUS_CONFIG_COMMANDS_H
#define CAUCUS_CONFIG_COMMANDS_H

#include "config/command.h"

/* config/ */
extern const struct command command_init, command_help, command_completion, command_manual;
/* indexer/ */
extern const struct command command_index, command_reindex, command_extract, command_status;
extern const struct command command_actors_add, command_actors_import, command_actors_lint, command_actors_merge, command_actors_remove,
    command_actors_unmerge;
extern const struct command command_jobs, command_jobs_run, command_jobs_daemon, command_jobs_log, command_jobs_next, command_jobs_export;
/* query/ */
extern const struct command command_search, command_quotes, command_show, command_actors, command_actors_export, command_alerts, command_doctor;

#endif
