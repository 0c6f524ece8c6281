#!/usr/bin/env python3
"""SORT and THREAD of one folder, side by side with another IMAP server that holds the same messages.

  sort_beside.py fill    HOST:PORT USER PASSWORD PEER_HOST:PORT USER PASSWORD [--tls] [--folder F] [--count N] [--seed S] [--plain] [--files DIR]
  sort_beside.py compare (the same)
  sort_beside.py speed   (the same) [--rounds 7]

fill appends generated messages to both (with answers, broken ids, lost parents, strange subjects, dates and addresses; --plain: without the
strange ones), or with --files those of a folder. compare asks both for SORT by each criterion and for both kinds of THREAD, and shows what
differs. speed asks both in turns and tells the medians.
"""
import argparse
import imaplib
import pathlib
import random
import re
import socket
import ssl
import statistics
import time

imaplib._MAXLINE = 100_000_000
NAMES = ["Amina Said", "Baraka Kimaro", "Grace Mollel", "=?utf-8?q?J=C3=BCrgen_Meier?=", "Zawadi", "neema", "Éva"]
WORDS = ["harvest", "Mavuno", "budget", "=?utf-8?q?=C3=9Cber_Wasser?=", "meeting notes", "ripoti", "Safari ya  Mwanza", "straße", "[x]", "re", "\u4f1a\u8bae"]
LEADS = ["", "", "", "", "Re: ", "RE : ", "Fwd: ", "fw[3]: ", "[list] ", "[list] Re: ", "Re: [list] ", "Re: Re: Fwd: ", "Aw: ", "re[2]:", "[a] [b] re: ", "[fwd: "]
DATES = ["%d Nov 2026 10:%02d:00 +0300", "Fri, %d Nov 2026 23:%02d:00 -0800", "%d Nov 26 10:%02d:00 EST", "%d Nov 2026 10:%02d:59 GMT", "%d Nov 2026 07:%02d:00"]
ODD_DATES = ["", "yesterday", "32 Nov 2026 10:00:00 +0000", "3 Nov 2026 25:00:00 +0000", "3 Nov 2026", "3 Nov 2026 10:00 +9999", "3 Nov 2026 10:61:00 +0000"]


def opened(address, user, password, tls, folder, make=False):
    host, port = address.rsplit(":", 1)
    if tls:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        server = imaplib.IMAP4_SSL(host, int(port), ssl_context=context)
    else:
        server = imaplib.IMAP4(host, int(port))
    server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server.login(user, password)
    if make:
        server.create(folder)
    server.select(folder, readonly=not make)
    return server


def address(r, odd):
    name, local = r.choice(NAMES), r.choice(["amina", "Baraka", "grace.m", "zed", "j"])
    forms = ["%s <%s@example.org>", "\"%s\" <%s@example.org>", "%s<%s@Example.ORG>"]
    if odd and r.random() < 0.1:
        return r.choice(["%s@example.org (Comment)" % local, "Team: %s@example.org, b@example.org;" % local, "undisclosed-recipients:;", "\"odd \\\" local\"@example.org", ""])
    return r.choice(forms) % (name, local)


def subject(r, odd):
    text = r.choice(WORDS)
    lead = r.choice(LEADS if odd else LEADS[:10])
    return lead + text + ("]" if lead == "[fwd: " else "") + (r.choice([" (fwd)", " (Fwd) ", ""]) if odd else "")


