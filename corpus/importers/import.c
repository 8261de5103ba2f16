#include "corpus/importers/build.h"
#include "corpus/importers/row.h"
#include "corpus/registry_yaml.h"
#include "corpus/sniff.h"
#include "engine/base/memory.h"
#include "engine/base/yaml_tree.h"

#include <stdlib.h>

const char actor_format_choices[] = "auto|yaml|popolo|petrarch|ftm|wikidata|sparql|csv";

static const char *const names[ACTOR_FORMATS] = {
    [ACTOR_FORMAT_AUTO] = "auto", [ACTOR_FORMAT_YAML] = "yaml",         [ACTOR_FORMAT_POPOLO] = "popolo", [ACTOR_FORMAT_PETRARCH] = "petrarch",
    [ACTOR_FORMAT_FTM] = "ftm",   [ACTOR_FORMAT_WIKIDATA] = "wikidata", [ACTOR_FORMAT_SPARQL] = "sparql", [ACTOR_FORMAT_CSV] = "csv",
};

enum actor_format actor_format_of(struct str name)
{
    int i = 0;
    while (i < ACTOR_FORMATS && !str_is(name, names[i]))
        i++;
    return (enum actor_format)i;
}

const char *actor_format_name(enum actor_format f)
{
    return names[f];
}

/* ---- which format ---- */

static bool holds(struct str head, const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i + n <= head.n; i++) {
        const char *at = memchr(head.p + i, text[0], head.n - n - i + 1);
        if (!at)
            return false;
        i = (size_t)(at - head.p);
        if (memcmp(at, text, n) == 0)
            return true;
    }
    return false;
}

static enum actor_format sniff_json(struct str head)
{
    if (holds(head, "\"bindings\"") || (holds(head, "\"head\"") && holds(head, "\"vars\"")))
        return ACTOR_FORMAT_SPARQL;
    if (holds(head, "\"labels\"") && (holds(head, "\"claims\"") || holds(head, "\"aliases\"")))
        return ACTOR_FORMAT_WIKIDATA;
    if (holds(head, "\"schema\"") && holds(head, "\"properties\""))
        return ACTOR_FORMAT_FTM;
    return ACTOR_FORMAT_POPOLO;
}

/* A line of a dictionary: "NAME_", "+NAME" or a code in brackets. */
static bool is_petrarch_line(struct str line)
{
    size_t open = str_find(line, '['), close = str_find(line, ']');
    if (open < close && close < line.n && close - open > 3) {
        for (size_t i = open + 1; i < open + 4; i++)
            if (!(line.p[i] >= 'A' && line.p[i] <= 'Z') && line.p[i] != '~')
                return false;
        return true;
    }
    struct str word = str_slice(line, 0, str_find(line, ' '));
    return word.n > 2 && word.p[word.n - 1] == '_' && !memchr(word.p, ',', word.n);
}

/* A header: a column that rows have, and what parts it from the next. */
static bool is_header(struct str line)
{
    char mark = sniff_separator(line);
    bool known = false, parted = str_find(line, mark) < line.n;
    while (line.n) {
        size_t end = str_find(line, mark);
        known = known || row_field_of(str_slice(line, 0, end)) != ROW_FIELDS;
        line = str_slice(line, end < line.n ? end + 1 : end, line.n);
    }
    return known && parted;
}

static enum actor_format sniff_lines(struct str head)
{
    enum { LINES = 200 };
    for (size_t seen = 0; head.n && seen < LINES;) {
        struct str line = str_trim(str_slice(head, 0, str_find(head, '\n')));
        head = str_slice(head, str_find(head, '\n'), head.n);
        head = head.n ? str_slice(head, 1, head.n) : head;
        if (!line.n || line.p[0] == '#' || line.p[0] == ';')
            continue;
        if (!seen && (str_starts(line, STR("actors:")) || str_is(line, "---")))
            return ACTOR_FORMAT_YAML;
        if (!seen++ && is_header(line))
            return ACTOR_FORMAT_CSV;
        if (is_petrarch_line(line))
            return ACTOR_FORMAT_PETRARCH;
    }
    return ACTOR_FORMAT_CSV;
}

static enum actor_format sniff(struct str head)
{
    struct str s = str_trim(head);
    return s.n && (s.p[0] == '{' || s.p[0] == '[') ? sniff_json(s) : sniff_lines(head);
}

/* ---- reading ---- */

/*
 * A file that is longer than a YAML tree may be is read in pieces, parted before items of its list. The lines before a piece stand empty before it,
 * so that errors tell the file's own.
 */
enum { YAML_BYTES_MAX = 1024 * 1024 * 1024, YAML_PIECE_BYTES = YAML_TREE_BYTES_MAX / 4 };

struct pieces {
    struct actor *v;
    size_t n, capacity;
};

