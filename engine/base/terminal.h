/*
 * terminal.h: what may be sent to a person's terminal, and how wide it is.
 *
 * Articles are strangers' text: escape sequences, bidirectional overrides and other controls in them must not reach a
 * terminal. Everything printed there from an article goes through terminal_clean().
 */
#ifndef CAUCUS_ENGINE_BASE_TERMINAL_H
#define CAUCUS_ENGINE_BASE_TERMINAL_H

#include "engine/base/strbuf.h"

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct terminal {
    bool is_tty;
    bool color;
    bool links;     /* OSC 8 hyperlinks */
    int width;      /* columns; 80 where it is not a terminal, unless $COLUMNS tells */
};

/* Looks at file descriptor `fd`, $NO_COLOR, $TERM and $COLUMNS. */
struct terminal terminal_look(int fd, enum color_mode mode);

/*
 * Appends `s` with each control character (C0 but newline and tab where `lines`, DEL, C1), bidirectional control, tag and
 * ill-formed byte left out or as U+FFFD; without `lines` every run of white space is one space.
 */
void terminal_clean(struct strbuf *out, struct str s, bool lines);

/* Columns that `s` takes; controls take none. */
int terminal_columns(struct str s);
/* The longest start of `s` that fits into `columns`; never cuts a character, nor a mark from its letter. */
struct str terminal_fit(struct str s, int columns);

#endif
