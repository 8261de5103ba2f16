#!/usr/bin/env python3
"""Atom feeds of alerts over hostile articles, held to RFC 4287: what each element must have, dates as RFC 3339 has them, ids that stand once and stay.

usage: feeds.py CAUCUS"""
import json, os, random, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

PROGRAM = os.path.abspath(sys.argv[1])
PLACE = tempfile.mkdtemp(prefix='caucus-feeds-')
RANDOM = random.Random(7)
ATOM = '{http://www.w3.org/2005/Atom}'
DATE = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$')
PIECES = ['senate', ' ', '<b>', '</entry>', '&', '&amp;', '&#0;', ']]>', '<![CDATA[', '"', "'", '\x00', '\x01', '\x1b[31m', '\x7f', '\u0085', '\u2028', '\ufffe', '\uffff',
          '\U0001f5f3', 'é', 'Ελλάδα', 'عربي', '\u202e', '\ud7ff', '\ue000', '\t', '\n', '\r', '--', '<?xml?>', '%s', '\\']


def caucus(*args):
    p = subprocess.run([PROGRAM, '--data', os.path.join(PLACE, 'data'), '-q', *args], capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    if p.returncode:
        sys.exit('%s: exit code %d\n%s' % (args, p.returncode, p.stderr.decode()))


def hostile(n):
    return ''.join(RANDOM.choice(PIECES) for _ in range(n))


def feed(path, n, first):
    with open(path, 'w') as f:
        for i in range(first, first + n):
            article = {'id': 'a%d' % i + hostile(2), 'title': hostile(8), 'text': 'senate ' + hostile(20)}
            if i % 3:
                article['date'] = '20%02d-0%d-1%dT0%d:30:00%s' % (i % 25, i % 9 + 1, i % 9, i % 9, ['Z', '+05:30', '-11:00'][i % 3])
            if i % 2:
                article['url'] = RANDOM.choice(['https://example.org/%d?a=1&b=<2>' % i, 'not a url', 'https://example.org/' + hostile(3)])
            if i % 5 == 0:
                article['author'] = hostile(3)
            f.write(json.dumps(article) + '\n')


def one(element, name):
    found = element.findall(ATOM + name)
    assert len(found) == 1, '%d %s in %s' % (len(found), name, element.tag)
    return found[0].text or ''


def check_head(element):
    assert one(element, 'id').strip(), 'an empty id'
    assert ':' in one(element, 'id'), 'an id that is no IRI: %s' % one(element, 'id')
    assert DATE.match(one(element, 'updated')), 'updated: %s' % one(element, 'updated')
    one(element, 'title')
    for published in element.findall(ATOM + 'published'):
        assert DATE.match(published.text), 'published: %s' % published.text
    for link in element.findall(ATOM + 'link'):
        assert link.get('href') and not re.search(r'[\s<>]', link.get('href')), 'a link to %r' % link.get('href')
    for author in element.findall(ATOM + 'author'):
        assert one(author, 'name').strip(), 'an author without a name'


def check(path):
    root = ET.parse(path).getroot()
    assert root.tag == ATOM + 'feed'
    check_head(root)
    entries = root.findall(ATOM + 'entry')
    for entry in entries:
        check_head(entry)
        assert entry.findall(ATOM + 'author') or root.findall(ATOM + 'author'), 'nobody is the author'
        assert entry.findall(ATOM + 'link') or entry.findall(ATOM + 'content'), 'neither a link nor content'
        for child in entry:
            assert child.tag.startswith(ATOM), child.tag
    ids = [one(entry, 'id') for entry in entries]
    assert len(set(ids)) == len(ids), 'an id stands twice'
    return ids


def main():
    news, path = os.path.join(PLACE, 'news.jsonl'), os.path.join(PLACE, 'feed.xml')
    feed(news, 1, 0)
    caucus('index', news)
    caucus('alerts', 'add', 'new', '--format', 'atom', '--to-file', path, 'senate')
    before, told = [], 0
    for first in range(100, 1100, 200):
        feed(news, 60, first)
        caucus('index', news)
        caucus('alerts', 'run')
        ids = check(path)
        told += len(set(ids) - set(before))
        before = ids
    assert told == 300, '%d of 300 were told' % told
    shutil.rmtree(PLACE)
    print('300 hostile articles in five feeds: all are valid')


main()