static bool read_piece(struct build *b, struct str piece, size_t lines_before, const char *name, struct pieces *to, struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    struct actor *actors;
    size_t n;
    if (lines_before) {
        strbuf_string(&text, "actors:");
        memset(strbuf_reserve(&text, lines_before), '\n', lines_before);
        strbuf_truncate(&text, text.n + lines_before);
    }
    strbuf_str(&text, piece);
    if (!registry_yaml_read(strbuf_view(&text), name, b->arena, &actors, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        GROW(to->v, to->n, to->capacity);
        to->v[to->n++] = actors[i];
    }
    return true;
}

/* Where the piece that begins at `from` ends: before the first item behind so many bytes. */
static size_t piece_end(struct str text, size_t from)
{
    for (size_t at = from + YAML_PIECE_BYTES; at < text.n; at++) {
        at += str_find(str_slice(text, at, text.n), '\n');
        if (str_starts(str_slice(text, at < text.n ? at + 1 : at, text.n), STR("  - id:")))
            return at + 1;
    }
    return text.n;
}

static bool read_yaml(struct build *b, struct str text, const char *name, struct error *err)
{
    struct pieces all = { NULL, 0, 0 };
    size_t lines = 0;
    bool ok = true;
    for (size_t from = 0, to; ok && (from < text.n || !from); from = to) {
        to = text.n > YAML_PIECE_BYTES ? piece_end(text, from) : text.n;
        ok = read_piece(b, str_slice(text, from, to), lines, name, &all, err);
        for (size_t i = from; i < to; i++)
            lines += text.p[i] == '\n';
        if (to >= text.n)
            break;
    }
    if (ok) {
        b->result.actors = arena_array(b->arena, struct actor, all.n + 1);
        if (all.n)
            memcpy(b->result.actors, all.v, all.n * sizeof *all.v);
        b->result.n = all.n;
    }
    free(all.v);
    return ok;
}

bool import_yaml(struct build *b, struct input *in, const char *name, struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    enum input_result got;
    struct str chunk;
    while ((got = input_chunk(in, &chunk, err)) == INPUT_OK) {
        if (text.n + chunk.n > YAML_BYTES_MAX)
            return error_set(err, ERROR_INPUT, "cannot read '%s': larger than %d MiB", name, YAML_BYTES_MAX >> 20);
        strbuf_str(&text, chunk);
        input_take(in, chunk.n);
    }
    return got == INPUT_END && read_yaml(b, strbuf_view(&text), name, err);
}

static bool read_format(struct build *b, enum actor_format format, struct input *in, const char *name, struct error *err)
{
    switch (format) {
    case ACTOR_FORMAT_YAML: return import_yaml(b, in, name, err);
    case ACTOR_FORMAT_POPOLO: return import_popolo(b, in, err);
    case ACTOR_FORMAT_PETRARCH: return import_petrarch(b, in, err);
    case ACTOR_FORMAT_FTM: return import_ftm(b, in, err);
    case ACTOR_FORMAT_WIKIDATA: return import_wikidata(b, in, err);
    case ACTOR_FORMAT_SPARQL: return import_sparql(b, in, err);
    default: return import_csv(b, in, err);
    }
}

static bool read_input(struct input *in, const char *name, const struct actor_import_options *options, struct arena *arena,
                       struct actor_import_result *ret, struct error *err)
{
    struct build b;
    struct str head;
    enum actor_format format = options->format;
    if (format == ACTOR_FORMAT_AUTO) {
        if (input_peek(in, INPUT_PEEK_MAX, &head, err) == INPUT_FAILED)
            return error_wrap(err, "cannot read '%s'", name);
        format = sniff(head);
    }
    build_init(&b, options, arena);
    bool ok = read_format(&b, format, in, name, err);
    if (ok && format != ACTOR_FORMAT_YAML)
        build_finish(&b);
    else if (!ok && format != ACTOR_FORMAT_YAML)
        error_wrap(err, "cannot read '%s' as %s", name, names[format]);
    b.result.format = format;
    if (ok)
        *ret = b.result;
    build_release(&b);
    return ok;
}

bool actor_import_file(const char *path, const struct actor_import_options *options, struct arena *arena, struct actor_import_result *ret,
                       struct error *err)
{
    struct input *in;
    if (!input_open(path, &in, err))
        return false;
    bool ok = read_input(in, path, options, arena, ret, err);
    input_close(in);
    return ok;
}

bool actor_import_memory(struct str bytes, const char *name, const struct actor_import_options *options, struct arena *arena,
                         struct actor_import_result *ret, struct error *err)
{
    struct input *in = input_of_memory(bytes);
    bool ok = read_input(in, name, options, arena, ret, err);
    input_close(in);
    return ok;
}
