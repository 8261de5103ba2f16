#include "corpus/importers/country_codes.h"

/* ISO 3166-1 (and, of states that are no more, what ISO had for them), with Wikidata's ids of those that are met most. */
static const struct country_code codes[] = {
    { "AD", "AND", 0 }, { "AE", "ARE", 0 }, { "AF", "AFG", 889 }, { "AG", "ATG", 0 }, { "AI", "AIA", 0 }, { "AL", "ALB", 222 },
    { "AM", "ARM", 399 }, { "AO", "AGO", 0 }, { "AQ", "ATA", 0 }, { "AR", "ARG", 414 }, { "AS", "ASM", 0 }, { "AT", "AUT", 40 },
    { "AU", "AUS", 408 }, { "AW", "ABW", 0 }, { "AX", "ALA", 0 }, { "AZ", "AZE", 227 }, { "BA", "BIH", 225 }, { "BB", "BRB", 0 },
    { "BD", "BGD", 0 }, { "BE", "BEL", 31 }, { "BF", "BFA", 0 }, { "BG", "BGR", 219 }, { "BH", "BHR", 0 }, { "BI", "BDI", 0 }, { "BJ", "BEN", 0 },
    { "BL", "BLM", 0 }, { "BM", "BMU", 0 }, { "BN", "BRN", 0 }, { "BO", "BOL", 0 }, { "BQ", "BES", 0 }, { "BR", "BRA", 155 }, { "BS", "BHS", 0 },
    { "BT", "BTN", 0 }, { "BV", "BVT", 0 }, { "BW", "BWA", 0 }, { "BY", "BLR", 184 }, { "BZ", "BLZ", 0 }, { "CA", "CAN", 16 }, { "CC", "CCK", 0 },
    { "CD", "COD", 0 }, { "CF", "CAF", 0 }, { "CG", "COG", 0 }, { "CH", "CHE", 39 }, { "CI", "CIV", 0 }, { "CK", "COK", 0 }, { "CL", "CHL", 298 },
    { "CM", "CMR", 0 }, { "CN", "CHN", 148 }, { "CO", "COL", 0 }, { "CR", "CRI", 0 }, { "CS", "CSK", 33946 }, { "CU", "CUB", 0 },
    { "CV", "CPV", 0 }, { "CW", "CUW", 0 }, { "CX", "CXR", 0 }, { "CY", "CYP", 229 }, { "CZ", "CZE", 213 }, { "DD", "DDR", 16957 },
    { "DE", "DEU", 183 }, { "DJ", "DJI", 0 }, { "DK", "DNK", 35 }, { "DM", "DMA", 0 }, { "DO", "DOM", 0 }, { "DZ", "DZA", 0 }, { "EC", "ECU", 0 },
    { "EE", "EST", 191 }, { "EG", "EGY", 79 }, { "EH", "ESH", 0 }, { "ER", "ERI", 0 }, { "ES", "ESP", 29 }, { "ET", "ETH", 0 }, { "FI", "FIN", 33 },
    { "FJ", "FJI", 0 }, { "FK", "FLK", 0 }, { "FM", "FSM", 0 }, { "FO", "FRO", 0 }, { "FR", "FRA", 142 }, { "GA", "GAB", 0 }, { "GB", "GBR", 145 },
    { "GD", "GRD", 0 }, { "GE", "GEO", 230 }, { "GF", "GUF", 0 }, { "GG", "GGY", 0 }, { "GH", "GHA", 0 }, { "GI", "GIB", 0 }, { "GL", "GRL", 0 },
    { "GM", "GMB", 0 }, { "GN", "GIN", 0 }, { "GP", "GLP", 0 }, { "GQ", "GNQ", 0 }, { "GR", "GRC", 41 }, { "GS", "SGS", 0 }, { "GT", "GTM", 0 },
    { "GU", "GUM", 0 }, { "GW", "GNB", 0 }, { "GY", "GUY", 0 }, { "HK", "HKG", 0 }, { "HM", "HMD", 0 }, { "HN", "HND", 0 }, { "HR", "HRV", 224 },
    { "HT", "HTI", 0 }, { "HU", "HUN", 28 }, { "ID", "IDN", 0 }, { "IE", "IRL", 27 }, { "IL", "ISR", 801 }, { "IM", "IMN", 0 },
    { "IN", "IND", 668 }, { "IO", "IOT", 0 }, { "IQ", "IRQ", 796 }, { "IR", "IRN", 794 }, { "IS", "ISL", 189 }, { "IT", "ITA", 38 },
    { "JE", "JEY", 0 }, { "JM", "JAM", 0 }, { "JO", "JOR", 810 }, { "JP", "JPN", 17 }, { "KE", "KEN", 0 }, { "KG", "KGZ", 813 }, { "KH", "KHM", 0 },
    { "KI", "KIR", 0 }, { "KM", "COM", 0 }, { "KN", "KNA", 0 }, { "KP", "PRK", 423 }, { "KR", "KOR", 884 }, { "KW", "KWT", 0 }, { "KY", "CYM", 0 },
    { "KZ", "KAZ", 232 }, { "LA", "LAO", 0 }, { "LB", "LBN", 822 }, { "LC", "LCA", 0 }, { "LI", "LIE", 0 }, { "LK", "LKA", 0 }, { "LR", "LBR", 0 },
    { "LS", "LSO", 0 }, { "LT", "LTU", 37 }, { "LU", "LUX", 32 }, { "LV", "LVA", 211 }, { "LY", "LBY", 0 }, { "MA", "MAR", 0 }, { "MC", "MCO", 0 },
    { "MD", "MDA", 217 }, { "ME", "MNE", 236 }, { "MF", "MAF", 0 }, { "MG", "MDG", 0 }, { "MH", "MHL", 0 }, { "MK", "MKD", 221 },
    { "ML", "MLI", 0 }, { "MM", "MMR", 0 }, { "MN", "MNG", 0 }, { "MO", "MAC", 0 }, { "MP", "MNP", 0 }, { "MQ", "MTQ", 0 }, { "MR", "MRT", 0 },
    { "MS", "MSR", 0 }, { "MT", "MLT", 233 }, { "MU", "MUS", 0 }, { "MV", "MDV", 0 }, { "MW", "MWI", 0 }, { "MX", "MEX", 96 }, { "MY", "MYS", 0 },
    { "MZ", "MOZ", 0 }, { "NA", "NAM", 0 }, { "NC", "NCL", 0 }, { "NE", "NER", 0 }, { "NF", "NFK", 0 }, { "NG", "NGA", 0 }, { "NI", "NIC", 0 },
    { "NL", "NLD", 55 }, { "NO", "NOR", 20 }, { "NP", "NPL", 0 }, { "NR", "NRU", 0 }, { "NU", "NIU", 0 }, { "NZ", "NZL", 664 }, { "OM", "OMN", 0 },
    { "PA", "PAN", 0 }, { "PE", "PER", 0 }, { "PF", "PYF", 0 }, { "PG", "PNG", 0 }, { "PH", "PHL", 0 }, { "PK", "PAK", 843 }, { "PL", "POL", 36 },
    { "PM", "SPM", 0 }, { "PN", "PCN", 0 }, { "PR", "PRI", 0 }, { "PS", "PSE", 0 }, { "PT", "PRT", 45 }, { "PW", "PLW", 0 }, { "PY", "PRY", 0 },
    { "QA", "QAT", 0 }, { "RE", "REU", 0 }, { "RO", "ROU", 218 }, { "RS", "SRB", 403 }, { "RU", "RUS", 159 }, { "RW", "RWA", 0 },
    { "SA", "SAU", 851 }, { "SB", "SLB", 0 }, { "SC", "SYC", 0 }, { "SD", "SDN", 0 }, { "SE", "SWE", 34 }, { "SG", "SGP", 0 }, { "SH", "SHN", 0 },
    { "SI", "SVN", 215 }, { "SJ", "SJM", 0 }, { "SK", "SVK", 214 }, { "SL", "SLE", 0 }, { "SM", "SMR", 0 }, { "SN", "SEN", 0 }, { "SO", "SOM", 0 },
    { "SR", "SUR", 0 }, { "SS", "SSD", 0 }, { "ST", "STP", 0 }, { "SU", "SUN", 15180 }, { "SV", "SLV", 0 }, { "SX", "SXM", 0 },
    { "SY", "SYR", 858 }, { "SZ", "SWZ", 0 }, { "TC", "TCA", 0 }, { "TD", "TCD", 0 }, { "TF", "ATF", 0 }, { "TG", "TGO", 0 }, { "TH", "THA", 0 },
    { "TJ", "TJK", 863 }, { "TK", "TKL", 0 }, { "TL", "TLS", 0 }, { "TM", "TKM", 874 }, { "TN", "TUN", 0 }, { "TO", "TON", 0 }, { "TR", "TUR", 43 },
    { "TT", "TTO", 0 }, { "TV", "TUV", 0 }, { "TW", "TWN", 0 }, { "TZ", "TZA", 0 }, { "UA", "UKR", 212 }, { "UG", "UGA", 0 }, { "UM", "UMI", 0 },
    { "US", "USA", 30 }, { "UY", "URY", 0 }, { "UZ", "UZB", 265 }, { "VA", "VAT", 0 }, { "VC", "VCT", 0 }, { "VE", "VEN", 0 }, { "VG", "VGB", 0 },
    { "VI", "VIR", 0 }, { "VN", "VNM", 0 }, { "VU", "VUT", 0 }, { "WF", "WLF", 0 }, { "WS", "WSM", 0 }, { "XK", "XKK", 1246 }, { "YE", "YEM", 0 },
    { "YT", "MYT", 0 }, { "YU", "YUG", 36704 }, { "ZA", "ZAF", 258 }, { "ZM", "ZMB", 0 }, { "ZW", "ZWE", 0 },
};

static bool same(struct str text, const char *code)
{
    size_t i = 0;
    for (; i < text.n && code[i]; i++) {
        char c = text.p[i];
        if ((c >= 'a' && c <= 'z' ? c - 32 : c) != code[i])
            return false;
    }
    return i == text.n && !code[i];
}

const struct country_code *country_code_of(struct str text)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (same(text, codes[i].alpha2) || same(text, codes[i].alpha3))
            return &codes[i];
    return NULL;
}

const struct country_code *country_code_of_item(struct str id)
{
    int number = 0;
    if (id.n < 2 || id.n > 8 || id.p[0] != 'Q')
        return NULL;
    for (size_t i = 1; i < id.n; i++)
        number = number * 10 + (id.p[i] - '0');
    for (size_t i = 0; number && i < sizeof codes / sizeof *codes; i++)
        if (codes[i].item == number)
            return &codes[i];
    return NULL;
}
