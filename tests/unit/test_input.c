#include "corpus/input.h"
#include "engine/base/memory.h"
#include "engine/base/strbuf.h"

#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

/* ---- packed bytes -------------------------------------------------------------------------------------- */

static void add_gzip(struct strbuf *out, struct str in)
{
    z_stream z = { 0 };
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, in.n) + 64;
    z.next_in = (unsigned char *)(uintptr_t)in.p;
    z.avail_in = (unsigned)in.n;
    z.next_out = (unsigned char *)strbuf_reserve(out, room);
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->n += room - z.avail_out;
    deflateEnd(&z);
}

static void add_zstd(struct strbuf *out, struct str in)
{
    size_t room = ZSTD_compressBound(in.n);
    size_t n = ZSTD_compress(strbuf_reserve(out, room), room, in.p, in.n, 3);
    assert_false(ZSTD_isError(n));
    out->n += n;
}

/* All lines, a '|' behind each; "<long>" for one that is too long; "!why" where it fails. */
static char *lines_of(struct input *in, size_t most)
{
    struct strbuf out = STRBUF_INIT;
    for (;;) {
        struct str line;
        struct error err = { ERROR_NONE, "" };
        enum input_result got = input_line(in, most, &line, &err);
        if (got == INPUT_OK)
            strbuf_str(&out, line);
        else if (got == INPUT_TOO_LONG)
            strbuf_string(&out, "<long>");
        else if (got == INPUT_FAILED)
            strbuf_format(&out, "!%s", err.text);
        if (got == INPUT_END || got == INPUT_FAILED)
            break;
        strbuf_byte(&out, '|');
    }
    input_close(in);
    return strbuf_detach(&out);
}

static void check_lines(struct str bytes, size_t most, const char *expected)
{
    char *got = lines_of(input_of_memory(bytes), most);
    assert_string_equal(got, expected);
    free(got);
}

/* ---- lines --------------------------------------------------------------------------------------------- */

static void lines(void **state)
{
    (void)state;
    const struct { const char *in; size_t most; const char *out; } rows[] = {
        { "", 10, "" },
        { "\n", 10, "|" },
        { "a", 10, "a|" },
        { "a\n", 10, "a|" },
        { "a\nb", 10, "a|b|" },
        { "a\r\nb\r\n", 10, "a|b|" },
        { "a\n\n\nb\n", 10, "a|||b|" },
        { "a\rb\n", 10, "a\rb|" },
        { "\xEF\xBB\xBF" "a\n", 10, "a|" },
        { "\xEF\xBB\xBF", 10, "" },
        { "\xEF\xBB", 10, "\xEF\xBB|" },
        { "abc\nabcd\nab\n", 3, "abc|<long>|ab|" },
        { "abc\r\nabcd\r\n", 3, "abc|<long>|" },
        { "abcd", 3, "<long>|" },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_lines(str_of(rows[i].in), rows[i].most, rows[i].out);
}

static void utf16(void **state)
{
    (void)state;
    check_lines(STR("\xFF\xFE" "a\0\x15\x05\n\0b\0"), 10, "aԕ|b|");
    check_lines(STR("\xFE\xFF" "\0a\x05\x15\0\n\0b"), 10, "aԕ|b|");
    check_lines(STR("\xFF\xFE\x3D\xD8\x00\xDE\n\0"), 10, "😀|");
    check_lines(STR("\xFF\xFE"), 10, "");
    struct input *in = input_of_memory(STR("\xFF\xFE\x3D\xD8" "a\0\x00\xDE" "b\0\x3D\xD8" "c"));
    struct str line;
    struct error err;
    assert_int_equal(input_line(in, 100, &line, &err), INPUT_OK);
    assert_str(line, "\xEF\xBF\xBD" "a" "\xEF\xBF\xBD" "b" "\xEF\xBF\xBD" "\xEF\xBF\xBD");
    assert_int_equal(input_repaired(in), 4);
    input_close(in);
}

/*
 * Lines of many lengths around the size of the buffers come out as they went in, whichever way they are
 * packed.
 */
static void long_lines(void **state)
{
    (void)state;
    const size_t lengths[] = { 0,      1,      65535,  65536,  131072, 262141, 262142,  262143,
                               262144, 262145, 262146, 600000, 3,      0,      1048577, 7 };
    struct strbuf plain = STRBUF_INIT, packed[3] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT };
    for (size_t i = 0; i < COUNT(lengths); i++) {
        for (size_t k = 0; k < lengths[i]; k++)
            strbuf_byte(&plain, (char)('a' + (k + i) % 26));
        strbuf_byte(&plain, '\n');
    }
    strbuf_str(&packed[0], strbuf_view(&plain));
    add_gzip(&packed[1], strbuf_view(&plain));
    add_zstd(&packed[2], strbuf_view(&plain));
    for (size_t p = 0; p < 3; p++) {
        struct input *in = input_of_memory(strbuf_view(&packed[p]));
        for (size_t i = 0; i < COUNT(lengths); i++) {
            struct str line;
            struct error err;
            assert_int_equal(input_line(in, 2000000, &line, &err), INPUT_OK);
            assert_int_equal(line.n, lengths[i]);
            for (size_t k = 0; k < line.n; k++)
                if (line.p[k] != (char)('a' + (k + i) % 26))
                    fail_msg("line %zu, byte %zu", i, k);
        }
        struct str none;
        struct error err;
        assert_int_equal(input_line(in, 10, &none, &err), INPUT_END);
        assert_int_equal(input_lines(in), COUNT(lengths));
        assert_int_equal(input_bytes(in), packed[p].n);
        input_close(in);
        strbuf_release(&packed[p]);
    }
    char *got = lines_of(input_of_memory(strbuf_view(&plain)), 10);
    assert_string_equal(
        got, "|b|<long>|<long>|<long>|<long>|<long>|<long>|<long>|<long>|<long>|<long>|mno||<long>|pqrstuv|");
    free(got);
    strbuf_release(&plain);
}

