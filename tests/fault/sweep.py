#!/usr/bin/env python3
"""Lets the n-th call of each kind fail (faults.h) while a few articles are indexed, searched, and told of by an alert, and looks after each at what is left.

usage: sweep.py CAUCUS-FAULTS

After each: a documented exit code and a message, no sanitizer's report; every article that was there before, or was acknowledged, is found; the next run
does what was not done, and doctor is content. CAUCUS_FAULT_POINTS: how many places of each kind are tried (0: all)."""
import json, os, random, shutil, subprocess, sys, tempfile

PROGRAM = os.path.abspath(sys.argv[1])
POINTS = int(os.environ.get('CAUCUS_FAULT_POINTS', '1'))
SHORT = 'CAUCUS_FAULT_POINTS' not in os.environ
CLEAN = (0, 3, 70, 74, 75)
POWER_LOST = 99
MANY = 1100


def run(data, *args, env=None):
    return subprocess.run([PROGRAM, '--data', data, *args], capture_output=True, env=dict(os.environ, **(env or {})), timeout=300,
                          stdin=subprocess.DEVNULL)


def must(data, *args):
    p = run(data, *args)
    if p.returncode:
        sys.exit('%s: exit code %d\n%s%s' % (args, p.returncode, p.stdout.decode(), p.stderr.decode()))
    return p.stdout.decode()


def write_articles(path, names):
    with open(path, 'w') as f:
        for i, name in enumerate(names):
            f.write(json.dumps({'id': name, 'title': 'Treaty ' + name, 'text': 'The senate voted on treaty %s, and will vote again.' % name,
                                'date': '2020-01-%02d' % (i % 28 + 1)}) + '\n')


def sweep(place, what, args, kinds, check):
    """Runs a command with each fault on a copy of the base; check(data, exit code) gives what is wrong."""
    base, count = os.path.join(place, 'base'), os.path.join(place, 'count')
    data, news = os.path.join(place, 'data'), os.path.join(place, 'news.jsonl')
    bad = tried = 0

    def fresh():
        shutil.rmtree(data, ignore_errors=True)
        if os.path.exists(news):
            os.unlink(news)
        if os.path.isdir(base):
            shutil.copytree(base, data)

    fresh()
    run(data, *args, env={'CAUCUS_FAULT_COUNT': count})
    calls = {line.split()[0]: int(line.split()[1]) for line in open(count)}
    for kind in kinds:
        total = calls[kind.split(':')[0].rstrip('+')]
        places = list(range(1, total + 1))
        if POINTS and total > POINTS:
            places = sorted(random.Random(kind + what).sample(places, POINTS))
        for n in places:
            name, _, full = kind.partition(':')
            wish = '%s:%d%s' % (name, n, ':' + full if full else '')
            fresh()
            p = run(data, *args, env={'CAUCUS_FAULT': wish})
            told = p.stderr.decode('utf8', 'replace')
            tried += 1
            wrong = None
            if 'Sanitizer' in told or 'runtime error' in told:
                wrong = 'a sanitizer reports'
            elif p.returncode not in CLEAN and not (name == 'power' and p.returncode == POWER_LOST):
                wrong = 'exit code %d' % p.returncode
            elif p.returncode not in (0, POWER_LOST) and not told.startswith('caucus: '):
                wrong = 'no message'
            wrong = wrong or check(data, p.returncode)
            if wrong:
                bad += 1
                print('%s, %s: %s\n    exit code %d: %s' % (what, wish, wrong, p.returncode, told[:1500]))
        print('%s: %s: %d of %d places' % (what, kind, len(places), total))
    return tried, bad


def sound(data, expected):
    p = run(data, 'doctor')
    if p.returncode:
        return 'doctor: ' + (p.stdout + p.stderr).decode()
    p = run(data, 'search', '--count', 'senate')
    return None if p.stdout.decode() == '%d\n' % expected else 'articles found: ' + (p.stdout + p.stderr).decode()


