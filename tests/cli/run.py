#!/usr/bin/env python3
"""Runs the commands in tests/cli/*.t and in the manuals' ```console blocks, and compares what they print, whole.

usage: run.py [--update] CAUCUS [FILE...]

A command stands behind "$ "; what it prints follows, standard error after standard output, and "[3]" where it exits with 3. Each file starts with a data
folder into which the sample articles were indexed ($CAUCUS_DATA_DIR) and an empty working folder ($TMP). --update rewrites what is expected.
Times are not compared."""
import os, re, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIMES = [(re.compile(r'\(\d+\.\d s(, [\d.]+ MB/s)?\)'), '(N s)'), (re.compile(r'"took_ms":[\d.]+'), '"took_ms":N'),
         (re.compile(r'"seconds":[\d.]+'), '"seconds":N'), (re.compile(r'\d+\.\d GB free'), 'N GB free'),
         (re.compile(r'in \d+\.\d ms'), 'in N ms'), (re.compile(r'\b\d+ s\b'), 'N s')]


def plain(text, env):
    for pattern, to in TIMES:
        text = pattern.sub(to, text)
    for name in ('TMP', 'CAUCUS_DATA_DIR', 'ROOT'):
        text = text.replace(env[name], '$' + name)
    return text


def run(command, env):
    p = subprocess.run(['bash', '-c', command], capture_output=True, env=env, cwd=env['TMP'], timeout=120, stdin=subprocess.DEVNULL)
    out = p.stdout.decode('utf8', 'replace') + p.stderr.decode('utf8', 'replace')
    lines = plain(out, env).splitlines()
    return lines + ['[%d]' % p.returncode] if p.returncode else lines


def check(path, env, update):
    """Gives the numbers of commands that hold and that do not."""
    manual = path.endswith('.md')
    lines = open(path, encoding='utf8').read().split('\n')
    out, i, good, bad, inside = [], 0, 0, 0, not manual
    while i < len(lines):
        line = lines[i]
        if manual and line.startswith('```'):
            inside = line == '```console'
        indent = '' if manual else '  '
        if not (inside and line.startswith(indent + '$ ')):
            out.append(line)
            i += 1
            continue
        command, want, at = line[len(indent) + 2:], [], i + 1
        i += 1
        while i < len(lines) and not lines[i].startswith(indent + '$ ') and not (manual and lines[i].startswith('```')) \
                and (manual or lines[i].startswith(indent)):
            want.append(lines[i][len(indent):])
            i += 1
        while manual and want and want[-1] == '':
            want.pop()
        got = [l.rstrip() for l in run(command, env)]
        while manual and got and got[-1] == '':
            got.pop()
        want = [l.rstrip() for l in want]
        if got == want:
            good += 1
        elif not update:
            bad += 1
            print('%s:%d: %s' % (os.path.relpath(path, ROOT), at, command))
            for l in want: print('  - ' + l)
            for l in got: print('  + ' + l)
        out.append(line)
        out += [(indent + l).rstrip() if l else (indent if not manual else '') for l in (got if update else want)]
    if update:
        open(path, 'w', encoding='utf8').write('\n'.join(out))
    return good, bad


def main():
    args = sys.argv[1:]
    update = '--update' in args
    args = [a for a in args if a != '--update']
    program = os.path.abspath(args[0])
    files = args[1:] or sorted(os.path.join(ROOT, 'tests/cli', f) for f in os.listdir(os.path.join(ROOT, 'tests/cli')) if f.endswith('.t'))
    if not args[1:]:
        files.append(os.path.join(ROOT, 'README.md'))
    good = bad = 0
    top = tempfile.mkdtemp(prefix='caucus-cli-')
    try:
        os.makedirs(top + '/bin')
        os.symlink(program, top + '/bin/caucus')
        base = dict(os.environ, PATH=top + '/bin:' + os.environ['PATH'], LC_ALL='C.UTF-8', TERM='dumb', ROOT=ROOT, HOME=top, XDG_CONFIG_HOME=top,
                    XDG_DATA_HOME=top)
        base.pop('CAUCUS_CONFIG', None)
        base.pop('COLUMNS', None)
        subprocess.run([program, '-q', '--data', top + '/sample', 'index', ROOT + '/corpus/sample'], check=True, cwd=top)
        for number, path in enumerate(files):
            env = dict(base, TMP='%s/%d' % (top, number), CAUCUS_DATA_DIR='%s/data%d' % (top, number))
            os.makedirs(env['TMP'])
            if not path.endswith('.md'):     # the README starts from nothing
                shutil.copytree(top + '/sample', env['CAUCUS_DATA_DIR'])
            os.symlink(ROOT + '/corpus', env['TMP'] + '/corpus')
            g, b = check(path, env, update)
            good, bad = good + g, bad + b
    finally:
        shutil.rmtree(top, ignore_errors=True)
    print('%d commands hold, %d do not' % (good, bad))
    return 1 if bad or not good else 0


sys.exit(main())
