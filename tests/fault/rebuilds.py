#!/usr/bin/env python3
"""`caucus reindex` beside searches and other writers, killed, resumed, taken back; with the file `current` damaged.

usage: rebuilds.py CAUCUS

CAUCUS_REBUILD_ARTICLES: how many articles (3,000 otherwise)."""
import json, os, random, shutil, subprocess, sys, tempfile, time

PROGRAM = os.path.abspath(sys.argv[1])
ARTICLES = int(os.environ.get('CAUCUS_REBUILD_ARTICLES', '3000'))
PLACE = tempfile.mkdtemp(prefix='caucus-rebuilds-')
DATA = os.path.join(PLACE, 'data')
QUERIES = ['senate', 'treaty budget', '"the budget"', 'country:FR', 'word42', 'senate before:2020-03', 'atleast2:treaty']
RANDOM = random.Random(5)
WORDS = ['senate', 'treaty', 'budget', 'the', 'vote', 'Paris', 'minister', 'Berlin', 'law', 'talks'] + ['word%d' % i for i in range(500)]
good = True


def caucus(*args, start=False):
    command = [PROGRAM, '--data', DATA, '--config', os.path.join(PLACE, 'caucus.yaml'), *args]
    if start:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, text=True, timeout=600)


def held(text, fine, p=None):
    global good
    print('%-86s %s' % (text, 'holds' if fine else 'DOES NOT HOLD'))
    if not fine and p:
        print(p.stdout, p.stderr if isinstance(p.stderr, str) else p.stderr.read())
    good = good and fine


def feed(first, n):
    path = os.path.join(PLACE, 'feed%d.jsonl' % first)
    with open(path, 'w') as f:
        for i in range(first, first + n):
            text = ' '.join(RANDOM.choice(WORDS) for _ in range(60))
            f.write(json.dumps({'id': 'a%d' % i, 'title': 'Item %d' % i, 'text': 'Unique%d. The %s.' % (i, text), 'date': '2020-%02d-%02d' % (i % 12 + 1, i % 28 + 1)}) + '\n')
    return path


def pages():
    return [caucus('search', q, '-n', '50', '--format', 'jsonl', '--now', '2021-01-01').stdout for q in QUERIES]


def generations():
    return sorted(int(name[6:]) for name in os.listdir(DATA) if name.startswith('index-'))


def begun():
    """A reindex that holds the lock by now, or is done."""
    p = caucus('reindex', start=True)
    while p.poll() is None and not any(os.path.exists(os.path.join(DATA, 'index-%d' % n, 'building')) for n in generations()):
        time.sleep(0.01)
    return p


def kills(want):
    """Killed at random, again and again, and each time the live index goes on; in the end one run does what is left."""
    done = again = 0
    for _ in range(6):
        p = caucus('reindex', start=True)
        time.sleep(RANDOM.uniform(0.05, 1.0))
        p.kill()
        done += p.wait() == 0
        again += pages() == want
    held('killed six times, and searches never saw it', again == 6)
    p = caucus('reindex')
    held('then it goes on and comes to its end', p.returncode == 0, p)
    held('a rebuilt index gives the same pages, scores and all', pages() == want)
    held('doctor finds it sound', caucus('doctor').returncode == 0)
    held('two generations stay: the live one and the one before', len(generations()) == 2)


def interrupted():
    """SIGTERM: what was done is kept, and told."""
    p = begun()
    time.sleep(0.2)
    p.terminate()
    code = p.wait(60)
    p = caucus('reindex')
    held('ended by SIGTERM (143, or 0 where it was done before), and gone on with', code in (143, 0) and p.returncode == 0, p)


def beside():
    """Articles arrive and searches are made while an index is built."""
    p = begun()
    fine, arrived, searches, first = True, 0, 0, ARTICLES
    second = None
    while p.poll() is None:
        if not second:
            second = caucus('reindex')
        index = caucus('index', feed(first, 20), '--lock-wait', '60')
        search = caucus('search', 'Unique%d' % first, '--count')
        fine = fine and index.returncode == 0 and search.stdout == '1\n'
        first += 20
        arrived += 20
        searches += 1
    held('%d articles arrive and are found while it is built' % arrived, fine and p.returncode == 0 and searches > 0, p)
    held('a second one at the same time is told so', second is not None and second.returncode in (75, 0))
    found = [caucus('search', 'Unique%d' % i, '--count').stdout for i in range(ARTICLES, first, 7)]
    held('the new index has them all', all(f == '1\n' for f in found) and caucus('doctor').returncode == 0)


def taken_back():
    before = open(os.path.join(DATA, 'current')).read()
    p = caucus('reindex')
    held('another generation', p.returncode == 0 and open(os.path.join(DATA, 'current')).read() != before, p)
    want = pages()
    p = caucus('reindex', '--rollback')
    held('--rollback makes the one before live again', p.returncode == 0 and open(os.path.join(DATA, 'current')).read() == before and pages() == want, p)
    p = caucus('reindex', '--rollback')
    held('and there is none before that', p.returncode == 74 and 'no index before' in p.stderr, p)
    p = caucus('index', feed(90000, 3))
    held('it takes what arrives', p.returncode == 0 and caucus('search', 'Unique90001', '--count').stdout == '1\n', p)
    p = caucus('reindex')
    held('and can be rebuilt', p.returncode == 0 and caucus('search', 'Unique90001', '--count').stdout == '1\n', p)


def damaged():
    want = pages()
    for what in ('', 'index-', 'rubbish\n', 'index-99\n'):
        with open(os.path.join(DATA, 'current'), 'w') as f:
            f.write(what)
        p = caucus('search', 'senate')
        told = p.returncode == 74 and 'reindex' in p.stderr
        p = caucus('reindex')
        held("'current' says %r: told what to do, and that mends it" % what, told and p.returncode == 0 and pages() == want, p)


def main():
    with open(os.path.join(PLACE, 'caucus.yaml'), 'w') as f:
        f.write('index: {threads: 2, lock-wait: 60}\n')
    p = caucus('index', feed(0, ARTICLES))
    held('indexed', p.returncode == 0, p)
    kills(pages())
    interrupted()
    beside()
    taken_back()
    damaged()
    shutil.rmtree(PLACE)
    return not good


sys.exit(main())
