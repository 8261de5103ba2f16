#include "engine/store/text_history.h"

#include <assert.h>

void text_history_begin(struct text_history *h)
{
    static_assert(TEXT_FOLLOWING == 1 << 11, "text_said() takes the upper bits of a hash of 32");
    static_assert(TEXT_NUMBERS <= 0xFFFF, "a key tells a number from 0xFFFF");
    if (h->keeps_places)
        for (uint32_t i = 0; i < h->list_n; i++)
            h->place[h->list[i]] = 0;
    h->list_n = h->spelled_n = 0;
    memset(h->following, 0, sizeof h->following);
    h->now = &h->following[0];
    h->last = h->context = TEXT_START;
    h->key = (uint32_t)TEXT_START << 16 | TEXT_START;
    h->remembered = false;
}
