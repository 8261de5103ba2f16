/*
 * gazetteer_image.h: the sections of a gazetteer's image; shared by who writes it and who opens it.
 *
 * The image: a header, then the sections in the order of their numbers, each at a multiple of 8 bytes from the beginning.
 */
#ifndef CAUCUS_INDEXER_GAZETTEER_IMAGE_H
#define CAUCUS_INDEXER_GAZETTEER_IMAGE_H

#include "indexer/gazetteer.h"

/* Another layout, other keys, other words: another number. */
enum { GAZETTEER_IMAGE_VERSION = 3, IMAGE_ALIGN = 8 };

enum image_section {
    IMAGE_TEXT,
    IMAGE_KEYS, IMAGE_KEY_SLOTS, IMAGE_FORMS, IMAGE_FORM_SLOTS, IMAGE_OFFICES, IMAGE_OFFICE_SLOTS, IMAGE_IDS, IMAGE_ID_SLOTS,
    IMAGE_ROOT, IMAGE_LOWER_ROOT, IMAGE_EDGES, IMAGE_FIRST, IMAGE_ENTRIES, IMAGE_GIVEN, IMAGE_FIRST_OFFICE, IMAGE_OFFICE_ENTRIES, IMAGE_COUNTRY_OF,
    IMAGE_ACTORS, IMAGE_ROLES,
    IMAGE_SECTIONS
};

struct image_header {
    char magic[8];
    uint32_t version, key_version, analyser_version, sections;
    int64_t revision;
    uint64_t digest[2];         /* of all behind the header */
    struct image_span {
        uint64_t at, bytes;
    } spans[IMAGE_SECTIONS];
};

struct image_actor {
    struct image_str id, name, country, party;
    uint32_t kind, role_first, role_count;
};

struct image_role {
    struct image_str office, of;
    int32_t from, to;
    uint32_t acting;
};

/* What an image must have to be read at all. */
struct image_header image_header_of(int64_t revision);
/* Where a string's search begins; the same in all versions of the program that read the image. */
uint32_t image_hash(const void *p, size_t n);

#endif
