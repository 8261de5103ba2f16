#!/usr/bin/env python3
"""Random queries over random articles: what caucus counts must be what a plain reading of the articles counts.

usage: oracle.py CAUCUS [SEED]"""
import datetime, json, random, shutil, subprocess, sys, tempfile

WORDS = ['vote', 'treaty', 'senate', 'war', 'peace', 'oil', 'law', 'minister', 'border', 'summit', 'elan', 'élan', 'resume', 'résumé', 'straße', 'мир', 'ёлка', 'елка',
         'վարչապետ', 'g7', 'tax', 'court']
FOLD = {'élan': 'elan', 'résumé': 'resume', 'straße': 'strasse', 'ёлка': 'елка'}
SOURCES = ['herald.example', 'news.herald.example', 'notherald.example', 'courier.example']


def fold(w):
    return FOLD.get(w, w)


class Oracle:
    def __init__(self, rng, n):
        self.rng = rng
        self.docs = []
        for i in range(n):
            title = [rng.choice(WORDS) for _ in range(rng.randrange(0, 5))]
            text = [rng.choice(WORDS) for _ in range(rng.randrange(1, 60))]
            day = datetime.date(2015, 1, 1) + datetime.timedelta(days=rng.randrange(2500))
            self.docs.append({'id': 'd%d' % i, 'title': ' '.join(title), 'text': ' '.join(text), 'date': day.isoformat() if rng.random() < .95 else '',
                              'source': rng.choice(SOURCES), 'lang': 'en', 'words': [title, text]})
        self.all = set(range(n))

    def where(self, holds):
        return {i for i, d in enumerate(self.docs) if holds(d)}

    def rows(self, d):
        return d['words']

    def phrase(self, a, b, same):
        return self.where(lambda d: any(same(r[k]) == a and same(r[k + 1]) == b for r in self.rows(d) for k in range(len(r) - 1)))

    def near(self, a, b, n, ordered):
        def holds(d):
            for r in self.rows(d):
                at = [k for k, w in enumerate(r) if fold(w) == fold(a)]
                bt = [k for k, w in enumerate(r) if fold(w) == fold(b)]
                for x in at:
                    for y in bt:
                        if x != y and (y > x or not ordered) and abs(x - y) - 1 <= n:
                            return True
            return False
        return self.where(holds)

    def leaf(self):
        rng = self.rng
        w = rng.choice(WORDS)
        kind = rng.randrange(9)
        if kind == 0:       # exact: accents count
            return '=' + w, self.where(lambda d: any(w.replace('ß', 'ss') == x.replace('ß', 'ss') for r in self.rows(d) for x in r))
        if kind == 1:       # a phrase: accents aside
            b = rng.choice(WORDS)
            return '"%s %s"' % (w, b), self.phrase(fold(w), fold(b), fold)
        if kind == 2:
            year = rng.randrange(2015, 2022)
            month = rng.randrange(1, 13)
            return 'date:%d-%02d..' % (year, month), self.where(lambda d: d['date'][:7] >= '%d-%02d' % (year, month) if d['date'] else False)
        if kind == 3:
            return 'title:"%s"' % w, self.where(lambda d: fold(w) in [fold(x) for x in d['words'][0]])
        if kind == 4:
            s = rng.choice(SOURCES)
            return 'source:' + s, self.where(lambda d: d['source'] == s or d['source'].endswith('.' + s))
        if kind == 5:
            b = rng.choice([x for x in WORDS if fold(x) != fold(w)])
            n = rng.randrange(4)
            ordered = rng.random() < .5
            return '("%s" %s/%d "%s")' % (w, 'ADJ' if ordered else 'NEAR', n, b), self.near(w, b, n, ordered)
        if kind == 6:
            n = rng.randrange(1, 4)
            return 'atleast %d ("%s")' % (n, w), self.where(lambda d: sum(fold(x) == fold(w) for r in self.rows(d) for x in r) >= n)
        if kind == 7:
            p = fold(w)[:2]
            return p + '*', self.where(lambda d: any(fold(x).startswith(p) for r in self.rows(d) for x in r))
        n = rng.randrange(5, 60)
        return 'words:>%d' % n, self.where(lambda d: sum(len(r) for r in self.rows(d)) > n)

    def query(self, depth):
        r = self.rng.random()
        if depth == 0 or r < .3:
            return self.leaf()
        if r < .42:
            q, s = self.query(depth - 1)
            return '-(%s)' % q, self.all - s
        (a, x), (b, y) = self.query(depth - 1), self.query(depth - 1)
        if r < .75:
            return '(%s %s)' % (a, b), x & y
        return '(%s OR %s)' % (a, b), x | y


def main():
    caucus, rng = sys.argv[1], random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    oracle = Oracle(rng, 400)
    tmp = tempfile.mkdtemp(prefix='caucus-oracle-')
    bad = 0
    try:
        with open(tmp + '/in.jsonl', 'w', encoding='utf8') as f:
            for d in oracle.docs:
                f.write(json.dumps({k: d[k] for k in ('id', 'title', 'text', 'date', 'source', 'lang')}, ensure_ascii=False) + '\n')
        subprocess.run([caucus, '-q', '--data', tmp + '/data', 'index', tmp + '/in.jsonl'], check=True)
        cases = [oracle.query(3) for _ in range(400)]
        with open(tmp + '/q.tsv', 'w', encoding='utf8') as f:
            for i, (q, _) in enumerate(cases):
                f.write('%d\t%s\n' % (i, q))
        out = subprocess.run([caucus, '-q', '--data', tmp + '/data', 'search', '--strict', '--format', 'trec', '-n', '1000', '--queries', tmp + '/q.tsv'],
                             check=False, capture_output=True)
        if out.returncode not in (0, 1):
            print(out.stderr.decode())
            return 1
        got = {i: set() for i in range(len(cases))}
        for line in out.stdout.decode().splitlines():
            cols = line.split()
            got[int(cols[0])].add(int(cols[2][1:]))
        for i, (q, want) in enumerate(cases):
            if got[i] != want:
                bad += 1
                print('%s: %d articles, not %d; first that differ: %s' % (q, len(got[i]), len(want), sorted(got[i] ^ want)[:5]))
    finally:
        shutil.rmtree(tmp, ignore_errors=True)
    print('%d of %d queries agree' % (400 - bad, 400))
    return 1 if bad else 0


sys.exit(main())
