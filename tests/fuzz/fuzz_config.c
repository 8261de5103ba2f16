/*
 * Any bytes as a configuration file: never a crash, an error says where, and what was loaded is within its ranges.
 */
#include "config/config.h"
#include "config/schema.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool fine, const char *what)
{
    if (!fine) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

/* Every value that was loaded passes the check of its setting once more. */
static void check_table(const struct setting *table, const char *base, struct arena *arena)
{
    for (const struct setting *s = table; s->name; s++) {
        const char *place = base + s->offset;
        struct error err = { ERROR_NONE, "" };
        const char *text;
        if (s->kind == SETTING_SECTION) {
            check_table(s->parts, base, arena);
        } else if (s->kind == SETTING_LIST || s->kind == SETTING_PAIRS) {
            const char *items = *(char *const *)place;
            for (size_t i = 0; i < *(const size_t *)(base + s->count_offset); i++)
                check_table(s->parts, items + i * s->item_bytes, arena);
        } else if (s->kind == SETTING_REAL) {
            check(*(const double *)place >= s->min && *(const double *)place <= s->max, s->name);
        } else if (s->kind == SETTING_WHOLE) {
            int64_t x = *(const int64_t *)place;
            check((double)x >= s->min && (double)x <= s->max, s->name);
        } else {
            const char *again;
            text = *(const char *const *)place;
            check(text != NULL, s->name);
            check(setting_set(s, &again, str_of(text), "", arena, &err), err.text);
            check(strcmp(again, text) == 0 || s->kind == SETTING_PATH, s->name);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct config c;
    struct error err = { ERROR_NONE, "" };
    if (!config_parse((struct str){ (const char *)data, size }, "/folder", &c, &err)) {
        check(err.kind == ERROR_CONFIG && err.text[0], "an error without a text");
        return 0;
    }
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    check_table(config_schema, (const char *)&c, &arena);
    config_release(&c);
    return 0;
}
