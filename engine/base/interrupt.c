#define _GNU_SOURCE     /* ppoll */
#include "engine/base/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

static volatile sig_atomic_t came, hung_up;

static void note(int number)
{
    if (number == SIGHUP)
        hung_up = 1;
    else
        came = number;
}

static void catch(int number, int flags)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void interrupt_catch(void)
{
    catch(SIGINT, (int)SA_RESETHAND);
    catch(SIGTERM, (int)SA_RESETHAND);
}

int interrupt_pending(void)
{
    return came;
}

void interrupt_catch_hangup(void)
{
    catch(SIGHUP, 0);
}

bool interrupt_hung_up(void)
{
    return hung_up != 0;
}

void interrupt_sleep(int64_t ms, bool regardless)
{
    const struct timespec time = { ms / 1000, ms % 1000 * 1000000 };
    sigset_t held, before;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, &before);
    if (regardless || (!came && !hung_up))
        ppoll(NULL, 0, &time, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}
