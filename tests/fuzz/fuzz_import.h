/*
 * fuzz_import.h: any bytes as a data file of actors: never a crash, and actors as actor.h and import.h promise them.
 */
#ifndef CAUCUS_TESTS_FUZZ_FUZZ_IMPORT_H
#define CAUCUS_TESTS_FUZZ_FUZZ_IMPORT_H

#include "corpus/importers/import.h"
#include "engine/base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check(bool fine, const char *what)
{
    if (!fine) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

static inline void check_text(struct str s, const char *what)
{
    check(s.n <= 600 && utf8_valid(s) && str_find(s, '\0') == s.n && str_find(s, '\n') == s.n, what);
}

static inline void check_id(struct str s, bool may_be_empty)
{
    check(s.n || may_be_empty, "an empty id");
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        check((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-', "an id");
    }
}

static inline void check_actor(const struct actor *a)
{
    check_id(a->id, false);
    check_id(a->country, true);
    check_id(a->party, true);
    check(a->name_count > 0 && str_equal(a->names[0].name, a->name), "no name");
    for (size_t i = 0; i < a->name_count; i++) {
        check(a->names[i].name.n > 0, "an empty name");
        check_text(a->names[i].name, "a name");
    }
    for (size_t i = 0; i < a->role_count; i++) {
        const struct actor_role *r = &a->roles[i];
        check(r->office.n > 0, "an empty office");
        check_text(r->office, "an office");
        check_id(r->of, false);
        check(r->from == CIVIL_NONE || r->to == CIVIL_NONE || r->from <= r->to, "an office that ends before it begins");
    }
}

static inline struct str find_something(void *ctx, struct str name)
{
    (void)ctx;
    return name.n % 2 ? STR("somebody") : (struct str){ NULL, 0 };
}

static inline int fuzz_import(const uint8_t *data, size_t size, enum actor_format format)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct actor_import_options options = { .format = format, .origin = STR("fuzz"), .find = find_something };
    struct actor_import_result result;
    struct error err = { ERROR_NONE, "" };
    if (!actor_import_memory((struct str){ (const char *)data, size }, "x", &options, &arena, &result, &err)) {
        check(err.kind == ERROR_INPUT && err.text[0] && utf8_valid(str_of(err.text)), "no reason");
        return 0;
    }
    check(!result.skipped == !result.reason[0] && utf8_valid(str_of(result.reason)), "skipped without a reason");
    for (size_t i = 0; i < result.n; i++)
        check_actor(&result.actors[i]);
    return 0;
}

#endif
