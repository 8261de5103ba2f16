#!/usr/bin/env python3
"""Feeds, edits, searches, reindexes, tells of alerts and kills, all at random and side by side; then looks whether anything was lost, told twice, or differs
from an index that is built from the same articles at once.

usage: soak.py CAUCUS [SECONDS [SEED]]

Not part of the tests: ./dev soak runs it, for an hour where nothing else is said."""
import json, os, random, shutil, signal, subprocess, sys, tempfile, time

PROGRAM = os.path.abspath(sys.argv[1])
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 3600
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(10**6)
R = random.Random(SEED)
PLACE = tempfile.mkdtemp(prefix='caucus-soak-')
DATA = os.path.join(PLACE, 'data')
NEWS = os.path.join(PLACE, 'news.jsonl')
WORDS = ['senate', 'treaty', 'budget', 'the', 'vote', 'Paris', 'minister', 'Berlin', 'law', 'talks', 'Ankara', 'president'] + ['term%d' % i for i in range(300)]
SPEECH = ['"We will vote," minister Alder Quill said.', 'Alder Quill, the minister, said: "The talks go on."', '']

articles = {}       # id: the text that was acknowledged last
maybe = {}          # id: texts that a killed run may have stored
counts = {}


def caucus(*args, data=DATA):
    return subprocess.run([PROGRAM, '--data', data, *args], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=900)


def start(*args):
    return subprocess.Popen([PROGRAM, '--data', DATA, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)


def count(what):
    counts[what] = counts.get(what, 0) + 1


def fail(text, p=None):
    print('seed %d: %s' % (SEED, text))
    if p is not None:
        print('exit code', p.returncode, p.stdout if isinstance(p.stdout, str) else '', p.stderr if isinstance(p.stderr, str) else '')
    print('kept in', PLACE)
    sys.exit(1)


def make(i):
    return 'Unique%s. %s The %s. %s' % (i, R.choice(SPEECH), ' '.join(R.choice(WORDS) for _ in range(R.randint(5, 120))), 'Draft%d.' % R.randrange(10**9))


def write(batch):
    path = os.path.join(PLACE, 'batch.jsonl')
    with open(path, 'w') as f:
        for i, text in batch.items():
            f.write(json.dumps({'id': i, 'title': 'Item %s' % i, 'text': text, 'date': '20%02d-%02d-%02d' % (hash_of(i) % 20, hash_of(i) % 12 + 1, hash_of(i) % 28 + 1)}) + '\n')
    return path


def hash_of(i):
    return sum(ord(c) * (k + 7) for k, c in enumerate(i))


def a_batch():
    batch = {}
    for _ in range(R.randint(1, 40)):
        known = bool(articles) and R.random() < 0.3
        i = R.choice(list(articles)) if known else 'n%d' % (len(articles) + len(maybe) + R.randrange(10**9))
        batch[i] = make(i)
    return batch


def acknowledge(batch):
    for i, text in batch.items():
        articles[i] = text
        maybe.pop(i, None)


def feed():
    batch = a_batch()
    p = caucus('index', '--lock-wait', '120', write(batch))
    if p.returncode:
        fail('a feed failed', p)
    acknowledge(batch)
    count('feeds')


def feed_killed():
    """Now and then with another writer, or a rebuild, that is killed too."""
    batch = a_batch()
    path = write(batch)
    beside = [start(*R.choice([['reindex'], ['alerts', 'run'], ['index', path]])) for _ in range(R.randint(0, 1))]
    p = start('index', '--lock-wait', '5', path)
    time.sleep(R.choice([R.uniform(0, 0.05), R.uniform(0, 0.6)]))
    p.send_signal(R.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM]))
    for b in beside:
        if R.random() < 0.5:
            b.kill()
        b.wait()
    if p.wait() == 0:
        acknowledge(batch)
    else:
        for i, text in batch.items():
            maybe.setdefault(i, []).append(text)
        # Fed again, as the next run of a job would: after that there is no doubt.
        p = caucus('index', '--lock-wait', '120', '--retry-failed', write(batch))
        if p.returncode:
            fail('a feed after a killed one failed', p)
        acknowledge(batch)
    count('feeds killed')


def search():
    if not articles:
        return
    i = R.choice(list(articles))
    p = caucus('search', 'Unique%s' % i, '--format', 'jsonl')
    found = [json.loads(line) for line in p.stdout.splitlines()]
    if p.returncode or len(found) != 1 or found[0]['title'] != 'Item %s' % i:
        fail('article %s is not found' % i, p)
    p = caucus(R.choice(['search', 'quotes']), R.choice(['senate treaty', '"the budget"', 'country:FR vote', 'speaker:Quill', 'term7 OR term9', 'nowhereword']), '-n', '3')
    if p.returncode not in (0, 1):
        fail('a search failed', p)
    count('searches')


