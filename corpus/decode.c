#include "corpus/decode.h"

#include "corpus/windows_1252.h"
#include "engine/base/utf8.h"

bool decode_is_noise(struct str head)
{
    size_t n = head.n < DECODE_HEAD_BYTES ? head.n : DECODE_HEAD_BYTES, controls = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)head.p[i];
        controls += (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) || c == 0x7F;
    }
    return controls * 10 > n;
}

static bool is_windows_1252(struct str in)
{
    size_t high = 0, good = 0, bad = 0;
    const char *p = in.p, *end = str_end(in);
    while (p < end) {
        uint32_t cp;
        unsigned char c = (unsigned char)*p;
        size_t n = utf8_decode(p, end, &cp);
        if (c >= 0x80) {
            high += n;
            if (n > 1)
                good++;
            else if (windows_1252(c) == UTF8_BAD)
                return false;
            else
                bad++;
        }
        p += n;
    }
    return bad > good && high * 10 < in.n * 3;
}

size_t decode_text(struct strbuf *out, struct str in)
{
    if (utf8_valid(in) || !is_windows_1252(in))
        return utf8_repair(out, in);
    size_t repaired = 0;
    for (size_t i = 0; i < in.n; i++) {
        unsigned char c = (unsigned char)in.p[i];
        char *at = strbuf_reserve(out, 4);
        repaired += c == '\0';
        out->n += utf8_encode(c ? windows_1252(c) : ' ', at);
    }
    strbuf_reserve(out, 0)[0] = '\0';
    return repaired;
}
