/* The canonical form of a query: fully parenthesised, fields by their own names, dates absolute. Parsing it gives the same tree. */
#include "query/language/ast.h"

#include <stdio.h>

static void print(const struct node *n, struct strbuf *out);

/* A plain mark may stand between «»; with a » beside it (in a list that was written without marks) it goes. */
static void put_quoted(struct str text, struct strbuf *out)
{
    bool marked = str_find(text, '"') < text.n, closing = false;
    for (size_t i = 0; i + 1 < text.n && !closing; i++)
        closing = memcmp(text.p + i, "»", 2) == 0;
    if (marked && !closing) {
        strbuf_format(out, "«%.*s»", STR_ARG(text));
        return;
    }
    CLEANUP_STRBUF struct strbuf clean = STRBUF_INIT;
    for (size_t i = 0; i < text.n; i++)
        strbuf_byte(&clean, text.p[i] == '"' ? ' ' : text.p[i]);
    strbuf_byte(out, '"');
    strbuf_str(out, marked ? str_trim(strbuf_view(&clean)) : strbuf_view(&clean));
    strbuf_byte(out, '"');
}

static void put_children(const struct node *n, const char *between, struct strbuf *out)
{
    strbuf_byte(out, '(');
    for (size_t i = 0; i < n->child_count; i++) {
        if (i)
            strbuf_string(out, between);
        print(n->children[i], out);
    }
    strbuf_byte(out, ')');
}

static void put_word(const struct node *n, struct strbuf *out)
{
    if (n->match == MATCH_EXACT)
        strbuf_byte(out, '=');
    strbuf_str(out, n->text);
    if (n->match == MATCH_PREFIX)
        strbuf_byte(out, '*');
    if (n->match == MATCH_FUZZY)
        strbuf_format(out, "~%d", n->fuzzy);
}

/* A whole day is printed as a day; else the minute is shown. */
static void put_moment(int64_t minutes, bool last, struct strbuf *out)
{
    char text[CIVIL_TIME_BYTES];
    if (minutes == INT64_MIN || minutes == INT64_MAX)
        return;
    int64_t into = ((minutes % CIVIL_DAY_MINUTES) + CIVIL_DAY_MINUTES) % CIVIL_DAY_MINUTES;
    if (into == (last ? CIVIL_DAY_MINUTES - 1 : 0)) {
        civil_format_date((int32_t)minutes, text);
        strbuf_string(out, text);
        return;
    }
    civil_format_time((int32_t)minutes, text);
    strbuf_string(out, text);
}

static void put_range(const struct node *n, struct strbuf *out)
{
    if (n->field == FIELD_WORDS) {
        if (n->lo > INT64_MIN)
            strbuf_format(out, "%lld", (long long)n->lo);
        if (n->lo != n->hi)
            strbuf_string(out, "..");
        if (n->hi < INT64_MAX && n->lo != n->hi)
            strbuf_format(out, "%lld", (long long)n->hi);
        return;
    }
    CLEANUP_STRBUF struct strbuf lo = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf hi = STRBUF_INIT;
    put_moment(n->lo, false, &lo);
    put_moment(n->hi, true, &hi);
    strbuf_str(out, strbuf_view(&lo));
    if (!str_equal(strbuf_view(&lo), strbuf_view(&hi))) {
        strbuf_string(out, "..");
        strbuf_str(out, strbuf_view(&hi));
    }
}

static bool plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '/' ||
                    c == ':' || (unsigned char)c >= 0x80;
        /* Quotation marks and blanks of Unicode begin so. */
        if (!fine || (unsigned char)c == 0xC2 || (unsigned char)c == 0xE2 || str_starts(str_slice(s, i, s.n), STR("\xE3\x80\x80")))
            return false;
    }
    return s.n > 0;
}

static void put_value(struct str s, bool prefix, struct strbuf *out)
{
    if (plain(s))
        strbuf_str(out, s);
    else
        put_quoted(s, out);
    if (prefix)
        strbuf_byte(out, '*');
}

static void put_field(const struct node *n, struct strbuf *out)
{
    static const char *const flags[] = { "dup", "revised", "undated", "quoted" };
    strbuf_format(out, "%s:", field_name(n->field));
    if (n->child_count) {
        print(n->children[0], out);
        return;
    }
    switch (n->field) {
    case FIELD_DATE: case FIELD_SEEN: case FIELD_WORDS: put_range(n, out); return;
    case FIELD_IS: strbuf_string(out, flags[n->flag]); return;
    default: put_value(n->text, n->match == MATCH_PREFIX, out); break;
    }
    if (n->at_country.n) {
        strbuf_byte(out, '@');
        put_value(n->at_country, false, out);
    }
    if (n->at_list_count) {
        strbuf_string(out, "@[");
        for (size_t i = 0; i < n->at_list_count; i++) {
            if (i)
                strbuf_string(out, ", ");
            put_value(n->at_list[i], false, out);
        }
        strbuf_byte(out, ']');
    }
}

static void print_bare(const struct node *n, struct strbuf *out)
{
    char between[32];
    switch (n->kind) {
    case NODE_AND: put_children(n, " AND ", out); return;
    case NODE_OR: put_children(n, " OR ", out); return;
    case NODE_NOT:
        strbuf_string(out, "NOT ");
        print(n->children[0], out);
        return;
    case NODE_NEAR:
    case NODE_ADJ:
        snprintf(between, sizeof between, " %s/%d ", n->kind == NODE_NEAR ? "NEAR" : "ADJ", n->distance);
        put_children(n, between, out);
        return;
    case NODE_ATLEAST:
        strbuf_format(out, "atleast %d (", n->count);
        print(n->children[0], out);
        strbuf_byte(out, ')');
        return;
    case NODE_WORD: put_word(n, out); return;
    case NODE_PHRASE:
        put_quoted(n->text, out);
        if (n->slop >= 0)
            strbuf_format(out, "~%d", n->slop);
        return;
    case NODE_FIELD: put_field(n, out); return;
    case NODE_SAID:
        strbuf_string(out, "speaker:");
        put_value(n->text, false, out);
        strbuf_byte(out, '(');
        print(n->children[0], out);
        strbuf_byte(out, ')');
        return;
    case NODE_ALL: strbuf_byte(out, '*'); return;
    }
}

static void print(const struct node *n, struct strbuf *out)
{
    char boost[16];
    snprintf(boost, sizeof boost, "%g", n->boost);
    bool boosted = strcmp(boost, "1") != 0;
    bool wrap = boosted && (n->kind == NODE_NOT || n->kind == NODE_FIELD || n->kind == NODE_ATLEAST || n->kind == NODE_SAID);
    if (wrap)
        strbuf_byte(out, '(');
    print_bare(n, out);
    if (wrap)
        strbuf_byte(out, ')');
    if (boosted)
        strbuf_format(out, "^%s", boost);
}

void query_print(const struct node *node, struct strbuf *out)
{
    print(node, out);
}