def main():
    place = tempfile.mkdtemp(prefix='caucus-faults-')
    base, first, second = os.path.join(place, 'base'), os.path.join(place, 'first.jsonl'), os.path.join(place, 'second.jsonl')
    many, news = os.path.join(place, 'many.jsonl'), os.path.join(place, 'news.jsonl')
    write_articles(first, 'abcd')
    write_articles(second, 'efgh')
    write_articles(many, ['n%d' % i for i in range(MANY)])
    results = []

    def indexed(data, code):
        if code == 0:
            wrong = sound(data, 8)
            if wrong:
                return 'it said that all was done; ' + wrong
        before = run(data, 'search', '--count', 'senate')
        if before.returncode not in (0, 1) or int(before.stdout or 0) < 4:
            return 'what was there before is not found: ' + (before.stdout + before.stderr).decode()
        p = run(data, 'index', second)
        return 'the next run: ' + p.stderr.decode() if p.returncode else sound(data, 8)

    def made(data, code):
        p = run(data, 'index', first)
        return 'the next run: ' + p.stderr.decode() if p.returncode else sound(data, 4)

    def loaded(data, code):
        p = run(data, 'index', many)
        return 'the next run: ' + p.stderr.decode() if p.returncode else sound(data, MANY)

    def rebuilt(data, code):
        before = sound(data, 4)
        if before:
            return 'searches see it: ' + before
        p = run(data, 'reindex')
        return 'the next run: ' + p.stderr.decode() if p.returncode else sound(data, 4)

    def worked(data, code):
        """A job whose run failed or was not begun stays due, and is done by the next one."""
        config = os.path.join(place, 'jobs.yaml')
        p = run(data, '--config', config, 'jobs', 'run', 'feeds')
        if p.returncode:
            return 'the next run: ' + p.stderr.decode()
        log = run(data, '--config', config, 'jobs', 'log', '--format', 'jsonl').stdout.decode().splitlines()
        return sound(data, 8) if json.loads(log[0])['result'] == 'done' else 'the log: %s' % log

    def told(data, code):
        p = run(data, 'alerts', 'run')
        lines = [json.loads(l)['id'] for l in open(news)]
        os.unlink(news)
        if p.returncode:
            return 'the next run: ' + p.stderr.decode()
        return None if lines == [1, 2, 3, 4] else 'told were %s' % lines

    files = ['write', 'write+:full', 'power'] if SHORT else ['open', 'read', 'write', 'write:full', 'write+:full', 'sync', 'truncate', 'power']
    results.append(sweep(place, 'index into nothing', ['index', first], ['power'] if SHORT else ['open', 'write', 'sync', 'power'], made))
    results.append(sweep(place, 'a load that ends with a compact index', ['index', many], ['power', 'write'] if SHORT else files + ['alloc'], loaded))
    must(base, 'index', first)
    results.append(sweep(place, 'index', ['index', second], files + ['alloc'], indexed))
    results.append(sweep(place, 'reindex', ['reindex'], files + ['alloc'], rebuilt))
    results.append(sweep(place, 'search', ['search', 'senate treaty'], ['read', 'alloc'] if SHORT else ['open', 'read', 'alloc', 'alloc+'], lambda data, code: sound(data, 4)))
    with open(os.path.join(place, 'jobs.yaml'), 'w') as f:
        f.write('sources: [{path: "%s"}]\njobs: [{name: feeds, every: 1h, run: index}]\n' % second)
    # The step is a process of its own, which has the same fault: the job's own calls and the step's fail both.
    results.append(sweep(place, 'jobs', ['--config', os.path.join(place, 'jobs.yaml'), 'jobs', 'run'], files[:1] + ['power'] if SHORT else files + ['alloc'], worked))
    must(base, 'alerts', 'add', 'new', '--from-start', '--format', 'jsonl', '--to-file', news, 'senate')
    results.append(sweep(place, 'alerts', ['alerts', 'run'], files + ['alloc'], told))
    tried, bad = sum(r[0] for r in results), sum(r[1] for r in results)
    shutil.rmtree(place)
    print('%d faults, %d of them not borne' % (tried, bad))
    return bad > 0


sys.exit(main())
