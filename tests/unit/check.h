/* check.h: what every unit test includes: cmocka with what it wants before it. */
#ifndef CAUCUS_TESTS_UNIT_CHECK_H
#define CAUCUS_TESTS_UNIT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Fails with both strings shown; `s` is a struct str. */
#define assert_str(s, literal)                                                                  \
    do {                                                                                        \
        struct str check_s = (s);                                                               \
        const char *check_l = (literal);                                                        \
        if (check_s.n != strlen(check_l) || (check_s.n && memcmp(check_s.p, check_l, check_s.n))) \
            fail_msg("\"%.*s\" is not \"%s\"", (int)check_s.n, check_s.p, check_l);             \
    } while (0)

#endif
