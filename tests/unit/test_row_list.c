/* Rows against a plain reading of them: random lists of every density, read by every way; then bytes that are no rows. */
#include "engine/store/level_map.h"
#include "engine/store/row_list.h"

#include "tests/unit/check.h"

#include <stdlib.h>

enum { DOCIDS = 40000, ROUNDS = 300 };

static uint32_t state = 1;

static uint32_t random_below(uint32_t n)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(state >> 4) * n >> 28);
}

/* level + 1 of each docid; 0: not in the list. */
static unsigned char level_of[DOCIDS + 1];

/* A list of articles that are `gap` apart in the middle, some of them much farther. */
static void make_articles(uint32_t gap, unsigned levels)
{
    memset(level_of, 0, sizeof level_of);
    for (uint32_t docid = 1 + random_below(gap * 4); docid <= DOCIDS; docid += 1 + random_below(gap * 2) + (random_below(200) == 0 ? random_below(20000) : 0))
        level_of[docid] = (unsigned char)(1 + random_below(levels) % ROW_LEVELS);
}

/* The bytes of the rows of some levels, as FTS5 would have them. */
static size_t put_rows(unsigned high, unsigned low, struct strbuf *out)
{
    uint64_t last = 0;
    size_t n = 0;
    for (unsigned level = high + 1; level-- > low;)
        for (uint32_t docid = 1; docid <= DOCIDS; docid++)
            if (level_of[docid] == level + 1) {
                row_varint(out, row_of(docid, level) - last);
                last = row_of(docid, level);
                n++;
            }
    return n;
}

struct made {
    struct row_list list;
    uint8_t *bytes[ROW_LEVELS];
    size_t count;
};

/* In one piece, or cut between levels as pages may cut it; each piece is a block of its own, so that a read beyond it is seen. */
static struct made make_list(bool cut)
{
    struct made m = { .count = 0 };
    size_t n = 0;
    for (unsigned high = ROW_LEVELS; high > 0;) {
        unsigned low = cut ? high - 1 - random_below(high) : 0;
        CLEANUP_STRBUF struct strbuf rows = STRBUF_INIT;
        n += put_rows(high - 1, low, &rows);
        high = low;
        if (!rows.n)
            continue;
        uint8_t *bytes = calloc(rows.n + ROW_SLACK, 1);
        assert_non_null(bytes);
        memcpy(bytes, rows.p, rows.n);
        m.bytes[m.count++] = bytes;
        assert_true(row_list_append(&m.list, bytes, rows.n, DOCIDS));
    }
    assert_int_equal(m.list.n, n);
    return m;
}

static void release(struct made *m)
{
    for (size_t i = 0; i < m->count; i++)
        free(m->bytes[i]);
    row_list_release(&m->list);
}

static void check_runs(const struct made *m)
{
    static unsigned char seen[DOCIDS + 1];
    uint32_t docids[ROW_BATCH];
    memset(seen, 0, sizeof seen);
    for (size_t r = 0; r < m->list.run_count; r++) {
        const struct row_run *run = &m->list.runs[r];
        struct row_walk walk = row_walk_of(run);
        size_t count = 0;
        uint32_t last = 0;
        for (size_t n; (n = row_walk_next(&walk, docids));)
            for (size_t i = 0; i < n; i++, count++) {
                assert_true(docids[i] > last);
                last = docids[i];
                seen[last] = (unsigned char)(run->level + 1);
            }
        assert_true(row_walk_ended(&walk));
        assert_int_equal(count, run->n);
        assert_int_equal(last, run->last);
    }
    assert_memory_equal(seen, level_of, sizeof seen);
}

static void check_sums(const struct made *m)
{
    static uint16_t whole[DOCIDS + 1], parts[DOCIDS + 1];
    memset(whole, 0, sizeof whole);
    memset(parts, 0, sizeof parts);
    for (size_t r = 0; r < m->list.run_count; r++) {
        const struct row_run *run = &m->list.runs[r];
        struct row_walk walk = row_walk_of(run);
        row_run_add(run, (uint16_t)(run->level + 1), whole);
        for (uint32_t limit = random_below(3000); limit <= DOCIDS; limit += 1 + random_below(5000)) {
            row_walk_add(&walk, limit, (uint16_t)(run->level + 1), parts);
            for (uint32_t docid = limit; docid <= DOCIDS; docid += 97)
                assert_true(parts[docid] == 0 || level_of[docid] != run->level + 1);
        }
        row_walk_add(&walk, DOCIDS + 1, (uint16_t)(run->level + 1), parts);
    }
    for (uint32_t docid = 0; docid <= DOCIDS; docid++) {
        assert_int_equal(whole[docid], level_of[docid]);
        assert_int_equal(parts[docid], level_of[docid]);
    }
}

static void check_meeting(const struct made *m, uint32_t one_in)
{
    static uint64_t mask[DOCIDS / 64 + 1], found[DOCIDS / 64 + 1];
    static uint16_t sums[DOCIDS + 1];
    memset(mask, 0, sizeof mask);
    memset(found, 0, sizeof found);
    memset(sums, 0, sizeof sums);
    for (uint32_t docid = 1; docid <= DOCIDS; docid++)
        if (random_below(one_in) == 0)
            mask[docid / 64] |= 1ull << (docid % 64);
    uint32_t first = random_below(DOCIDS), limit = first + random_below(DOCIDS - first + 2);
    for (size_t r = 0; r < m->list.run_count; r++) {
        struct row_walk walk = row_walk_of(&m->list.runs[r]);
        row_walk_meet(&walk, first, NULL, 9, NULL, NULL);
        row_walk_meet(&walk, limit, mask, (uint16_t)(m->list.runs[r].level + 1), found, sums);
    }
    for (uint32_t docid = 0; docid <= DOCIDS; docid++) {
        bool wanted = level_of[docid] && docid >= first && docid < limit && (mask[docid / 64] >> (docid % 64) & 1);
        assert_int_equal(found[docid / 64] >> (docid % 64) & 1, wanted);
        assert_int_equal(sums[docid], wanted ? level_of[docid] : 0);
    }
}

