#include "engine/store/text_runs.h"

enum { DIGITS_MAX = 4, OTHERS_MAX = 6 };

const uint8_t text_classes[256] = {
#define ONE(c, class) [c] = (class)
#define FOUR(c, class) ONE(c, class), ONE((c) + 1, class), ONE((c) + 2, class), ONE((c) + 3, class)
#define SIXTEEN(c, class) FOUR(c, class), FOUR((c) + 4, class), FOUR((c) + 8, class), FOUR((c) + 12, class)
#define ALPHABET(c) SIXTEEN(c, TEXT_LETTER), FOUR((c) + 16, TEXT_LETTER), FOUR((c) + 20, TEXT_LETTER), ONE((c) + 24, TEXT_LETTER), ONE((c) + 25, TEXT_LETTER)
    FOUR('0', TEXT_DIGIT), FOUR('4', TEXT_DIGIT), ONE('8', TEXT_DIGIT), ONE('9', TEXT_DIGIT),
    ALPHABET('A'), ALPHABET('a'),
    SIXTEEN(128, TEXT_LETTER), SIXTEEN(144, TEXT_LETTER), SIXTEEN(160, TEXT_LETTER), SIXTEEN(176, TEXT_LETTER), SIXTEEN(192, TEXT_LETTER),
    SIXTEEN(208, TEXT_LETTER), SIXTEEN(240, TEXT_LETTER),
    ONE(224, TEXT_LETTER), ONE(225, TEXT_LETTER), ONE(226, TEXT_MARK_OR_LETTER), ONE(227, TEXT_LETTER), FOUR(228, TEXT_LETTER), FOUR(232, TEXT_LETTER),
    FOUR(236, TEXT_LETTER),
};

/* A run of other bytes ends behind a space, so that ", " and ". " are one each. */
static size_t other_run(const uint8_t *begin, const uint8_t *end)
{
    const uint8_t *p = begin;
    while (p < end && p - begin < OTHERS_MAX && text_class_of(p, end) == TEXT_OTHER) {
        p += *p >= 128 ? 3 : 1;
        if (p[-1] == ' ')
            break;
    }
    return (size_t)(p - begin);
}

size_t text_run(struct str text, bool *ret_word)
{
    const uint8_t *begin = (const uint8_t *)text.p, *end = begin + text.n, *p = begin, *last;
    int class = text_class_of(p, end);
    *ret_word = class != TEXT_OTHER;
    if (class == TEXT_OTHER)
        return other_run(begin, end);
    size_t most = class == TEXT_DIGIT ? DIGITS_MAX : TEXT_RUN_MAX;
    last = text.n > most ? begin + most : end;
    while (p < last && (text_classes[*p] == class || (text_classes[*p] == TEXT_MARK_OR_LETTER && text_class_of(p, end) == class)))
        p++;
    return (size_t)(p - begin);
}
