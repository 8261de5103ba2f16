/* Where actors and quotations stand: what is packed is read, and bytes that are none are seen. */
#include "engine/store/index.h"

#include "engine/base/memory.h"
#include "tests/unit/check.h"

/* Entities of an article: an actor, its speaker, two actors, a source. Their numbers do not stand in order. */
static const uint32_t numbers[] = { 40, 41, 6, 800, 12 };
static const uint32_t list[] = { 6, 12, 40, 800 };
enum { ANN, ANN_AS_SPEAKER, BEN, CHO };

static struct document_mention mentions[] = {
    { 3, 9, CHO, true }, { 0, 12, ANN, false }, { 30, 33, ANN, false }, { 30, 42, BEN, false }, { 500, 503, ANN, false }, { 70000, 70009, CHO, false },
    { 20, 26, CHO, true },
};

static const struct index_mention expected[] = {
    { 0, 12, 40, false }, { 30, 33, 40, false }, { 30, 42, 6, false }, { 500, 503, 40, false }, { 70000, 70009, 800, false }, { 3, 9, 800, true },
    { 20, 26, 800, true },
};

static void pack(struct strbuf *out)
{
    struct document_entity entities[COUNT(numbers)] = { { .kind = ACTOR_PERSON } };
    struct document d = { .entities = entities, .entity_count = COUNT(numbers), .mentions = mentions, .mention_count = COUNT(mentions) };
    index_pack_mentions(&d, numbers, out);
}

static void mentions_are_read_as_they_were(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct index_mention *v;
    pack(&data);
    assert_int_equal(index_unpack_mentions(strbuf_view(&data), list, COUNT(list), &arena, &v), COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_int_equal(v[i].start, expected[i].start);
        assert_int_equal(v[i].end, expected[i].end);
        assert_int_equal(v[i].entity, expected[i].entity);
        assert_int_equal(v[i].in_title, expected[i].in_title);
    }
    assert_in_range(data.n, 1, 20);     /* 1.6 bytes one in news; here steps are long */
}

static void damaged_mentions_end_early(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    pack(&data);
    for (size_t cut = 0; cut < data.n; cut++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        CLEANUP_FREE char *part = xmalloc(cut + 1);
        struct index_mention *v;
        memcpy(part, data.p, cut);
        assert_in_range(index_unpack_mentions((struct str){ part, cut }, list, COUNT(list), &arena, &v), 0, COUNT(expected) - 1);
    }
    for (size_t i = 0; i < data.n * 8; i++)
        for (size_t entities = 0; entities <= COUNT(list); entities++) {     /* nor may the list be shorter than it was */
            CLEANUP_ARENA struct arena arena = ARENA_INIT;
            CLEANUP_FREE char *odd = xmalloc(data.n);
            struct index_mention *v;
            memcpy(odd, data.p, data.n);
            odd[i / 8] = (char)(odd[i / 8] ^ 1 << i % 8);
            size_t n = index_unpack_mentions((struct str){ odd, data.n }, list, entities, &arena, &v);
            assert_in_range(n, 0, data.n);
            for (size_t k = 0; k < n; k++)
                assert_true(v[k].entity == 6 || v[k].entity == 12 || v[k].entity == 40 || v[k].entity == 800);
        }
}

static const struct index_quote quotes[] = {
    { false, 10, 100, 2, 15, 40, 104, 112, 92 },    /* named behind it */
    { false, 130, 141, 22, 2, 40, 104, 112, 92 },   /* and before */
    { false, 300, 900, 50, 90, 0, 0, 0, 45 },       /* by nobody */
    { false, 70000, 70001, 12000, 1, 800, 70000, 70001, 255 },
    { true, 5, 30, 1, 4, 6, 0, 4, 80 },
};

static void quotations_are_read_as_they_were(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct index_quote *v;
    uint32_t lead;
    index_pack_quotes(quotes, COUNT(quotes), 61, &data);
    assert_int_equal(index_unpack_quotes(strbuf_view(&data), &arena, &v, &lead), COUNT(quotes));
    assert_int_equal(lead, 61);
    for (size_t i = 0; i < COUNT(quotes); i++) {
        const struct index_quote *q = &quotes[i];
        assert_int_equal(v[i].in_title, q->in_title);
        assert_int_equal(v[i].start, q->start);
        assert_int_equal(v[i].end, q->end);
        assert_int_equal(v[i].first_token, q->first_token);
        assert_int_equal(v[i].tokens, q->tokens);
        assert_int_equal(v[i].speaker, q->speaker);
        assert_int_equal(v[i].speaker_start, q->speaker_start);
        assert_int_equal(v[i].speaker_end, q->speaker_end);
        assert_int_equal(v[i].confidence, q->confidence);
    }
    for (size_t cut = 0; cut < data.n; cut++) {
        CLEANUP_FREE char *part = xmalloc(cut + 1);
        memcpy(part, data.p, cut);
        assert_in_range(index_unpack_quotes((struct str){ part, cut }, &arena, &v, &lead), 0, COUNT(quotes) - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mentions_are_read_as_they_were),
        cmocka_unit_test(damaged_mentions_end_early),
        cmocka_unit_test(quotations_are_read_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
