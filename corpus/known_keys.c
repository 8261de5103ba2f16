#include "corpus/known_keys.h"

/* "published_at" stands for "publishedAt" and "Published At" too: see known_key_same(). */
static const char *const names[KNOWN_FIELDS][24] = {
    [KNOWN_ID] = { "id", "article_id", "guid", "uuid" },
    [KNOWN_TITLE] = { "title", "headline", "name", "title.rendered", "headline.main", "web_title" },
    [KNOWN_TEXT] = { "text", "body", "maintext", "content", "article", "body_text", "article_body",
                     "full_text", "content_text", "content_html", "content.rendered", "fields.body_text",
                     "fields.body", "lead_paragraph", "description", "abstract", "summary" },
    [KNOWN_DATE] = { "date", "date_publish", "published", "pub_date", "date_published", "published_at",
                     "publish_date", "publication_date", "version_created", "datetime", "timestamp",
                     "created", "created_at", "web_publication_date" },
    [KNOWN_SOURCE] = { "source", "source_domain", "site", "source.name", "source.domain", "publisher",
                       "publisher.name", "domain", "outlet", "publication" },
    [KNOWN_URL] = { "url", "link", "uri", "web_url" },
    [KNOWN_AUTHOR] = { "author", "authors", "byline", "by", "creator", "byline.original", "fields.byline" },
    [KNOWN_LANG] = { "lang", "language", "in_language" },
    [KNOWN_TOPIC] = { "topic", "topics", "subject", "category", "section", "keywords", "tags", "categories",
                      "article_section", "section_name" },
};

const char *const *known_names(enum known_field field)
{
    return names[field];
}

enum known_field known_field_of(struct str name)
{
    for (int field = 0; field < KNOWN_FIELDS; field++)
        for (const char *const *known = names[field]; *known; known++)
            if (known_key_same(name, str_of(*known)))
                return (enum known_field)field;
    return KNOWN_FIELDS;
}

static bool next_letter(struct str *s, char *ret)
{
    while (s->n && (s->p[0] == '_' || s->p[0] == '-' || s->p[0] == ' '))
        *s = str_slice(*s, 1, s->n);
    if (!s->n)
        return false;
    char c = s->p[0];
    *ret = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    *s = str_slice(*s, 1, s->n);
    return true;
}

bool known_key_same(struct str a, struct str b)
{
    /* Most keys differ in their first letter already. */
    if (a.n && b.n && ((a.p[0] ^ b.p[0]) & ~0x20) && a.p[0] >= 'A' && b.p[0] >= 'A' && a.p[0] != '_' &&
        b.p[0] != '_')
        return false;
    for (;;) {
        char x = '\0', y = '\0';
        bool more = next_letter(&a, &x);
        if (next_letter(&b, &y) != more || x != y)
            return false;
        if (!more)
            return true;
    }
}
