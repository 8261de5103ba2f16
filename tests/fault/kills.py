#!/usr/bin/env python3
"""Kills caucus at random while it indexes and tells of alerts, with another writer beside it, and looks whether anything is lost or told twice.

usage: kills.py CAUCUS

CAUCUS_KILLS: how often."""
import json, os, random, shutil, subprocess, sys, tempfile, time

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(os.environ.get('CAUCUS_KILLS', '5'))
BATCH = 12


def run(data, *args):
    return subprocess.run([PROGRAM, '--data', data, *args], capture_output=True, timeout=300, stdin=subprocess.DEVNULL)


def killed(data, after, *args):
    """Lets a run live for so many seconds; True where it ended by itself before, and well."""
    p = subprocess.Popen([PROGRAM, '--data', data, *args], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        return p.wait(after) == 0
    except subprocess.TimeoutExpired:
        p.kill()
        p.wait()
        return False


def fail(message, p=None):
    sys.exit(message + ('\nexit code %d\n%s%s' % (p.returncode, p.stdout.decode(), p.stderr.decode()) if p else ''))


def main():
    place = tempfile.mkdtemp(prefix='caucus-kills-')
    data, news = os.path.join(place, 'data'), os.path.join(place, 'news.jsonl')
    r = random.Random(6)
    total = 0

    def batch():
        nonlocal total
        path = os.path.join(place, 'batch%d.jsonl' % total)
        with open(path, 'w') as f:
            for i in range(BATCH):
                f.write(json.dumps({'id': 'n%d' % (total + i), 'title': 'Item %d' % (total + i), 'text': 'The senate voted on item %d.' % (total + i),
                                    'date': '2020-01-01'}) + '\n')
        total += BATCH
        return path

    for step in (['index', batch()], ['alerts', 'add', 'all', '--from-start', '--format', 'jsonl', '--to-file', news, 'senate']):
        p = run(data, *step)
        if p.returncode:
            fail(' '.join(step), p)
    ended = 0
    for k in range(KILLS):
        path = batch()
        # Two writers: one waits for the other, or says that it is locked.
        beside = subprocess.Popen([PROGRAM, '--data', data, 'index', '--lock-wait', '0', path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ended += killed(data, r.uniform(0, 0.4), 'index', path)
        if beside.wait() not in (0, 75):
            fail('the other writer: exit code %d' % beside.returncode)
        ended += killed(data, r.uniform(0, 0.1), 'alerts', 'run')
    for step in (['index', place], ['doctor'], ['alerts', 'run']):
        p = run(data, *step)
        if p.returncode:
            fail(' '.join(step), p)
    found = sorted(int(x) for x in run(data, 'search', '--format', 'ids', '-n', '100000', 'senate').stdout.split())
    if len(found) != total:
        fail('%d articles of %d are found' % (len(found), total))
    told = [json.loads(line)['id'] for line in open(news)]
    if told != found:
        fail('told were %s\nfound are %s' % (told, found))
    shutil.rmtree(place)
    print('%d kills, %d runs ended before; %d articles, each told once' % (2 * KILLS - ended, ended, total))


main()
