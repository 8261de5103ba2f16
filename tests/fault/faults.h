/*
 * faults.h: makes SQLite's n-th call of a kind fail, for the program that is linked with it. The environment tells which:
 *
 *     CAUCUS_FAULT=KIND:N[:full]   the N-th open, read, write, sync, truncate or alloc fails (EIO, or a full disk), and each one after it where
 *                                  KIND ends in '+'; "power:N": at the N-th sync the power fails: what was not synced is undone, the process ends
 *     CAUCUS_FAULT_CLOCK=N         the clock of the day is N seconds ahead (behind, where N is negative); linked with --wrap=time
 *     CAUCUS_FAULT_COUNT=FILE      writes how many calls of each kind there were, "KIND N" a line
 */
#ifndef CAUCUS_TESTS_FAULT_FAULTS_H
#define CAUCUS_TESTS_FAULT_FAULTS_H

/* Before anything else of SQLite is called. */
void faults_install(void);

#endif