def generated(r, count, odd):
    ids = []
    for n in range(count):
        fields = []
        date = r.choice(ODD_DATES) if odd and r.random() < 0.1 else r.choice(DATES) % (r.randint(1, 28), r.randint(0, 59))
        if date:
            fields.append("Date: " + date)
        fields.append("From: " + address(r, odd))
        fields.append("To: " + ", ".join(address(r, odd) for _ in range(r.randint(1, 3))))
        if r.random() < 0.5:
            fields.append("Cc: " + address(r, odd))
        if not odd or r.random() > 0.03:
            fields.append("Subject: " + (subject(r, odd) if odd or r.random() < 0.3 else "Topic %d %s" % (r.randint(1, 1 + count // 4), r.choice(WORDS))))
        own = "<m%d.%s@example.org>" % (n, r.choice(["a", "B"]))
        chain = []
        if ids and r.random() < 0.6:
            parent_chain, parent = r.choice(ids[-200:])
            chain = (parent_chain + [parent])[-8:]
        if odd and r.random() < 0.15:
            chain = chain + ["<gone%d@example.org>" % r.randint(1, max(2, count // 20))]
        if odd and r.random() < 0.05 and chain:
            r.shuffle(chain)
        if odd and r.random() < 0.05 and ids:
            own = r.choice(ids)[1]
        if not odd or r.random() > 0.03:
            written = own.replace("<m", "<\"m", 1).replace("@", "\"@", 1) if odd and r.random() < 0.1 else own
            fields.append("Message-ID: " + written)
        kind = r.random()
        if chain and kind < 0.7:
            fields.append("References: " + r.choice([" ", "\r\n "] if odd else [" "]).join(chain))
        if chain and kind > 0.5:
            fields.append("In-Reply-To: " + chain[-1] + (" (your message) of today <x@y>" if odd and r.random() < 0.2 else ""))
        ids.append((chain, own))
        body = "x" * r.randint(0, 400)
        yield "\r\n".join(fields) + "\r\n\r\n" + body + "\r\n"


def fill(a, servers):
    r = random.Random(a.seed)
    if a.files:
        messages = [re.sub(rb"\r?\n", b"\r\n", p.read_bytes()) for p in sorted(pathlib.Path(a.files).iterdir()) if p.is_file()][:a.count]
        messages = [m for m in messages if b"\0" not in m and m]   # those have no place in a literal
    else:
        messages = [m.encode() for m in generated(r, a.count, not a.plain)]
    for message in messages:
        when = imaplib.Time2Internaldate(1_790_000_000 + r.randint(0, 3_000_000))
        for server in servers:
            answer = server.append(a.folder, None, when, message)
            if answer[0] != "OK":
                print(answer)
    print(len(messages), "appended")


CRITERIA = ["ARRIVAL", "CC", "DATE", "FROM", "SIZE", "SUBJECT", "TO", "DISPLAYFROM", "DISPLAYTO"]


def asked(server, command):
    tag = server._new_tag()
    server.send(tag + b" " + command.encode() + b"\r\n")
    lines = []
    while True:
        line = server.readline().rstrip(b"\r\n")
        if line.startswith(tag):
            return lines, line
        lines.append(line)


def data(server, command):
    lines, end = asked(server, command)
    word = b"* " + command.replace("UID ", "").split()[0].encode()
    found = [line[len(word):].strip().decode() for line in lines if line.startswith(word)]
    return found[0] if found else "%s %s" % (end, lines)


def threads(text):
    """The top-level threads of a THREAD response, each as text."""
    out, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += c == "("
        depth -= c == ")"
        if depth == 0 and c == ")":
            out.append(text[start:i + 1])
            start = i + 1
    return out


def compare(a, servers):
    for criterion in [form % c for c in CRITERIA for form in ("%s", "REVERSE %s")] + ["SUBJECT DATE", "REVERSE SUBJECT REVERSE DATE FROM"]:
        one, other = (data(s, "SORT (%s) UTF-8 ALL" % criterion).split() for s in servers)
        different = [i for i in range(max(len(one), len(other))) if one[i:i + 1] != other[i:i + 1]]
        print("SORT (%s): %d messages, %d places differ" % (criterion, len(one), len(different)), " ".join(one[i] for i in different[:12]), "|", " ".join(other[i] for i in different[:12]))
    for algorithm in ("ORDEREDSUBJECT", "REFERENCES"):
        one, other = (threads(data(s, "THREAD %s UTF-8 ALL" % algorithm)) for s in servers)
        print("THREAD %s: %d and %d threads, the same: %s" % (algorithm, len(one), len(other), one == other))
        left, right = [t for t in one if t not in other], [t for t in other if t not in one]
        print("  only here:", left[:8], "\n  only there:", right[:8], "\n  order of what both have is the same:", [t for t in one if t in other] == [t for t in other if t in one])


def speed(a, servers):
    for command in ["SORT (REVERSE DATE) UTF-8 ALL", "SORT (SUBJECT) UTF-8 ALL", "SORT (FROM) UTF-8 ALL", "SORT (SUBJECT REVERSE DATE) UTF-8 ALL",
                    "THREAD ORDEREDSUBJECT UTF-8 ALL", "THREAD REFERENCES UTF-8 ALL", "UID SORT RETURN (COUNT MIN) (REVERSE ARRIVAL) UTF-8 UNSEEN"]:
        times = [[], []]
        for _ in range(a.rounds):
            for i, server in enumerate(servers):
                began = time.monotonic()
                data(server, command)
                times[i].append(time.monotonic() - began)
        first = [t[0] * 1000 for t in times]
        ours, peer = (statistics.median(t[1:]) * 1000 for t in times)
        print("%-60s first %7.1f, then %7.1f ms; peer first %7.1f, then %7.1f ms; ratio %.2f" % (command, first[0], ours, first[1], peer, ours / peer), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=["fill", "compare", "speed"])
    for name in ("server", "user", "password", "peer", "peer_user", "peer_password"):
        parser.add_argument(name)
    parser.add_argument("--tls", action="store_true", help="of the first server")
    parser.add_argument("--folder", default="Sorted")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--files")
    a = parser.parse_args()
    servers = [opened(a.server, a.user, a.password, a.tls, a.folder, a.act == "fill"),
               opened(a.peer, a.peer_user, a.peer_password, False, a.folder, a.act == "fill")]
    {"fill": fill, "compare": compare, "speed": speed}[a.act](a, servers)


if __name__ == "__main__":
    main()
