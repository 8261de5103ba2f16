#include "engine/base/sort.h"

#include <stdbool.h>
#include <string.h>

enum { RUN = 16 };      /* so few are put in place one by one */

static void insert_each(uint64_t *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t x = v[i];
        size_t k = i;
        for (; k > 0 && v[k - 1] > x; k--)
            v[k] = v[k - 1];
        v[k] = x;
    }
}

/* a[0..n) and b[0..m), each in order, into `to`. */
static void merge(const uint64_t *a, size_t n, const uint64_t *b, size_t m, uint64_t *to)
{
    if (!n || !m || a[n - 1] <= b[0]) {
        memcpy(to, a, n * sizeof *a);
        memcpy(to + n, b, m * sizeof *b);
        return;
    }
    while (n && m) {
        bool first = *a <= *b;
        *to++ = first ? *a : *b;
        a += first;
        n -= first;
        b += !first;
        m -= !first;
    }
    memcpy(to, n ? a : b, (n ? n : m) * sizeof *a);
}

void sort_numbers(uint64_t *v, size_t n, uint64_t *room)
{
    uint64_t *from = v, *to = room;
    for (size_t i = 0; i < n; i += RUN)
        insert_each(v + i, n - i < RUN ? n - i : RUN);
    for (size_t width = RUN; width < n; width *= 2) {
        for (size_t i = 0; i < n; i += 2 * width) {
            size_t left = n - i < width ? n - i : width, right = n - i - left < width ? n - i - left : width;
            merge(from + i, left, from + i + left, right, to + i);
        }
        uint64_t *other = from;
        from = to;
        to = other;
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
}
