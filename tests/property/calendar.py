#!/usr/bin/env python3
"""Random cron expressions over a year in three time zones: the times that `caucus jobs next` gives, against every minute of that year by the clocks
of the zone (summer time's missing minutes left out, those that come twice counted once), and against `systemd-analyze calendar` where it is there.

usage: calendar.py CAUCUS [SEED [EXPRESSIONS]]"""
import datetime, json, os, random, re, shutil, subprocess, sys, tempfile, zoneinfo

CAUCUS, SEED = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 12
# Clocks that are put on and back in spring and autumn, in the other order, and never.
ZONES = ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Yerevan']
BEGIN, END = datetime.datetime(2026, 1, 1), datetime.datetime(2027, 1, 1)
MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split()
DAYS = 'sun mon tue wed thu fri sat'.split()
rng = random.Random(SEED)


def field(low, high, star):
    """A random field and the values that it means, by the manual and not by the program."""
    if rng.random() < star:
        if rng.random() < 0.4:
            step = rng.randint(2, max(2, (high - low) // 2))
            return '*/%d' % step, set(range(low, high + 1, step))
        return '*', set(range(low, high + 1))
    text, values = [], set()
    for _ in range(rng.randint(1, 3)):
        a, b = sorted((rng.randint(low, high), rng.randint(low, high)))
        kind = rng.random()
        if kind < 0.5:
            text.append(str(a)); values.add(a)
        elif kind < 0.8:
            text.append('%d-%d' % (a, b)); values |= set(range(a, b + 1))
        else:
            step = rng.randint(1, 7)
            text.append('%d-%d/%d' % (a, b, step)); values |= set(range(a, b + 1, step))
    return ','.join(text), values


def expression():
    minute, minutes = field(0, 59, 0.2) if rng.random() < 0.3 else (lambda m: (str(m), {m}))(rng.randint(0, 59))
    hour, hours = field(0, 23, 0.3)
    day, days = field(1, 31, 0.7)
    month, months = field(1, 12, 0.8)
    weekday, weekdays = field(0, 7, 0.7)
    if month.isdigit() and rng.random() < 0.5:
        month = MONTHS[int(month) - 1]
    if weekday.isdigit() and rng.random() < 0.5:
        weekday = DAYS[int(weekday) % 7].capitalize()
    either = day[0] != '*' and weekday[0] != '*'
    weekdays = {d % 7 for d in weekdays}
    return '%s %s %s %s %s' % (minute, hour, day, month, weekday), minutes, hours, days, months, weekdays, either


def all_minutes(zone):
    """(UTC, local) of every minute of the year that the clocks show for the first time."""
    out, at, tz = [], BEGIN, zoneinfo.ZoneInfo(zone)
    while at < END:
        local = at.replace(tzinfo=datetime.timezone.utc).astimezone(tz)
        if not local.fold:
            out.append((at, local.minute, local.hour, local.day, local.month, local.isoweekday() % 7))
        at += datetime.timedelta(minutes=1)
    return out


def expected(minutes_of_year, e):
    _, minutes, hours, days, months, weekdays, either = e
    return [at for at, minute, hour, day, month, weekday in minutes_of_year if minute in minutes and hour in hours and month in months
            and ((day in days or weekday in weekdays) if either else (day in days and weekday in weekdays))]


def of_systemd(events, count):
    """The union of what several events give, by systemd itself."""
    times = set()
    for event in events:
        p = subprocess.run(['systemd-analyze', 'calendar', '--iterations=%d' % count, '--base-time=2025-12-31 23:59:59 UTC', event],
                           capture_output=True, text=True, env=dict(os.environ, TZ='UTC'))
        assert p.returncode == 0, (event, p.stderr)
        times |= set(re.findall(r'(?:Next elapse|Iter. #\d+): \w+ (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC', p.stdout))
    return sorted(datetime.datetime.fromisoformat(t) for t in times)


def main():
    folder = tempfile.mkdtemp()
    systemd = shutil.which('systemd-analyze')
    compared = bad = 0
    for zone in ZONES:
        year = all_minutes(zone)
        for i in range(COUNT):
            e = expression()
            want = expected(year, e)
            config = os.path.join(folder, 'caucus.yaml')
            with open(config, 'w') as f:
                f.write('jobs:\n  - {name: x, at: "%s", timezone: %s, run: doctor}\n' % (e[0], zone))
            base = [CAUCUS, '--config', config, '--data', os.path.join(folder, 'data')]
            p = subprocess.run(base + ['jobs', 'next', '--now', '2025-12-31T23:59Z', '-n', str(len(want) + 1), '--format', 'jsonl'], capture_output=True, text=True)
            if p.returncode == 78 and 'never comes' in p.stderr and not want:
                continue
            assert p.returncode == 0, (e[0], p.stderr)
            got = [datetime.datetime.fromisoformat(json.loads(line)['next'][:-1]) for line in p.stdout.splitlines()]
            got = [at for at in got if at < END]
            if got != want:
                odd = sorted(set(got) ^ set(want))[:3]
                print('seed %d: "%s" in %s: %d times instead of %d, such as %s' % (SEED, e[0], zone, len(got), len(want), ', '.join(map(str, odd))))
                bad += 1
            compared += len(want)
            # The time of day is calendar's; its list is long to make, so a few hundred times are compared.
            if systemd and want:
                unit = subprocess.run(base + ['jobs', 'export', 'systemd'], capture_output=True, text=True).stdout
                n = min(len(want), 400)
                theirs = of_systemd(re.findall(r'^OnCalendar=(.*)$', unit, re.M), n)[:n]
                if theirs != want[:n]:
                    odd = sorted(set(theirs) ^ set(want[:n]))[:3]
                    print('seed %d: "%s" in %s: systemd differs at %s' % (SEED, e[0], zone, ', '.join(map(str, odd))))
                    bad += 1
    shutil.rmtree(folder)
    print('%d expressions, %d times compared, %s systemd-analyze: %d differ' % (COUNT * len(ZONES), compared, 'also with' if systemd else 'without', bad))
    return bad != 0


sys.exit(main())
