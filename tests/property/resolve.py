#!/usr/bin/env python3
"""After changes of the registry, `caucus index` resolves the affected articles where they are: the same must come of it as of an index built anew.

usage: resolve.py CAUCUS [SEED [ROUNDS]]

Random changes (actors, names, offices, merges) to the registry of the sample articles; then every article's actors, places and offices, and the answers to
some questions, are compared between the index that followed and a new one."""
import json, os, random, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CAUCUS = os.path.abspath(sys.argv[1])
WORDS = ['Berlin', 'Treaty', 'Walesa', 'Minister', 'Yerevan', 'Truman', 'Assembly', 'Mandela', 'Soviet', 'Kennedy', 'Malik', 'Clay', 'Europe', 'Sisulu']
QUERIES = ['*', 'role:president', 'role:"prime minister"@AM', 'role:mayor', 'country:SU', 'about:US', 'actor:churchill', 'role:"foreign minister"', 'actor:truman']
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 2
CHANGES = 4


def caucus(data, *args, may_fail=False):
    p = subprocess.run([CAUCUS, '--data', data, *args], capture_output=True, stdin=subprocess.DEVNULL, cwd=data)
    if p.returncode not in (0, 1) and not may_fail:
        sys.exit('caucus %s: %s' % (' '.join(args), p.stderr.decode()))
    return p.stdout.decode()


def state(data, articles):
    """All that depends on who is who; actors of one weight stand in no order."""
    out = []
    for i in articles:
        article = json.loads(caucus(data, 'show', str(i), '--format', 'json'))
        article['actors'] = sorted(json.dumps(a, sort_keys=True) for a in article['actors'])
        out.append(json.dumps(article, sort_keys=True))
    out += [q + '\n' + caucus(data, 'search', '--format', 'ids', '-n', '1000', '--now', '2026-01-01', q) for q in QUERIES]
    return out + [caucus(data, 'actors', '-n', '2000')]


def change(data, known, made):
    word, other = random.choice(WORDS), random.choice(WORDS)
    kind = random.choice(['add', 'name', 'role', 'merge', 'unmerge', 'remove'])
    if kind == 'add':
        made.append('x%d' % random.randrange(99))
        caucus(data, 'actors', 'add', word + ' ' + other, '--id', made[-1], '--kind', random.choice(['person', 'org', 'place']), '--name', other)
    elif kind == 'name':
        caucus(data, 'actors', 'add', '--id', random.choice(known), '--name', random.choice([word, word + ' ' + other]))
    elif kind == 'role':
        office, of, since = random.choice(['president', 'mayor', 'foreign minister']), random.choice(['US', 'AM', 'SU', 'FR']), random.choice([1940, 1990, 2015])
        caucus(data, 'actors', 'add', '--id', random.choice(known), '--role', '%s@%s %d..' % (office, of, since))
    elif kind == 'merge':
        one, two = random.sample(known, 2)
        made.append(one)
        caucus(data, 'actors', 'merge', one, two, may_fail=True)     # of two kinds: refused
    elif made:
        caucus(data, 'actors', kind, random.choice(made), may_fail=True)


def main():
    random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
    top = tempfile.mkdtemp(prefix='caucus-resolve-')
    bad, made = 0, []
    try:
        live, anew = top + '/live', top + '/anew'
        os.mkdir(live)
        caucus(live, '-q', 'index', ROOT + '/corpus/sample')
        known = [l.split()[-1] for l in caucus(live, 'actors', '-n', '300').splitlines() if l.strip() and l.split()[0].isdigit()]
        known = [k for k in known if not k.startswith('local-')]
        for round in range(ROUNDS):
            for _ in range(CHANGES):
                change(live, known, made)
            with open(live + '/more.jsonl', 'a') as f:      # what comes in the same run
                f.write(json.dumps({'id': 'more-%d' % round, 'date': '2020-01-0%d' % (round % 9 + 1), 'title': 'More of ' + random.choice(WORDS),
                                    'text': ' '.join(random.choice(WORDS) for _ in range(20)) + '.'}) + '\n')
            caucus(live, '-q', 'index', live + '/more.jsonl')
            shutil.rmtree(anew, ignore_errors=True)
            shutil.copytree(live, anew)
            caucus(anew, '-q', 'reindex')
            articles = random.sample(range(1, 1 + json.loads(caucus(live, 'status', '--format', 'json'))['revisions']), 40)
            for a, b in zip(state(live, articles), state(anew, articles)):
                if a != b:
                    bad += 1
                    at = next((k for k in range(min(len(a), len(b))) if a[k] != b[k]), 0)
                    print('in place: …%s\nanew:     …%s' % (a[max(0, at - 200):at + 200], b[max(0, at - 200):at + 200]))
            if 'fail' in caucus(live, 'doctor'):
                bad += 1
                print(caucus(live, 'doctor'))
    finally:
        shutil.rmtree(top, ignore_errors=True)
    print('%d differences' % bad)
    return bad != 0


sys.exit(main())
