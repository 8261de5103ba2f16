#include "config/command.h"

#include <assert.h>

/* An accessor that asks for an option which the command does not have is a fault of the program. */
__attribute__((unused)) static bool has_option(const struct command *command, const char *name)
{
    for (const struct option_spec *o = command->options; o && o->name; o++)
        if (strcmp(o->name, name) == 0)
            return true;
    return false;
}

static const struct option_value *last(const struct invocation *in, const char *name)
{
    assert(has_option(in->command, name));
    for (size_t i = in->option_count; i-- > 0;)
        if (strcmp(in->options[i].spec->name, name) == 0)
            return &in->options[i];
    return NULL;
}

bool option_given(const struct invocation *in, const char *name)
{
    return last(in, name) != NULL;
}

const char *option_text(const struct invocation *in, const char *name, const char *otherwise)
{
    const struct option_value *value = last(in, name);
    return value && value->text ? value->text : otherwise;
}

int64_t option_number(const struct invocation *in, const char *name, int64_t otherwise)
{
    const struct option_value *value = last(in, name);
    assert(!value || value->spec->kind == OPTION_NUMBER);
    return value ? value->number : otherwise;
}

const char *option_nth(const struct invocation *in, const char *name, size_t k)
{
    assert(has_option(in->command, name));
    for (size_t i = 0; i < in->option_count; i++)
        if (strcmp(in->options[i].spec->name, name) == 0 && k-- == 0)
            return in->options[i].text;
    return NULL;
}
