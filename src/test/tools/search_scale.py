#!/usr/bin/env python3
"""How the search of the webmail grows with the number of messages.

  search_scale.py make DIR --count N [--seed S]       a Maildir of N letters, about 1.5 KB each, no two the same
  search_scale.py ask HOST:PORT USER PASSWORD [--rounds 3] [--seed S]   as somebody types: letter by letter, whole requests over TLS

The words of `make` are drawn as natural language draws them (Zipf's law over 60,000 made words, English and Kiswahili ones in front);
`ask` types words of all frequencies, two words, names, and words that nobody wrote, each from its second letter on.
The first round is told apart: caches are cold in it.
"""
import argparse
import http.client
import os
import random
import re
import ssl
import time
import urllib.parse
from email.utils import formatdate

COMMON = """the and of to in is for on with your please meeting report budget school teacher river market letter answer travel ticket harvest
na ya wa kwa ni katika za la mkutano ratiba shule mwalimu wanafunzi kitabu vitabu barua malipo safari kesho leo tafadhali maji chakula""".split()
NAMES = ["Amina Juma", "Wanjiru Kamau", "Neema Mushi", "John Obrien", "Zawadi Komba", "Grace Mollel", "Fatma Hassan", "Peter Smith"]
VOCABULARY = 60_000


def vocabulary():
    chance = random.Random(4)
    heads, vowels = "bcdfghjklmnprstvwyz", "aeiou"
    words, seen = list(COMMON), set(COMMON)
    while len(words) < VOCABULARY:
        word = "".join(chance.choice(heads) + chance.choice(vowels) for _ in range(chance.randint(2, 5))) + chance.choice(["", "", "n", "r", "s"])
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words


def make(a):
    chance = random.Random(a.seed)
    words = vocabulary()
    totals, total = [], 0.0
    for rank in range(len(words)):
        total += 1 / (rank + 3)
        totals.append(total)
    for name in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(a.dir, name), exist_ok=True)
    clock = 1_500_000_000
    for number in range(a.count):
        text = chance.choices(words, cum_weights=totals, k=chance.randint(30, 300))
        sender = chance.choice(NAMES) if chance.random() < 0.5 else " ".join(chance.choices(words[50:3000], k=2)).title()
        clock += chance.randint(1, 300)
        lines = [" ".join(text[at:at + 12]) for at in range(0, len(text), 12)]
        letter = "From: %s <%s@mail%d.example>\r\nTo: neema.mushi@mfano.example\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%d.%d@scale.example>\r\n\r\n%s\r\n" % (
            sender, sender.lower().replace(" ", "."), chance.randint(1, 40), " ".join(chance.choices(words, cum_weights=totals, k=chance.randint(2, 7))),
            formatdate(clock), number, a.seed, "\r\n".join(lines))
        flags = "S" if chance.random() < 0.8 else ""
        with open(os.path.join(a.dir, "cur", "%d.%d.scale:2,%s" % (clock, number, flags)), "wb") as file:
            file.write(letter.encode())


class Browser:
    """One connection that stays open, as a browser's does, and its cookies."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self.line = http.client.HTTPSConnection(host, int(port), context=context, timeout=120)
        self.cookies = {}

    def ask(self, method, path, body=None):
        headers = {"Cookie": "; ".join("%s=%s" % pair for pair in self.cookies.items()), "Accept-Encoding": "gzip"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer, answer.read()

    def sign_in(self, user, password):
        answer, page = self.ask("GET", "/login")
        if answer.headers.get("Content-Encoding") == "gzip":
            import gzip
            page = gzip.decompress(page)
        fields = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page.decode()))
        fields.update(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page.decode()))
        shown = [tag for tag in re.findall(r"<input[^>]*>", page.decode()) if 'type="hidden"' not in tag and 'type="checkbox"' not in tag]
        for tag in shown:
            fields[re.search(r'name="([^"]+)"', tag).group(1)] = password if 'type="password"' in tag else user
        action = urllib.parse.urlparse(re.search(r'<form[^>]*action="([^"]*)"', page.decode()).group(1)).path or "/login"
        answer, _ = self.ask("POST", action, urllib.parse.urlencode(fields))
        if answer.status not in (302, 303) or "login" in (answer.headers.get("Location") or ""):
            raise SystemExit("sign-in failed: %d %s" % (answer.status, answer.headers.get("Location")))


def part(times, of):
    return sorted(times)[min(len(times) - 1, int(len(times) * of))] * 1000


def ask(a):
    browser = Browser(a.server)
    browser.sign_in(a.user, a.password)
    chance = random.Random(a.seed)
    words = vocabulary()
    typed = [words[int(len(words) * chance.random() ** 3)] for _ in range(30)] + ["budget report", "amina juma", "mkutano shule", "zzqqxxy", "kitabu", "from:wanjiru"]
    for turn in range(a.rounds):
        times = []
        for text in typed:
            for upto in range(2, len(text) + 1):
                if text[:upto].endswith(" "):
                    continue
                began = time.monotonic()
                answer, _ = browser.ask("GET", "/search?q=%s&few=yes" % urllib.parse.quote(text[:upto]))
                times.append((time.monotonic() - began, text[:upto]))
                if answer.status != 200:
                    raise SystemExit("%s: %d" % (text[:upto], answer.status))
        only = [took for took, _ in times]
        print("round %d: %d requests, p50 %.0f p95 %.0f p99 %.0f most %.0f ms; slowest: %s" % (turn + 1, len(only), part(only, .5), part(only, .95),
              part(only, .99), max(only) * 1000, ", ".join("%s %.0f" % (text, took * 1000) for took, text in sorted(times)[:-6:-1])), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    making = verbs.add_parser("make")
    making.add_argument("dir")
    making.add_argument("--count", type=int, required=True)
    asking = verbs.add_parser("ask")
    for name in ("server", "user", "password"):
        asking.add_argument(name)
    asking.add_argument("--rounds", type=int, default=3)
    for verb in (making, asking):
        verb.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    make(a) if a.verb == "make" else ask(a)


if __name__ == "__main__":
    main()
