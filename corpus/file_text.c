#include "corpus/file_text.h"

#include "corpus/decode.h"
#include "corpus/front_matter.h"
#include "engine/base/civil.h"

enum { NAME_YEAR_MIN = 1500, NAME_YEAR_MAX = 2199 };

/* The bytes up to the end; over READER_ARTICLE_MAX they are read and left out. */
static enum reader_result slurp(struct format_file *f, struct strbuf *ret, struct error *err)
{
    bool too_long = false;
    for (;;) {
        struct str chunk;
        enum input_result got = input_chunk(f->in, &chunk, err);
        if (got == INPUT_FAILED)
            return READER_FAILED;
        if (got == INPUT_END)
            break;
        too_long = too_long || ret->n + chunk.n > READER_ARTICLE_MAX;
        if (!too_long)
            strbuf_str(ret, chunk);
        input_take(f->in, chunk.n);
    }
    return too_long ? format_skip(err, "longer than %d MiB", READER_ARTICLE_MAX >> 20) : READER_ARTICLE;
}

/* As UTF-8, with LF line ends. */
static struct str decoded(struct format_file *f, struct str bytes, size_t *ret_repaired)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    *ret_repaired = decode_text(&text, bytes);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '\r')
            text.p[n++] = text.p[i];
        else if (i + 1 == text.n || text.p[i + 1] != '\n')
            text.p[n++] = '\n';
    strbuf_truncate(&text, n);
    return arena_str(&f->arena, strbuf_view(&text));
}

enum reader_result file_text_read(struct format_file *f, struct str *ret, size_t *ret_repaired,
                                  struct error *err)
{
    if (f->state)
        return READER_END;
    f->state = f;
    CLEANUP_STRBUF struct strbuf bytes = STRBUF_INIT;
    enum reader_result got = slurp(f, &bytes, err);
    if (got != READER_ARTICLE)
        return got;
    if (decode_is_noise(strbuf_view(&bytes)))
        return format_skip(err, "not text");
    size_t escapes = 0;
    struct str text = decoded(f, strbuf_view(&bytes), ret_repaired), yaml;
    if (!str_trim(text).n)
        return format_skip(err, "empty");
    if (front_matter_split(text, &yaml, &text) &&
        !front_matter_parse(yaml, &f->arena, f->fields, &escapes, err))
        return READER_SKIPPED;
    *ret_repaired += escapes;
    *ret = text;
    return READER_ARTICLE;
}

/* ---- the date of the file ------------------------------------------------------------------------------ */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number(const char *p, size_t n)
{
    int x = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(p[i]))
            return -1;
        x = x * 10 + (p[i] - '0');
    }
    return x;
}

/* YYYYMMDD at p, with the same mark or none between the parts, and no digit behind. p ends in a NUL. */
static bool date_at(const char *p, int32_t *ret_minutes)
{
    int year = number(p, 4);
    if (year < NAME_YEAR_MIN || year > NAME_YEAR_MAX)
        return false;
    size_t mark = p[4] == '-' || p[4] == '_' || p[4] == '.';
    const char *month = p + 4 + mark, *day = month + 2 + mark;
    if (number(month, 2) < 0 || (mark && month[2] != p[4]) || number(day, 2) < 0 || is_digit(day[2]))
        return false;
    if (!civil_valid(year, number(month, 2), number(day, 2)))
        return false;
    *ret_minutes = civil_days(year, number(month, 2), number(day, 2)) * CIVIL_DAY_MINUTES;
    return true;
}

bool file_text_name_date(const char *path, int32_t *ret_minutes)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    for (const char *p = name; *p; p++)
        if (is_digit(*p) && (p == name || !is_digit(p[-1])) && date_at(p, ret_minutes))
            return true;
    return false;
}

static void date_of_file(struct format_file *f, struct article *a)
{
    int64_t seconds;
    if (file_text_name_date(f->path, &a->date)) {
        a->precision = DATE_DAY;
    } else if (input_mtime(f->in, &seconds)) {
        int64_t minutes = seconds / 60;
        if (minutes < 0 || minutes > civil_minutes(&(struct civil){ CIVIL_YEAR_MAX, 12, 31, 23, 59 }))
            return;
        a->date = (int32_t)minutes;
        a->precision = DATE_FILE;
    }
}

void file_text_article(struct format_file *f, struct str text, struct article *ret)
{
    struct fields *fields = f->fields;
    if (str_trim(text).n) {
        size_t at = fields->n < FIELDS_MAX ? fields->n++ : FIELDS_MAX - 1;
        fields->v[at] = (struct field){ STR("text"), FIELD_TEXT, text };
    }
    fields_to_article(fields, f->options, &f->arena, ret);
    if (ret->date == CIVIL_NONE)
        date_of_file(f, ret);
}
