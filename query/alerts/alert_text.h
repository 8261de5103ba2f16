/*
 * alert_text.h: what is new for an alert, as text for a person, JSON Lines for a program, or an Atom feed (RFC 4287) for a reader of feeds. Pure.
 */
#ifndef CAUCUS_QUERY_ALERTS_ALERT_TEXT_H
#define CAUCUS_QUERY_ALERTS_ALERT_TEXT_H

#include "engine/store/archive_alerts.h"
#include "query/present/page.h"

struct alert_item {
    const struct page_hit *hit;
    struct str key;         /* by which the archive knows the article again */
    int64_t supersedes;     /* the revision that this is a new version of; 0: it is new */
    int32_t seen;           /* when it arrived */
};

struct alert_news {
    const struct archive_alert *alert;
    const struct alert_item *items;     /* by revision, ascending */
    size_t n;
};

void alert_put_text(const struct alert_news *news, struct strbuf *out);
void alert_put_jsonl(const struct alert_news *news, struct strbuf *out);
/* The newest item first. An entry keeps its id from version to version of its article. */
void alert_put_atom(const struct alert_news *news, struct strbuf *out);

#endif
