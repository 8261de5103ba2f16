#include "engine/text/language.h"

#include "tests/unit/check.h"

static void codes(void **state)
{
    (void)state;
    const struct { const char *value, *code; } rows[] = {
        { "en", "en" }, { "EN", "en" }, { "en-US", "en" }, { "eng", "en" }, { "English", "en" }, { "pt_BR", "pt" }, { "hye", "hy" },
        { "ger", "de" }, { "nb", "no" }, { "", "" }, { "xx", "" }, { "klingon", "" }, { " ru ", "ru" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char code[LANGUAGE_BYTES];
        language_code(str_of(rows[i].value), code);
        assert_string_equal(code, rows[i].code);
    }
    assert_string_equal(language_name("hy"), "Armenian");
    assert_null(language_name("xx"));
}

static void texts(void **state)
{
    (void)state;
    const struct { const char *text, *code; } rows[] = {
        { "The president said on Tuesday that the treaty would be signed by both sides.", "en" },
        { "Die Bundeskanzlerin sagte am Dienstag, dass der Vertrag nicht unterzeichnet wird.", "de" },
        { "Le président a déclaré mardi que le traité serait signé par les deux parties.", "fr" },
        { "El presidente dijo el martes que el tratado sería firmado por las dos partes.", "es" },
        { "Il presidente ha detto martedì che il trattato sarà firmato dalle due parti.", "it" },
        { "O presidente disse na terça-feira que o tratado não será assinado pelas duas partes.", "pt" },
        { "De president zei dinsdag dat het verdrag door beide partijen zal worden getekend.", "nl" },
        { "Prezydent powiedział we wtorek, że traktat zostanie podpisany przez obie strony.", "pl" },
        { "Cumhurbaşkanı salı günü anlaşmanın iki tarafça imzalanacağını ve bunun için çok çalıştığını söyledi.", "tr" },
        { "Президент заявил во вторник, что договор будет подписан обеими сторонами.", "ru" },
        { "Президент заявив у вівторок, що договір буде підписаний обома сторонами.", "uk" },
        { "Նախագահը երեքշաբթի օրը հայտարարեց, որ պայմանագիրը կստորագրվի։", "hy" },
        { "პრეზიდენტმა სამშაბათს განაცხადა", "ka" },
        { "Ο πρόεδρος δήλωσε την Τρίτη ότι η συνθήκη θα υπογραφεί.", "el" },
        { "הנשיא אמר ביום שלישי כי ההסכם ייחתם", "he" },
        { "قال الرئيس يوم الثلاثاء إن المعاهدة ستوقع من قبل الطرفين", "ar" },
        { "رئیس جمهور روز سه‌شنبه گفت که این پیمان امضا می‌شود", "fa" },
        { "总统星期二表示，双方将签署条约。", "zh" },
        { "大統領は火曜日、条約が署名されると述べた。", "ja" },
        { "대통령은 화요일 조약이 체결될 것이라고 말했다.", "ko" },
        { "", "" },
        { "12345 --- 67", "" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char code[LANGUAGE_BYTES];
        language_detect(str_of(rows[i].text), code);
        if (strcmp(code, rows[i].code) != 0)
            fail_msg("'%s' is \"%s\", not \"%s\"", rows[i].text, code, rows[i].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(codes), cmocka_unit_test(texts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
