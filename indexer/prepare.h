/*
 * prepare.h: one article of the archive to a document of the index: analysed, enriched, weighed. What a worker thread does.
 */
#ifndef CAUCUS_INDEXER_PREPARE_H
#define CAUCUS_INDEXER_PREPARE_H

#include "config/config.h"
#include "engine/store/archive.h"
#include "engine/store/document.h"
#include "engine/text/language.h"
#include "indexer/quotes.h"

/* One thread's tools. */
struct article_preparer;

/* The gazetteer and the configuration are shared, read-only, and must outlive it. */
struct article_preparer *article_preparer_new(const struct gazetteer *g, const struct config *config, const struct impact_weights *weights);
void article_preparer_free(struct article_preparer *p);

/* The language that an article is read in: its own, else what its text looks like; "" where neither tells. */
void article_language(const struct archive_article *article, char ret[LANGUAGE_BYTES]);
void article_prepare(struct article_preparer *p, const struct archive_article *article, struct document *ret);

/* The weights that the configuration asks for, for a new index. */
struct impact_weights article_weights(const struct config *config);

#endif
