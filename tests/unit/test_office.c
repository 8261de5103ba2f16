#include "engine/text/office.h"

#include "check.h"

static void offices_in_their_general_form(void **state)
{
    (void)state;
    static const struct {
        const char *said, *office;
    } rows[] = {
        { "Prime Minister", "prime minister" },
        { "PM", "prime minister" },
        { "prime ministers", "prime minister" },
        { "Presidents", "president" },
        { "Minister of Foreign Affairs", "foreign minister" },
        { "Federal Minister of Defence", "defence minister" },
        { "Minister of Defense", "defence minister" },
        { "Secretary of Defense", "defence minister" },
        { "Minister of the Interior", "interior minister" },
        { "Secretary General", "secretary-general" },
        { "Secretary-General", "secretary-general" },
        { "Governor-General", "governor-general" },
        { "commander in chief", "commander-in-chief" },
        { "Member of the National Assembly", "member of parliament" },
        { "deputy of the State Duma", "member of parliament" },
        { "Member  of_Parliament", "member of parliament" },
        { "Queen", "monarch" },
        { "United States representative", "representative" },
        { "Minister for Silly Walks", "minister for silly walks" },
        { "Vice-Chair", "vice-chair" },
        { "chief of staff", "chief of staff" },
        { "Ministre", "ministre" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        office_general(str_of(rows[i].said), &out);
        assert_string_equal(out.p, rows[i].office);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(offices_in_their_general_form) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