/* ---- packed streams ------------------------------------------------------------------------------------ */

static void several_members(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    add_gzip(&b, STR("one\ntw"));
    add_gzip(&b, STR(""));
    add_gzip(&b, STR("o\nthree"));
    check_lines(strbuf_view(&b), 100, "one|two|three|");
    strbuf_bytes(&b, "\0\0\0\0\0\0\0\0\0\0", 10);
    check_lines(strbuf_view(&b), 100, "one|two|three|");
    strbuf_string(&b, "x");
    check_lines(strbuf_view(&b), 100, "one|two|!what stands behind the gzip stream is not gzip");
    strbuf_clear(&b);
    add_zstd(&b, STR("one\ntw"));
    strbuf_bytes(&b, "\x50\x2A\x4D\x18\x03\0\0\0abc", 11);     /* a frame that is to be passed over */
    add_zstd(&b, STR("o\nthree\n"));
    check_lines(strbuf_view(&b), 100, "one|two|three|");
    strbuf_clear(&b);
    add_gzip(&b, STR("\xEF\xBB\xBF" "x\n"));
    check_lines(strbuf_view(&b), 100, "x|");
    strbuf_clear(&b);
    add_gzip(&b, STR("\xFF\xFE" "x\0\n\0"));
    check_lines(strbuf_view(&b), 100, "x|");
    strbuf_clear(&b);
    add_gzip(&b, STR(""));
    check_lines(strbuf_view(&b), 100, "");
    strbuf_release(&b);
}

static struct strbuf many_lines(void)
{
    struct strbuf plain = STRBUF_INIT;
    unsigned x = 1;
    for (int i = 0; i < 60000; i++)
        strbuf_format(&plain, "%u\n", x = x * 1103515245u + 12345u);
    return plain;
}

