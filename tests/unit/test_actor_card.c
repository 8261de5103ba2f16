#include "query/present/actor_card.h"

#include "check.h"

static const struct terminal plain = { .width = 60 };

static int32_t day(int year, int month, int d)
{
    return civil_days(year, month, d) * CIVIL_DAY_MINUTES;
}

static struct actor_card premier(void)
{
    static struct actor_name names[] = { { { "Nikol Pashinyan", 15 }, NAME_MAIN },
                                         { { "Pashinian", 9 }, 0 },
                                         { { "Նիկոլ Փաշինյան", 27 }, 0 } };
    static struct actor_card_role roles[3];
    static struct actor_card_year years[] = { { 2018, 9 }, { 2022, 3 } };
    static struct actor_card_beside beside[] = { { { "ann-example", 11 }, { "Ann Example", 11 }, 4 } };
    struct actor_card card = {
        .actor = { .id = STR("Q7035479"),
                   .kind = ACTOR_PERSON,
                   .name = STR("Nikol Pashinyan"),
                   .names = names,
                   .name_count = 3,
                   .country = STR("AM"),
                   .party = STR("civil-contract") },
        .roles = roles,
        .role_count = 3,
        .country_name = STR("Armenia"),
        .articles = 12,
        .first = day(2018, 4, 17),
        .last = day(2022, 2, 23),
        .years = years,
        .year_count = 2,
        .beside = beside,
        .beside_count = 1,
    };
    roles[0] = (struct actor_card_role){
        { STR("prime minister"), STR("AM"), day(2018, 5, 8), CIVIL_NONE, false, STR("a-list") }, STR("Armenia")
    };
    roles[1] = (struct actor_card_role){
        { STR("prime minister"), STR("AM"), day(2018, 5, 1), day(2018, 5, 7), true }, STR("Armenia")
    };
    roles[2] = (struct actor_card_role){ { STR("mayor"), STR("ijevan"), CIVIL_NONE, day(2012, 5, 31), false },
                                         { NULL, 0 } };
    actor_card_sort_roles(roles, 3);
    return card;
}

static void a_card_as_text(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    struct actor_card card = premier();
    actor_card_text(&card, &plain, &out);
    assert_string_equal(out.p, "Nikol Pashinyan  person · Q7035479\n"
                               "  also      Pashinian · Նիկոլ Փաշինյան\n"
                               "  country   Armenia (AM)\n"
                               "  party     civil-contract\n"
                               "  held      mayor of ijevan, until 2012-05-31\n"
                               "            acting prime minister of Armenia, 2018-05-01 to 2018-05-07\n"
                               "            prime minister of Armenia, since 2018-05-08 [a-list]\n"
                               "  articles  12, 2018-04-17 to 2022-02-23\n"
                               "  by year   2018: 9 · 2022: 3\n"
                               "  beside    Ann Example (4)\n"
                               "\n");
}

static void names_go_on_in_the_next_line(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    struct actor_name names[] = { { STR("first name"), 0 },
                                  { STR("second name"), 0 },
                                  { STR("a third name which is longer than a line of it"), 0 } };
    struct actor_card card = {
        .actor = { .id = STR("x"), .kind = ACTOR_ORG, .name = STR("X"), .names = names, .name_count = 3 },
        .first = CIVIL_NONE,
        .last = CIVIL_NONE
    };
    struct terminal narrow = { .width = 37 };
    actor_card_text(&card, &narrow, &out);
    assert_string_equal(out.p, "X  org · x\n"
                               "  also      first name · second name\n"
                               "            a third name which is longer than a line of it\n"
                               "  articles  0\n"
                               "\n");
}

/* A local actor's name is a stranger's text. */
static void nothing_reaches_the_terminal_but_text(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    struct actor_card card = { .actor = { .id = STR("local-\x1b[2J"),
                                          .kind = ACTOR_PERSON,
                                          .name = STR("A\x1b]0;b\x07 \xE2\x80\xAE"
                                                      "c\n") },
                               .local = true,
                               .articles = 1,
                               .first = CIVIL_NONE,
                               .last = CIVIL_NONE };
    actor_card_text(&card, &plain, &out);
    assert_string_equal(out.p, "A]0;b c   person · local-[2J · known from articles only\n  articles  1\n\n");
}

static void a_card_as_json(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    struct json_out j;
    struct actor_card card = premier();
    card.role_count = 1;
    json_init(&j, &out);
    actor_card_json(&card, &j);
    assert_string_equal(
        out.p,
        "{\"id\":\"Q7035479\",\"name\":\"Nikol Pashinyan\",\"kind\":\"person\",\"local\":false,\"country\":\"AM\",\"party\":\"civil-contract\","
        "\"names\":[\"Nikol Pashinyan\",\"Pashinian\",\"Նիկոլ Փաշինյան\"],"
        "\"roles\":[{\"office\":\"mayor\",\"of\":\"ijevan\",\"of_name\":null,\"from\":null,\"to\":\"2012-05-31\",\"acting\":false}],"
        "\"holders\":[],\"members\":[],\"articles\":12,\"first\":\"2018-04-17\",\"last\":\"2022-02-23\","
        "\"years\":[{\"year\":2018,\"articles\":9},{\"year\":2022,\"articles\":3}],"
        "\"beside\":[{\"id\":\"ann-example\",\"name\":\"Ann Example\",\"articles\":4}]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_as_text),
        cmocka_unit_test(names_go_on_in_the_next_line),
        cmocka_unit_test(nothing_reaches_the_terminal_but_text),
        cmocka_unit_test(a_card_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
