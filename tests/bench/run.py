#!/usr/bin/env python3
"""Times caucus on corpora of growing size, beside other engines if there are any, and prints tables.

usage: run.py BUILD [OUTDIR]

BUILD      a release build: build/caucus, build/caucus-bench, build/generate-news
OUTDIR     gets TABLE.md and what was measured; a folder that goes away if not given

Environment:
  CAUCUS_TEST_CORPUS  articles (any file that caucus reads); else a few of the program's own make do, and figures mean little
  BENCH_SIZES         articles to generate from those, "10000 100000"; "" for none
  BENCH_PEERS         programs that speak caucus-bench's verbs (index, bench, one), to be raced: "NAME=COMMAND;NAME=COMMAND"
  BENCH_QUERIES       a file of queries, one a line; else queries.txt beside this file

Each figure is the sum over the queries of the best of ten runs, in ms, in one process, warm."""
import collections, math, os, resource, shutil, subprocess, sys, tempfile, time

CLASSES = ['or', 'and', 'range', 'date', 'phrase', 'count', 'best', 'facets', 'timeline', 'prefix', 'actor']


def folder_bytes(path):
    return sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(path) for f in files)


def run(command, **more):
    return subprocess.run(command, check=True, **more)


def build(command, name, norm, where):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.time()
    run(command + ['index', name, norm, where])
    seconds = time.time() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {'seconds': seconds, 'cpu': after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 'bytes': folder_bytes(where)}


def measure(command, name, where, queries):
    out = run(command + ['bench', name, where, queries], capture_output=True, text=True).stdout
    sums, answers = collections.defaultdict(float), {}
    for line in out.splitlines():
        cols = line.split('\t')
        sums[cols[1]] += float(cols[3])
        answers[cols[1], cols[2]] = cols[5:]
    return sums, answers


def one_shot(command, name, where, words, times=15):
    taken = []
    for _ in range(times):
        begin = time.time()
        run(command + ['one', name, where, words], stdout=subprocess.DEVNULL)
        taken.append((time.time() - begin) * 1e3)
    return sorted(taken)[times // 2]


def figure(x):
    return '%.3g' % x if x < 1000 else '%.0f' % x


def table(rows):
    return '\n'.join('| ' + ' | '.join(row) + ' |' for row in [rows[0], ['---'] * len(rows[0])] + rows[1:]) + '\n'


def main():
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    bin_dir = os.path.abspath(sys.argv[1])
    keep = len(sys.argv) > 2
    out = os.path.abspath(sys.argv[2]) if keep else tempfile.mkdtemp(prefix='caucus-bench-')
    os.makedirs(out, exist_ok=True)
    corpus = os.environ.get('CAUCUS_TEST_CORPUS') or os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../corpus/sample')
    sizes = [int(x) for x in os.environ.get('BENCH_SIZES', '10000 100000').split()]
    engines = [('caucus', [bin_dir + '/caucus-bench'])]
    engines += [(p.split('=', 1)[0], p.split('=', 1)[1].split()) for p in os.environ.get('BENCH_PEERS', '').split(';') if '=' in p]
    queries = os.environ.get('BENCH_QUERIES') or os.path.join(os.path.dirname(os.path.abspath(__file__)), 'queries.txt')
    longest = max(open(queries).read().split('\n'), key=len)
    lines, growth = ['# Measured by ./dev bench, %s\n' % time.strftime('%Y-%m-%d')], {}
    try:
        for size in sizes:
            norm = '%s/%d.tsv' % (out, size)
            base = corpus
            if os.path.isdir(corpus):
                base = out + '/base.txt'
                with open(base, 'w', encoding='utf8') as f:
                    for name in sorted(os.listdir(corpus)):
                        f.write(open(os.path.join(corpus, name), encoding='utf8').read() + '\n')
            with open(norm, 'w') as f:
                run([bin_dir + '/generate-news', base, str(size)], stdout=f)
            raw = os.path.getsize(norm)
            lines.append('\n## %d articles, %.0f MB\n' % (size, raw / 1e6))
            built, timed = {}, {}
            for name, command in engines:
                where = '%s/%s-%d' % (out, name, size)
                built[name] = build(command, name, norm, where)
                sums, _ = measure(command, name, where, queries)
                timed[name] = sums
                built[name]['one'] = one_shot(command, name, where, longest)
                shutil.rmtree(where, ignore_errors=True)
            growth[size] = timed['caucus']
            lines.append(table([['', 'indexing, s', 'CPU, s', 'on disk, of the raw text', 'one search as a process, ms']] +
                               [[n, figure(b['seconds']), figure(b['cpu']), figure(b['bytes'] / raw), figure(b['one'])] for n, b in built.items()]))
            lines.append(table([['ms'] + CLASSES] + [[n] + [figure(t[c]) if c in t else '' for c in CLASSES] for n, t in timed.items()]))
            others = [n for n in timed if n != 'caucus']
            if others:
                lines.append(table([['times caucus'] + CLASSES] +
                                   [[n] + [figure(timed[n][c] / timed['caucus'][c]) if c in timed[n] else '' for c in CLASSES] for n in others]))
            os.remove(norm)
        if len(growth) > 1:
            small, large = min(growth), max(growth)
            lines.append('\n## Growth from %d to %d articles: time as a power of the number of articles\n' % (small, large))
            lines.append(table([CLASSES, ['%.2f' % (math.log(growth[large][c] / growth[small][c]) / math.log(large / small)) for c in CLASSES]]))
        text = '\n'.join(lines)
        print(text)
        with open(out + '/TABLE.md', 'w') as f:
            f.write(text)
    finally:
        if not keep:
            shutil.rmtree(out, ignore_errors=True)
    return 0


sys.exit(main())