static void check_map(const struct made *m)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    const struct level_map *map = level_map_new(&m->list, DOCIDS, &arena);
    uint32_t before = 0;
    for (uint32_t docid = 0; docid <= DOCIDS; docid++) {
        assert_int_equal(level_map_has(map, docid), level_of[docid] != 0);
        assert_int_equal(level_map_before(map, docid), before);
        if (level_of[docid])
            assert_int_equal(level_map_level(map, before++) + 1, level_of[docid]);
    }
    assert_int_equal(before, m->list.n);
}

static void reads_what_was_written(void **unused)
{
    (void)unused;
    static const uint32_t gaps[] = { 1, 2, 7, 30, 64, 127, 500, 9000 };
    for (int round = 0; round < ROUNDS; round++) {
        make_articles(gaps[round % COUNT(gaps)], 1 + random_below(16));
        struct made m = make_list(round % 2);
        check_runs(&m);
        check_sums(&m);
        check_meeting(&m, 1);
        check_meeting(&m, 40);
        check_meeting(&m, 3000);
        check_map(&m);
        release(&m);
    }
}

static void tells_ranges_apart(void **unused)
{
    (void)unused;
    const struct docid_range range = { 100, 200 };
    assert_true(row_range_meets(row_of(50, 3), row_of(150, 3), range));
    assert_true(row_range_meets(row_of(200, 3), row_of(300, 3), range));
    assert_false(row_range_meets(row_of(201, 3), row_of(300, 3), range));
    assert_false(row_range_meets(row_of(10, 3), row_of(100, 3), range));   /* the end is not within */
    assert_true(row_range_meets(row_of(10, 3), row_of(101, 3), range));
    assert_true(row_range_meets(row_of(300, 3), row_of(50, 2), range));    /* over a level's end */
    assert_true(row_range_meets(row_of(300, 3), ROW_END, range));
}

static bool accepts(const void *p, size_t n, uint32_t max_docid)
{
    uint8_t *bytes = calloc(n + ROW_SLACK, 1);
    struct row_list list = { 0 };
    assert_non_null(bytes);
    memcpy(bytes, p, n);
    bool ok = row_list_append(&list, bytes, n, max_docid);
    uint64_t rows = 0;
    for (size_t i = 0; i < list.run_count; i++) {
        /* What is accepted can be walked without a look at any bound. */
        uint32_t docids[ROW_BATCH];
        struct row_walk walk = row_walk_of(&list.runs[i]);
        for (size_t k; (k = row_walk_next(&walk, docids)); rows += k)
            for (size_t j = 0; j < k; j++)
                assert_in_range(docids[j], 1, max_docid);
    }
    assert_int_equal(rows, list.n);
    assert_true(ok || list.n == 0);
    row_list_release(&list);
    free(bytes);
    return ok;
}

static void refuses_what_is_no_list(void **unused)
{
    (void)unused;
    assert_true(accepts("\x05", 1, 5));
    assert_false(accepts("\x05", 1, 4));                    /* beyond the last article */
    assert_false(accepts("\x00", 1, 5));                    /* no article 0 */
    assert_false(accepts("", 0, 5));
    assert_false(accepts("\x05\x00", 2, 50));               /* marked as deleted */
    assert_false(accepts("\x05\x00\x00", 3, 50));
    assert_true(accepts("\x05\x81\x00", 3, 500));           /* 128 on: the zero is its second byte */
    assert_false(accepts("\x05\x81", 2, 500));              /* cut off */
    assert_false(accepts("\x85", 1, 500));
    assert_false(accepts("\x05\xff\xff\xff\xff\xff\x01", 7, DOCID_MAX));
    assert_false(accepts("\x05\x8f\xff\xff\xff\xff", 6, DOCID_MAX));
    assert_true(accepts("\x05\x81\x80\x80\x80\x00", 6, 500));   /* article 5 again, a level lower: FTS5 would not, but it is in order */
    char zeros[300];
    memset(zeros, 1, sizeof zeros);
    assert_true(accepts(zeros, sizeof zeros, 300));
    assert_false(accepts(zeros, sizeof zeros, 299));
    for (size_t i = 1; i < sizeof zeros; i++) {
        zeros[i] = 0;
        assert_false(accepts(zeros, sizeof zeros, 300));
        zeros[i] = 1;
    }
}

static void stands_random_bytes(void **unused)
{
    (void)unused;
    uint8_t bytes[400];
    for (int round = 0; round < 20000; round++) {
        size_t n = random_below(sizeof bytes);
        uint32_t kind = random_below(4);
        for (size_t i = 0; i < n; i++)
            bytes[i] = (uint8_t)(kind == 0 ? random_below(256) : kind == 1 ? 1 + random_below(127) : random_below(8) ? 1 + random_below(100) : random_below(256));
        accepts(bytes, n, 1 + random_below(60000));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_was_written), cmocka_unit_test(tells_ranges_apart), cmocka_unit_test(refuses_what_is_no_list),
        cmocka_unit_test(stands_random_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
