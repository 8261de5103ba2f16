#include "corpus/json_items.h"

#include "corpus/json_scan.h"
#include "engine/base/strbuf.h"

enum { DEPTH_MAX = 4 };

struct reading {
    struct json_scan scan;
    const struct json_items *items;
    struct strbuf path;
    int depth;
};

static bool value(struct reading *r, struct error *err);

static bool wanted(const char *what, struct error *err)
{
    return error_set(err, ERROR_INPUT, "%s wanted", what);
}

/* Behind an opening bracket: gives true with *ret_end at the closing one, which is taken. */
static bool separator(struct reading *r, char close, bool first, bool *ret_end, struct error *err)
{
    int c = json_scan_peek(&r->scan, err);
    if (c == JSON_SCAN_FAILED)
        return false;
    *ret_end = c == close;
    if (*ret_end) {
        json_scan_take(&r->scan);
        return true;
    }
    if (first)
        return true;
    if (c != ',')
        return wanted(close == ']' ? "',' or ']' is" : "',' or '}' is", err);
    json_scan_take(&r->scan);
    return true;
}

static bool whole(struct reading *r, struct error *err)
{
    int c = json_scan_peek(&r->scan, err);
    if (c == JSON_SCAN_FAILED)
        return false;
    if (c == JSON_SCAN_END || strchr(",:]}", c))
        return wanted("a value is", err);
    if (!json_scan_value(&r->scan, JSON_ITEM_BYTES_MAX, err))
        return false;
    if (r->scan.too_long) {
        r->items->too_long(r->items->ctx, strbuf_view(&r->path));
        return true;
    }
    return r->items->visit(r->items->ctx, strbuf_view(&r->path), strbuf_view(&r->scan.value), err);
}

static bool list(struct reading *r, struct error *err)
{
    json_scan_take(&r->scan);
    for (bool first = true, end;; first = false) {
        if (!separator(r, ']', first, &end, err))
            return false;
        if (end)
            return true;
        if (!whole(r, err))
            return false;
    }
}

static bool members(struct reading *r, struct error *err)
{
    size_t path = r->path.n;
    json_scan_take(&r->scan);
    for (bool first = true, end;; first = false) {
        if (!separator(r, '}', first, &end, err))
            return false;
        if (end)
            return true;
        if (json_scan_peek(&r->scan, err) != '"')
            return wanted("a key is", err);
        if (!json_scan_value(&r->scan, JSON_ITEM_BYTES_MAX, err))
            return false;
        struct str key = strbuf_view(&r->scan.value);
        strbuf_string(&r->path, path ? "." : "");
        if (key.n > 2)
            strbuf_str(&r->path, str_slice(key, 1, key.n - 1));
        int c = json_scan_peek(&r->scan, err);
        if (c != ':')
            return c == JSON_SCAN_FAILED ? false : wanted("':' is", err);
        json_scan_take(&r->scan);
        if (!value(r, err))
            return false;
        strbuf_truncate(&r->path, path);
    }
}

static bool value(struct reading *r, struct error *err)
{
    int c = json_scan_peek(&r->scan, err);
    bool ok;
    if (c == JSON_SCAN_FAILED)
        return false;
    r->depth++;
    if (c == '[' && r->depth <= DEPTH_MAX)
        ok = list(r, err);
    else if (c == '{' && r->depth <= DEPTH_MAX && r->items->enter(r->items->ctx, strbuf_view(&r->path)))
        ok = members(r, err);
    else
        ok = whole(r, err);
    r->depth--;
    return ok;
}

bool json_items_read(struct input *in, const struct json_items *items, struct error *err)
{
    struct reading r = { .scan = { .in = in, .value = STRBUF_INIT }, .items = items, .path = STRBUF_INIT };
    bool ok = true;
    while (ok) {
        int c = json_scan_peek(&r.scan, err);
        ok = c != JSON_SCAN_FAILED;
        if (!ok || c == JSON_SCAN_END)
            break;
        ok = value(&r, err);
    }
    strbuf_release(&r.scan.value);
    strbuf_release(&r.path);
    return ok;
}
