#include "engine/store/entity_blocks.h"

#include "engine/base/utf8.h"
#include "engine/store/document.h"

#include <stdlib.h>

/* Of the byte of each. */
enum { KIND_MASK = 15, LOCAL = 16, ID_TOLD = 32, HAS_PLACE = 64, HAS_KEY = 128 };
enum { LEVEL = 3, STRING_BYTES_MAX = 1 << 16, FRAME_BYTES_MAX = 1 << 26 };

struct str entity_kept(struct str s)
{
    s.n = str_find(s, '\0');
    return str_slice(s, 0, s.n > STRING_BYTES_MAX ? utf8_start(s, STRING_BYTES_MAX) : s.n);
}

bool entity_is_ascii(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] >= 0x80)
            return false;
    return true;
}

void entity_told_id(struct str name, struct strbuf *out)
{
    bool within = false;
    strbuf_string(out, "local");
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 'a' - 'A');
        bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_word && !within)
            strbuf_byte(out, '-');
        if (is_word)
            strbuf_byte(out, c);
        within = is_word;
    }
}

void entity_tell_id(struct stored_entity *e, struct arena *arena)
{
    CLEANUP_STRBUF struct strbuf id = STRBUF_INIT;
    if (!e->told || e->id.n)
        return;
    entity_told_id(e->name, &id);
    e->id = arena_str(arena, strbuf_view(&id));
}

static bool is_told(const struct stored_entity *e)
{
    CLEANUP_STRBUF struct strbuf id = STRBUF_INIT;
    if (!e->local || e->told)
        return e->told;
    entity_told_id(e->name, &id);
    return str_equal(strbuf_view(&id), e->id);
}

static unsigned flags_of(const struct stored_entity *e)
{
    return ((unsigned)e->kind & KIND_MASK) | (e->local ? LOCAL : 0) | (is_told(e) ? ID_TOLD : 0) |
           (e->country.n || e->party.n ? HAS_PLACE : 0) | (e->key.n ? HAS_KEY : 0);
}

static void put_string(struct strbuf *out, struct str s)
{
    strbuf_str(out, entity_kept(s));
    strbuf_byte(out, '\0');
}

void entity_block_pack(ZSTD_CCtx *zstd, const struct stored_entity *v, size_t n, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf strings = STRBUF_INIT;
    strbuf_byte(out, (char)n);
    for (size_t i = 0; i < n; i++) {
        const struct stored_entity *e = &v[i];
        unsigned flags = flags_of(e);
        strbuf_byte(out, (char)flags);
        put_string(&strings, e->name);
        if (!(flags & ID_TOLD))
            put_string(&strings, e->id);
        if (flags & HAS_PLACE) {
            put_string(&strings, e->country);
            put_string(&strings, e->party);
        }
        if (flags & HAS_KEY)
            put_string(&strings, e->key);
    }
    size_t most = ZSTD_compressBound(strings.n);
    size_t bytes = ZSTD_compressCCtx(zstd, strbuf_reserve(out, most), most, strings.p, strings.n, LEVEL);
    if (ZSTD_isError(bytes))
        abort();    /* only for want of room, and there is room */
    out->n += bytes;
}

/* The bytes of the entities' flags, which stand behind their number; NULL where they are damaged. */
static const unsigned char *flags_in(struct str data, size_t *ret_n)
{
    const unsigned char *p = (const unsigned char *)data.p;
    if (!data.n || p[0] > ENTITY_BLOCK || data.n - 1 < p[0])
        return NULL;
    *ret_n = p[0];
    for (size_t i = 1; i <= p[0]; i++)
        if ((p[i] & KIND_MASK) >= ENTITY_KINDS)
            return NULL;
    return p + 1;
}

bool entity_block_kinds(struct str data, int8_t kinds[ENTITY_BLOCK], size_t *ret_n)
{
    const unsigned char *flags = flags_in(data, ret_n);
    for (size_t i = 0; flags && i < *ret_n; i++)
        kinds[i] = (int8_t)(flags[i] & KIND_MASK);
    return flags != NULL;
}

static bool unpack_frame(ZSTD_DCtx *zstd, struct str frame, struct arena *arena, struct str *ret)
{
    unsigned long long bytes = ZSTD_getFrameContentSize(frame.p, frame.n);
    if (bytes > FRAME_BYTES_MAX)
        return false;
    char *to = arena_alloc(arena, (size_t)bytes + 1);
    size_t n = ZSTD_decompressDCtx(zstd, to, (size_t)bytes, frame.p, frame.n);
    if (ZSTD_isError(n))
        return false;
    *ret = (struct str){ to, n };
    return true;
}

static bool take_string(struct str *rest, struct str *ret)
{
    size_t n = str_find(*rest, '\0');
    if (n == rest->n)
        return false;
    *ret = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return true;
}

bool entity_block_unpack(ZSTD_DCtx *zstd, struct str data, struct arena *arena, struct stored_entity v[ENTITY_BLOCK], size_t *ret_n)
{
    struct str strings;
    const unsigned char *flags = flags_in(data, ret_n);
    if (!flags || !unpack_frame(zstd, str_slice(data, 1 + *ret_n, data.n), arena, &strings))
        return false;
    for (size_t i = 0; i < *ret_n; i++) {
        struct stored_entity e = { .kind = flags[i] & KIND_MASK, .local = flags[i] & LOCAL, .told = flags[i] & ID_TOLD };
        if (!take_string(&strings, &e.name) || (!e.told && !take_string(&strings, &e.id)) ||
            (flags[i] & HAS_PLACE && !(take_string(&strings, &e.country) && take_string(&strings, &e.party))) ||
            (flags[i] & HAS_KEY && !take_string(&strings, &e.key)))
            return false;
        v[i] = e;
    }
    return true;
}
