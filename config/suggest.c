#include "config/suggest.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

enum { WORD_MAX = 63, PREFIX_MIN = 3 };

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/*
 * Optimal string alignment: edit distance where two neighbours may be swapped for one. Three rows of the
 * table are enough.
 */
int suggest_distance(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b);
    if (na > WORD_MAX || nb > WORD_MAX)
        return INT_MAX;
    int rows[3][WORD_MAX + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= nb; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        now[0] = (int)i;
        for (size_t j = 1; j <= nb; j++) {
            int change = last[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
            now[j] = least(change, least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
        int *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[nb];
}

const char *suggest(const char *word, const char *const *candidates)
{
    size_t n = strlen(word);
    int limit = n < 6 ? 1 : (int)(n / 3), best = INT_MAX;
    const char *found = NULL, *longer = NULL;
    for (size_t i = 0; candidates[i]; i++) {
        int distance = suggest_distance(word, candidates[i]);
        if (distance <= limit && distance < best && (size_t)distance < n) {
            best = distance;
            found = candidates[i];
        }
        if (!longer && n >= PREFIX_MIN && strncasecmp(word, candidates[i], n) == 0)
            longer = candidates[i];
    }
    return found ? found : longer;
}
