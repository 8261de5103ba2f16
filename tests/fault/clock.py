#!/usr/bin/env python3
"""A clock that jumps, hours or years, ahead and back: articles, alerts and jobs of a data folder whose commands each have another time.

usage: clock.py CAUCUS-FAULTS

After each jump: what is fed is found; an alert tells each article once; no job runs twice in its interval, none waits longer than its interval and its
rest after failures, by the clock as it is now. CAUCUS_CLOCK_JUMPS: how many (8 otherwise); CAUCUS_CLOCK_SEED."""
import json, os, random, shutil, subprocess, sys, tempfile

PROGRAM = os.path.abspath(sys.argv[1])
JUMPS = int(os.environ.get('CAUCUS_CLOCK_JUMPS', '8'))
RANDOM = random.Random(int(os.environ.get('CAUCUS_CLOCK_SEED', '1')))
HOUR, DAY, YEAR = 3600, 86400, 365 * 86400
PLACE = tempfile.mkdtemp(prefix='caucus-clock-')
CONFIG, DATA = os.path.join(PLACE, 'caucus.yaml'), os.path.join(PLACE, 'data')
fed = []


def caucus(ahead, *args):
    return subprocess.run([PROGRAM, '--config', CONFIG, '--data', DATA, '-q', *args], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          timeout=300, env=dict(os.environ, CAUCUS_FAULT_CLOCK=str(ahead)))


def must(fine, what, p=None):
    if not fine:
        sys.exit('%s (seed %s)\n%s' % (what, os.environ.get('CAUCUS_CLOCK_SEED', '1'), p and '%s\nexit code %d\n%s%s' % (p.args, p.returncode, p.stdout, p.stderr)))


def runs(ahead, job):
    p = caucus(ahead, 'jobs', 'log', job, '-n', '1000', '--format', 'jsonl')
    must(p.returncode in (0, 1), 'the log', p)
    return len(p.stdout.splitlines())


def feed(ahead):
    new = ['a%d' % (len(fed) + i) for i in range(RANDOM.randint(1, 5))]
    path = os.path.join(PLACE, 'new.jsonl')
    with open(path, 'w') as f:
        for i in new:
            f.write(json.dumps({'id': i, 'title': 'Item ' + i, 'text': 'The senate voted on unique%s.' % i}) + '\n')
    p = caucus(ahead, 'index', path)
    must(p.returncode == 0, 'a feed failed', p)
    fed.extend(new)
    p = caucus(ahead, 'search', '--count', 'senate')
    must(p.stdout == '%d\n' % len(fed), 'found are not all', p)
    p = caucus(ahead, 'alerts', 'run')
    told = len(p.stdout.splitlines())
    must(p.returncode == 0 and told == len(new), 'an alert tells not each article once', p)


def jobs(ahead):
    """By a clock that goes on from here, half an hour at a time: how often each job runs in two days and a bit."""
    names = {'hourly': 1, 'nightly': 1, 'broken': 1}
    p = caucus(ahead, 'jobs', 'run')
    must(p.returncode in (0, 3), 'jobs run', p)
    before = {name: runs(ahead, name) for name in names}
    p = caucus(ahead, 'jobs', 'run')
    must(p.returncode == 0, 'a second run at once', p)
    must(before == {name: runs(ahead, name) for name in names}, 'a job ran twice at once', p)
    caucus(ahead + HOUR + 60, 'jobs', 'run')
    must(runs(ahead, 'hourly') == before['hourly'] + 1, 'an hour on, the hourly job has not run once more: %s' % before)
    caucus(ahead + DAY + HOUR, 'jobs', 'run')
    must(before['nightly'] < runs(ahead, 'nightly') <= before['nightly'] + 2, 'a day and an hour on, the nightly job has not run once or twice: %s' % before)
    must(runs(ahead, 'broken') > before['broken'], 'a day on, the broken job has not been tried again: %s' % before)
    must(runs(ahead, 'hourly') == before['hourly'] + 2, 'what was missed in a day is not made up once')


def main():
    with open(CONFIG, 'w') as f:
        f.write('jobs:\n  - {name: hourly, every: 1h, run: doctor}\n  - {name: nightly, at: "30 3 * * *", run: doctor}\n'
                '  - {name: broken, every: 1h, run: "index %s"}\n' % os.path.join(PLACE, 'nowhere.jsonl'))
    first = os.path.join(PLACE, 'first.txt')
    with open(first, 'w') as f:
        f.write('Nothing yet.')
    must(caucus(0, 'index', first).returncode == 0, 'the first')
    must(caucus(0, 'alerts', 'add', 'new', '--format', 'jsonl', 'senate').returncode == 0, 'an alert')
    ahead = 0
    for jump in range(JUMPS):
        feed(ahead)
        jobs(ahead)
        p = caucus(ahead, 'doctor')
        must(p.returncode == 0, 'doctor', p)
        ahead += RANDOM.choice([-3 * YEAR, -YEAR, -DAY, -HOUR, HOUR, DAY, YEAR, 5 * YEAR, RANDOM.randint(-YEAR, YEAR)])
        ahead = max(ahead, -20 * YEAR)
    p = caucus(ahead, 'reindex')
    must(p.returncode == 0, 'reindex', p)
    feed(ahead)
    shutil.rmtree(PLACE)
    print('%d jumps of the clock, %d articles, each told once' % (JUMPS, len(fed)))


main()
