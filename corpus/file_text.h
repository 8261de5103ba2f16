/*
 * file_text.h: what the formats of one article a file share: the whole file as text, its front matter, and
 * the date that its name or time tells.
 */
#ifndef CAUCUS_CORPUS_FILE_TEXT_H
#define CAUCUS_CORPUS_FILE_TEXT_H

#include "corpus/readers/format.h"

/*
 * Reads the file to its end into the arena, as UTF-8 with LF line ends: *ret is its text behind the front
 * matter, whose keys are in f->fields. READER_ARTICLE, or READER_SKIPPED ("empty", "not text", …),
 * READER_FAILED, and READER_END after the first call.
 */
enum reader_result file_text_read(struct format_file *f, struct str *ret, size_t *ret_repaired,
                                  struct error *err);

/*
 * The article of f->fields and of `text`, which goes before a text in the fields unless it is blank. Undated,
 * it takes the date of the file's name or time.
 */
void file_text_article(struct format_file *f, struct str text, struct article *ret);

/* A date in a file's name: 2022-02-23, 20220223, 2022_02_23, of the years 1500 to 2199. */
bool file_text_name_date(const char *path, int32_t *ret_minutes);

#endif
