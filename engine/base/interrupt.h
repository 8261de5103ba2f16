/*
 * interrupt.h: SIGINT and SIGTERM ask for an orderly end: the work in hand is committed, then the process leaves.
 */
#ifndef CAUCUS_ENGINE_BASE_INTERRUPT_H
#define CAUCUS_ENGINE_BASE_INTERRUPT_H

#include <stdbool.h>
#include <stdint.h>

/* Catches both signals from now on; a second one ends the process at once. */
void interrupt_catch(void);
/* The signal that came, or 0. Any thread may ask, at any rate. */
int interrupt_pending(void);
/*
 * Sleeps so long, or until a signal comes; not at all where one has come already, but for `regardless`. Nothing is missed between the look and the
 * sleep. For programs of one thread.
 */
void interrupt_sleep(int64_t ms, bool regardless);

/* Has SIGHUP ask to begin anew, with what the configuration says by then. */
void interrupt_catch_hangup(void);
bool interrupt_hung_up(void);

#endif
