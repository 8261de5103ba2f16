#include "engine/store/text_runs.h"

enum { OTHERS_MAX = 6 };

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

size_t text_other_run(const uint8_t *begin, const uint8_t *end)
{
    const uint8_t *p = begin;
    while (p < end && p - begin < OTHERS_MAX && text_class_of(p, end) == TEXT_OTHER) {
        p += *p >= 128 ? 3 : 1;
        if (p[-1] == ' ')
            break;
    }
    return (size_t)(p - begin);
}

size_t text_letter_run(const uint8_t *begin, const uint8_t *end)
{
    const uint8_t *p = begin, *last = end - begin > TEXT_RUN_MAX ? begin + TEXT_RUN_MAX : end;
    while (p < last) {
        if (end - p >= 8) {
            size_t n = text_letters_of_eight(p);
            p += n;
            if (n == 8 || p >= last)
                continue;
        }
        if (text_class_of(p, end) != TEXT_LETTER)
            return (size_t)(p - begin);
        p++;
    }
    return (size_t)(last - begin);
}
