#!/usr/bin/env python3
"""`caucus jobs daemon` and `jobs run` as processes: schedules, signals, a second one, a configuration that changes, a runner that is killed.

usage: daemon.py CAUCUS"""
import glob, json, os, shutil, signal, subprocess, sys, tempfile, time

CAUCUS = os.path.abspath(sys.argv[1])
FOLDER = tempfile.mkdtemp()
NEWS = os.path.join(FOLDER, 'news')
CONFIG = os.path.join(FOLDER, 'caucus.yaml')
BASE = [CAUCUS, '--config', CONFIG, '--data', os.path.join(FOLDER, 'data'), '-q']


def configure(text):
    with open(CONFIG + '.new', 'w') as f:
        f.write(text)
    os.rename(CONFIG + '.new', CONFIG)


def start(*args):
    return subprocess.Popen(BASE + list(args), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def log(job):
    p = subprocess.run(BASE + ['jobs', 'log', job, '-n', '1000', '--format', 'jsonl'], capture_output=True, text=True)
    return [json.loads(line) for line in p.stdout.splitlines()]


def wait_until(what, seconds=60):
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def held(text, fine):
    print('%-70s %s' % (text, 'holds' if fine else 'DOES NOT HOLD'))
    return fine


def daemon():
    os.mkdir(NEWS)
    with open(os.path.join(NEWS, 'a.txt'), 'w') as f:
        f.write('The senate voted.')
    configure('jobs:\n  - {name: often, every: 1s, run: index}\nsources: [{path: %s}]\n' % NEWS)
    first = start('jobs', 'daemon')
    fine = held('a job of every second is run again and again', wait_until(lambda: len(log('often')) >= 3))
    second = start('jobs', 'daemon')
    fine &= held('a second daemon is told that there is one', second.wait(30) == 75 and 'another' in second.stderr.read())
    configure('jobs:\n  - {name: other, every: 1s, run: doctor}\n')
    first.send_signal(signal.SIGHUP)
    fine &= held('SIGHUP has it read the configuration again', wait_until(lambda: len(log('other')) >= 2))
    configure('jobs: [\n')
    first.send_signal(signal.SIGTERM)
    fine &= held('SIGTERM ends it', first.wait(30) == 143)
    return fine


def is_running(job):
    p = subprocess.run(BASE + ['jobs', '--format', 'jsonl'], capture_output=True, text=True)
    return any(json.loads(line)['job'] == job and json.loads(line)['last'] and json.loads(line)['last']['result'] == 'running' for line in p.stdout.splitlines())


def is_read(pipe):
    """By another process than this one."""
    for entry in glob.glob('/proc/[0-9]*/fd/*'):
        try:
            if os.readlink(entry) == pipe and entry.split('/')[2] != str(os.getpid()):
                return True
        except OSError:
            pass
    return False


def killed():
    """A step that reads from a pipe which nobody writes to runs until that is closed."""
    pipe = os.path.join(FOLDER, 'pipe.jsonl')
    os.mkfifo(pipe)
    configure('jobs:\n  - {name: slow, every: 1h, run: ["index %s"]}\n' % pipe)
    keep = os.open(pipe, os.O_RDWR)
    runner = start('jobs', 'run', 'slow')
    fine = held('a job that runs is told as running', wait_until(lambda: is_running('slow')))
    fine &= held('its step reads', wait_until(lambda: is_read(pipe)))
    runner.kill()
    runner.wait()
    again = start('jobs', 'run', 'slow')
    fine &= held('its runner killed, the step goes on and none other begins', again.wait(30) == 75 and is_running('slow'))
    os.write(keep, b'{"id":"x","text":"The senate voted."}\n')
    os.close(keep)
    fine &= held('when the step has ended the job is free again', wait_until(lambda: not is_running('slow')))
    os.unlink(pipe)
    configure('jobs:\n  - {name: slow, every: 1h, run: doctor}\n')
    fine &= held('what was broken off is seen in the log', any(run['ended'] is None for run in log('slow')))
    fine &= held('and it runs again', start('jobs', 'run', 'slow').wait(60) == 0)
    return fine


def interrupted():
    configure('jobs:\n  - {name: hooked, every: 1h, run: doctor, hooks: {before: "exec sleep 30"}}\n')
    runner = start('jobs', 'run')
    wait_until(lambda: is_running('hooked'))
    began = time.monotonic()
    runner.send_signal(signal.SIGTERM)
    code = runner.wait(60)
    return held('SIGTERM is passed on, and the job ends at once', code == 143 and time.monotonic() - began < 20)


results = [daemon(), killed(), interrupted()]
shutil.rmtree(FOLDER)
sys.exit(not all(results))
