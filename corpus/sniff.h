/*
 * sniff.h: which format a file has, from its first bytes, where neither the caller nor its name tells.
 */
#ifndef CAUCUS_CORPUS_SNIFF_H
#define CAUCUS_CORPUS_SNIFF_H

#include "corpus/reader.h"

/*
 * `head` is the start of the unpacked file, `whole` whether it is all of it. Never FORMAT_AUTO: what nothing
 * tells is FORMAT_TEXT.
 */
enum reader_format sniff_format(struct str head, bool whole);
/*
 * What stands between the columns of a header line: ',', ';', '\t' or '|'; ',' where nothing tells. Quoted
 * columns are passed over.
 */
char sniff_separator(struct str line);

#endif
