#include "engine/base/terminal.h"

#include "engine/base/utf8.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

struct terminal terminal_look(int fd, enum color_mode mode)
{
    struct terminal t = { .is_tty = isatty(fd) == 1, .width = 80 };
    const char *term = getenv("TERM"), *columns = getenv("COLUMNS");
    bool dumb = !term || strcmp(term, "dumb") == 0;
    t.color = mode == COLOR_ALWAYS || (mode == COLOR_AUTO && t.is_tty && !dumb && !is_set("NO_COLOR"));
    t.links = t.color && t.is_tty && !dumb;
    struct winsize size;
    if (columns && atoi(columns) > 0)
        t.width = atoi(columns);
    else if (t.is_tty && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col)
        t.width = size.ws_col;
    if (t.width < 20)
        t.width = 20;
    return t;
}

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x200E || cp == 0x200F || cp == 0x061C ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF ||
           (cp >= 0xE0000 && cp <= 0xE007F) || (cp >= 0xFFF9 && cp <= 0xFFFB);
}

static bool is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x2028 || cp == 0x2029;
}

static bool is_plain(char c)
{
    return c > ' ' && c < 0x7F;
}

void terminal_clean(struct strbuf *out, struct str s, bool lines)
{
    const char *p = s.p, *end = str_end(s);
    while (p < end) {
        const char *from = p;
        while (p < end && is_plain(*p))
            p++;
        strbuf_bytes(out, from, (size_t)(p - from));
        if (p == end)
            break;
        uint32_t cp;
        char bytes[4];
        size_t n = utf8_decode(p, end, &cp);
        p += n;
        if (is_space(cp) && !(lines && (cp == '\n' || cp == '\t'))) {
            bool after_space = out->n && out->p[out->n - 1] == ' ';
            if (cp != '\r' && (lines || !after_space))
                strbuf_byte(out, cp == 0x2028 || cp == 0x2029 ? (lines ? '\n' : ' ') : ' ');
        } else if (cp == '\n' || cp == '\t' || !is_control(cp)) {
            strbuf_bytes(out, bytes, utf8_encode(cp, bytes));
        }
    }
}

int terminal_columns(struct str s)
{
    int columns = 0;
    for (const char *p = s.p, *end = str_end(s); p < end;) {
        uint32_t cp;
        if (is_plain(*p)) {
            columns++;
            p++;
            continue;
        }
        p += utf8_decode(p, end, &cp);
        columns += is_control(cp) ? 0 : utf8proc_charwidth((utf8proc_int32_t)cp);
    }
    return columns;
}

struct str terminal_fit(struct str s, int columns)
{
    const char *p = s.p, *end = str_end(s);
    while (p < end) {
        uint32_t cp;
        size_t n = utf8_decode(p, end, &cp);
        int wide = is_control(cp) ? 0 : utf8proc_charwidth((utf8proc_int32_t)cp);
        if (wide > columns)
            break;
        columns -= wide;
        p += n;
    }
    return (struct str){ s.p, (size_t)(p - s.p) };
}
