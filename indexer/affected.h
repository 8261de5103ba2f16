/*
 * affected.h: which indexed articles may be resolved otherwise now that actors of the registry have changed.
 *
 * More may be given than need be, never less: those that mention a changed actor; those whose words could be one of the names that came or went, in
 * any spelling and inflection; and those that mention the country or organisation of which a changed actor holds an office, on a day of that
 * office.
 */
#ifndef CAUCUS_INDEXER_AFFECTED_H
#define CAUCUS_INDEXER_AFFECTED_H

#include "engine/store/archive.h"
#include "engine/store/postings.h"
#include "engine/store/registry.h"

/* Sets their bits in `bits`, by docid from 0 to the index's max_docid. */
bool affected_articles(struct archive *archive, struct index *index, struct postings *postings, const struct registry_changes *changes,
                       uint64_t *bits, struct error *err);

#endif