def reindex():
    p = caucus('reindex', '--lock-wait', '120', *R.choice([[], [], ['--fresh']]))
    if p.returncode:
        fail('reindex failed', p)
    count('reindexes')


def reindex_killed():
    p = start('reindex')
    time.sleep(R.uniform(0, 1.5))
    p.kill()
    p.wait()
    count('reindexes killed')


def rollback():
    p = caucus('reindex', '--rollback', '--lock-wait', '120')
    if p.returncode not in (0, 74):
        fail('rollback failed', p)
    p = caucus('index', '--lock-wait', '120', write({}))
    if p.returncode not in (0, 65):
        fail('index after a rollback failed', p)
    count('rollbacks')


def alerts():
    p = caucus('alerts', 'run')
    if p.returncode not in (0, 75):
        fail('alerts failed', p)
    count('alerts')


def alerts_killed():
    p = start('alerts', 'run')
    time.sleep(R.uniform(0, 0.1))
    p.kill()
    p.wait()
    count('alerts killed')


def doctor():
    p = caucus('doctor')
    if p.returncode:
        fail('doctor is not content', p)
    count('doctors')


def pages(data, ids):
    """Hits by the articles' own ids: docids differ where an article was stored in another order."""
    out = []
    r = random.Random(SEED)
    for _ in range(100):
        q = R_query(r)
        p = caucus('search', q, '-n', '100000', '--format', 'jsonl', '--sort', 'relevance', '--now', '2021-01-01', data=data)
        out.append((q, sorted((json.loads(line)['title'], json.loads(line)['score']) for line in p.stdout.splitlines())))
    return out


def R_query(r):
    return r.choice(['%s %s' % (r.choice(WORDS), r.choice(WORDS)), '%s OR %s' % (r.choice(WORDS), r.choice(WORDS)), '"%s %s"' % (r.choice(WORDS), r.choice(WORDS)),
                     '%s country:FR' % r.choice(WORDS), '%s -%s' % (r.choice(WORDS), r.choice(WORDS)), 'speaker:"Alder Quill" %s' % r.choice(WORDS),
                     '%s after:2010' % r.choice(WORDS)])


def finish():
    caucus('alerts', 'run')
    doctor()
    p = caucus('search', '*', '--count')
    if int(p.stdout) != len(articles):
        fail('%d articles instead of %d' % (int(p.stdout), len(articles)), p)
    for i, text in articles.items():
        p = caucus('search', 'Unique%s' % i, '"%s"' % text.split()[-1].strip('.'), '--count')
        if p.stdout != '1\n':
            fail('article %s is not what was acknowledged' % i, p)
    told = [json.loads(line)['id'] for line in open(NEWS)]
    if len(told) != len(set(told)):
        fail('an alert told twice')
    fresh = os.path.join(PLACE, 'fresh')
    # The scores of a word depend on how many articles there are, versions that were superseded included: until a reindex, which leaves them in as well.
    p = caucus('index', write(articles), data=fresh)
    ours, theirs = pages(DATA, None), pages(fresh, None)
    for (q, a), (_, b) in zip(ours, theirs):
        if [t for t, _ in a] != [t for t, _ in b]:
            fail('%s: %d hits, a fresh index has %d' % (q, len(a), len(b)))


def main():
    print('seed %d, %d s' % (SEED, SECONDS), flush=True)
    feed()
    p = caucus('alerts', 'add', 'all', '--from-start', '--format', 'jsonl', '--to-file', NEWS, 'senate OR treaty')
    if p.returncode:
        fail('alerts add', p)
    end, told = time.monotonic() + SECONDS, time.monotonic()
    steps = [feed] * 6 + [feed_killed] * 4 + [search] * 10 + [reindex, reindex_killed, rollback, alerts, alerts, alerts_killed, doctor]
    while time.monotonic() < end:
        R.choice(steps)()
        if time.monotonic() > told + 60:
            told = time.monotonic()
            print(', '.join('%d %s' % (n, what) for what, n in sorted(counts.items())), flush=True)
    finish()
    shutil.rmtree(PLACE)
    print('%d articles; %s: nothing lost' % (len(articles), ', '.join('%d %s' % (n, what) for what, n in sorted(counts.items()))))


main()
