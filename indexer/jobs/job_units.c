#include "indexer/jobs/job_units.h"

#include <string.h>

/*
 * A word of ExecStart=: in double quotes, with what means something there escaped. % begins a specifier in every setting, $ a variable in a command.
 */
static void put_word(struct strbuf *out, const char *word)
{
    strbuf_byte(out, '"');
    for (; *word; word++) {
        if (*word == '%' || *word == '$')
            strbuf_byte(out, *word);
        else if (*word == '"' || *word == '\\')
            strbuf_byte(out, '\\');
        strbuf_byte(out, *word);
    }
    strbuf_byte(out, '"');
}

/* A path of ReadWritePaths=, where $ is nothing special. */
static void put_path(struct strbuf *out, struct str path)
{
    strbuf_byte(out, '"');
    for (size_t i = 0; i < path.n; i++) {
        if (path.p[i] == '%')
            strbuf_byte(out, '%');
        else if (path.p[i] == '"' || path.p[i] == '\\')
            strbuf_byte(out, '\\');
        strbuf_byte(out, path.p[i]);
    }
    strbuf_byte(out, '"');
}

static void put_command(struct strbuf *out, const struct job_place *place)
{
    put_word(out, place->program);
    strbuf_string(out, " --data ");
    put_word(out, place->data_dir);
    if (place->config_path) {
        strbuf_string(out, " --config ");
        put_word(out, place->config_path);
    }
}

static bool is_temporary(struct str path)
{
    return str_starts(path, STR("/tmp/")) || str_starts(path, STR("/var/tmp/"));
}

/* A /tmp of its own would hide what is there. */
static bool needs_tmp(const struct job_place *place)
{
    bool needs = is_temporary(str_of(place->data_dir)) || is_temporary(str_of(place->program)) || (place->config_path && is_temporary(str_of(place->config_path)));
    for (size_t i = 0; i < place->writable_n; i++)
        needs = needs || is_temporary(place->writable[i]);
    return needs;
}

void job_service(const struct job *job, const struct job_place *place, struct strbuf *out)
{
    strbuf_format(out, "[Unit]\nDescription=caucus: %s\nDocumentation=man:caucus-jobs(1)\n\n[Service]\nType=oneshot\nExecStart=", job->name);
    put_command(out, place);
    strbuf_format(out, " jobs run %s\n", job->name);
    strbuf_string(out,
                  "# 75: another writer is at work. It is tried again in a minute.\n"
                  "Restart=on-failure\nRestartPreventExitStatus=1 3 64 65 70 74 78 127\nRestartSec=60\nTimeoutStartSec=infinity\n"
                  "Nice=10\nIOSchedulingClass=best-effort\nIOSchedulingPriority=7\n"
                  "# It writes to its data folder and to the files of alerts, and nowhere else.\n"
                  "ProtectSystem=strict\nProtectHome=read-only\nReadWritePaths=");
    put_path(out, str_of(place->data_dir));
    for (size_t i = 0; i < place->writable_n; i++) {
        strbuf_byte(out, ' ');
        put_path(out, place->writable[i]);
    }
    strbuf_string(out, needs_tmp(place) ? "\n" : "\nPrivateTmp=yes\n");
    strbuf_string(out,
                  "PrivateDevices=yes\nNoNewPrivileges=yes\nProtectKernelTunables=yes\nProtectKernelModules=yes\nProtectKernelLogs=yes\n"
                  "ProtectControlGroups=yes\nProtectClock=yes\nProtectHostname=yes\nRestrictNamespaces=yes\nRestrictRealtime=yes\nRestrictSUIDSGID=yes\n"
                  "LockPersonality=yes\nSystemCallArchitectures=native\nCapabilityBoundingSet=\nUMask=0027\n");
}

/* "UTC", "Europe/Berlin"; +04:00 is Etc/GMT-4 there. NULL: there is none. */
static const char *zone_for_systemd(const struct job *job, char buffer[32])
{
    int32_t offset = job->zone.first;
    if (job->zone.n || strchr(job->zone_name, '/'))
        return job->zone_name;
    if (!offset)
        return "UTC";
    if (offset % 3600)
        return NULL;
    struct strbuf name = STRBUF_INIT;
    strbuf_format(&name, "Etc/GMT%+d", -offset / 3600);
    strncpy(buffer, name.p, 31);
    buffer[31] = '\0';
    strbuf_release(&name);
    return buffer;
}

bool job_timer(const struct job *job, struct strbuf *out, struct error *err)
{
    char buffer[32];
    const char *zone = zone_for_systemd(job, buffer);
    if (!zone && !job->schedule.every_s)
        return error_set(err, ERROR_CONFIG, "job '%s': systemd has no name for the time zone %s; use one such as Asia/Kolkata", job->name, job->zone_name);
    strbuf_format(out, "[Unit]\nDescription=caucus: when %s is due (%s)\n\n[Timer]\n", job->name, job->schedule_text);
    if (job->schedule.every_s) {
        strbuf_format(out, "OnActiveSec=0\nOnUnitActiveSec=%llds\n", (long long)job->schedule.every_s);
    } else {
        schedule_calendar(&job->schedule, zone, "OnCalendar=", out);
        strbuf_string(out, "# What was missed while the machine was off is made up for, once.\nPersistent=true\n");
    }
    strbuf_string(out, "AccuracySec=1s\n\n[Install]\nWantedBy=timers.target\n");
    return true;
}

/* In single quotes, for the shell; % ends a crontab's command unless it is escaped. */
static void put_shell(struct strbuf *out, const char *word)
{
    strbuf_byte(out, '\'');
    for (; *word; word++) {
        if (*word == '\'')
            strbuf_string(out, "'\\''");
        else if (*word == '%')
            strbuf_string(out, "\\%");
        else
            strbuf_byte(out, *word);
    }
    strbuf_byte(out, '\'');
}

void job_crontab(const struct job_place *place, struct strbuf *out)
{
    strbuf_string(out, "# Looks every minute what is due, by the time zones of the configuration; what was missed is made up for, once.\n* * * * * ");
    put_shell(out, place->program);
    strbuf_string(out, " -q --data ");
    put_shell(out, place->data_dir);
    if (place->config_path) {
        strbuf_string(out, " --config ");
        put_shell(out, place->config_path);
    }
    strbuf_string(out, " jobs run\n");
}
