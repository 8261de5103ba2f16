/*
 * interrupt.h: SIGINT and SIGTERM ask for an orderly end: the work in hand is committed, then the process leaves.
 */
#ifndef CAUCUS_ENGINE_BASE_INTERRUPT_H
#define CAUCUS_ENGINE_BASE_INTERRUPT_H

/* Catches both signals from now on; a second one ends the process at once. */
void interrupt_catch(void);
/* The signal that came, or 0. Any thread may ask, at any rate. */
int interrupt_pending(void);

#endif