/* Wherever the stream is torn: whole lines first, then an error that says so. */
static void torn(void **state)
{
    (void)state;
    struct strbuf plain = many_lines(), packed[2] = { STRBUF_INIT, STRBUF_INIT };
    const char *const messages[] = { "the gzip stream ends early", "the zstd stream ends early" };
    add_gzip(&packed[0], strbuf_view(&plain));
    add_zstd(&packed[1], strbuf_view(&plain));
    for (size_t p = 0; p < 2; p++) {
        for (size_t part = 5; part < packed[p].n; part += packed[p].n / 40) {
            struct input *in = input_of_memory((struct str){ packed[p].p, part });
            struct error err;
            struct str line;
            size_t n = 0;
            enum input_result got;
            while ((got = input_line(in, 100, &line, &err)) == INPUT_OK) {
                assert_memory_equal(line.p, plain.p + n, line.n);
                n += line.n + 1;
            }
            assert_int_equal(got, INPUT_FAILED);
            assert_string_equal(err.text, messages[p]);
            assert_int_equal(err.kind, ERROR_INPUT);
            assert_true(n <= plain.n);
            assert_int_equal(input_line(in, 100, &line, &err), INPUT_FAILED);
            input_close(in);
        }
        strbuf_release(&packed[p]);
    }
    strbuf_release(&plain);
}

static void damaged(void **state)
{
    (void)state;
    struct strbuf plain = many_lines(), b = STRBUF_INIT;
    add_gzip(&b, strbuf_view(&plain));
    memset(b.p + b.n / 2, 0x55, 64);
    char *got = lines_of(input_of_memory(strbuf_view(&b)), 100);
    assert_non_null(strstr(got, "|!the gzip stream is damaged: "));
    free(got);
    strbuf_clear(&b);
    add_zstd(&b, strbuf_view(&plain));
    memset(b.p + b.n / 2, 0x55, 64);
    got = lines_of(input_of_memory(strbuf_view(&b)), 100);
    assert_non_null(strstr(got, "!the zstd stream is damaged: "));
    free(got);
    strbuf_release(&b);
    strbuf_release(&plain);
}

/* ---- chunks, peeking, files ---------------------------------------------------------------------------- */

static void peek_and_chunks(void **state)
{
    (void)state;
    struct input *in = input_of_memory(STR("hello\nworld"));
    struct str s;
    struct error err;
    assert_int_equal(input_peek(in, 3, &s, &err), INPUT_OK);
    assert_str(s, "hel");
    assert_int_equal(input_peek(in, 100, &s, &err), INPUT_OK);
    assert_str(s, "hello\nworld");
    assert_int_equal(input_line(in, 10, &s, &err), INPUT_OK);
    assert_str(s, "hello");
    assert_int_equal(input_chunk(in, &s, &err), INPUT_OK);
    assert_str(s, "world");
    input_take(in, 2);
    assert_int_equal(input_peek(in, 10, &s, &err), INPUT_OK);
    assert_str(s, "rld");
    input_take(in, 3);
    assert_int_equal(input_chunk(in, &s, &err), INPUT_END);
    assert_int_equal(input_peek(in, 10, &s, &err), INPUT_OK);
    assert_int_equal(s.n, 0);
    int64_t mtime;
    assert_false(input_mtime(in, &mtime));
    input_close(in);
}

static void files(void **state)
{
    (void)state;
    char path[] = "/tmp/caucus-input-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    struct strbuf b = STRBUF_INIT;
    add_gzip(&b, STR("a\nb\n"));
    assert_int_equal(write(fd, b.p, b.n), b.n);
    close(fd);
    struct input *in;
    struct error err;
    int64_t mtime = 0;
    assert_true(input_open(path, &in, &err));
    assert_true(input_mtime(in, &mtime) && mtime > 1600000000);
    char *got = lines_of(in, 10);
    assert_string_equal(got, "a|b|");
    free(got);
    unlink(path);
    strbuf_release(&b);
    assert_false(input_open("/nowhere/at/all", &in, &err));
    assert_string_equal(err.text, "cannot read '/nowhere/at/all': No such file or directory");
    assert_false(input_open("/tmp", &in, &err));
    assert_string_equal(err.text, "cannot read '/tmp': it is a folder");
    assert_int_equal(err.kind, ERROR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),           cmocka_unit_test(utf16), cmocka_unit_test(long_lines),
        cmocka_unit_test(several_members), cmocka_unit_test(torn),  cmocka_unit_test(damaged),
        cmocka_unit_test(peek_and_chunks), cmocka_unit_test(files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
