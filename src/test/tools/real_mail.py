#!/usr/bin/env python3
"""Collects real messages out of unpacked source trees, sends a mailbox of them over SMTP, and compares what comes back.

  real_mail.py collect TREE... --out DIR        every file (or mbox part) that is a message becomes DIR/NNNNNN.eml
  real_mail.py send DIR --port P --to ADDRESS   in the order of names, on one connection; DIR/refused.txt says what was refused and why
  real_mail.py pop3 DIR --port P --user U --password-file F      every message back over POP3 with TLS, byte for byte
  real_mail.py imap DIR --port P --user U --password-file F      the same over IMAP with TLS
  real_mail.py maildir DIR MAILDIR              the same with what mbsync fetched; it skips messages whose header has no end

What is sent has CRLF lines: LF alone becomes CRLF, a CR alone stays and is refused by a server that follows RFC 5321 §2.3.8.
The server may put Return-Path, Received and Delivered-To in front; everything after that has to be equal.
"""
import argparse
import hashlib
import imaplib
import os
import poplib
import re
import smtplib
import ssl
import sys

HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
KNOWN = re.compile(rb"^(from|to|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to):", re.I | re.M)
MBOX_LINE = re.compile(rb"(?m)(?:\A|(?<=\n\n))From [^\n]*\d{4}[^\n]*\r?\n")
FRONT = re.compile(rb"\A(?:(?:Return-Path|Received|Delivered-To):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*)*", re.I)
OTHER_KINDS = (".c", ".h", ".cpp", ".py", ".java", ".js", ".ts", ".go", ".html", ".htm", ".xml", ".po", ".cmake", ".md", ".png", ".gz",
               ".pl", ".pm", ".php", ".json", ".in", ".am", ".ac", ".css", ".yml", ".yaml", ".svg", ".sh", ".rst", ".conf", ".sieve", ".class")


def messages_of(path):
    with open(path, "rb") as file:
        data = file.read()
    if data.startswith(b"From "):
        for part in MBOX_LINE.split(data):
            if KNOWN.search(part[:4096]):
                yield re.sub(rb"(?m)^>(>*From )", rb"\1", part)
        return
    head = re.split(rb"\r?\n\r?\n", data[:8192], maxsplit=1)[0]
    control = b"Maintainer:" in head or b"Standards-Version" in head
    if HEADER.match(data.split(b"\n", 1)[0]) and len(KNOWN.findall(head)) >= 2 and not control:
        yield data


def collect(trees, out):
    os.makedirs(out, exist_ok=True)
    seen, sources = set(), {}
    for tree in trees:
        for root, _, files in os.walk(tree):
            for name in sorted(files):
                path = os.path.join(root, name)
                if name.lower().endswith(OTHER_KINDS) or os.path.islink(path) or not 60 <= os.path.getsize(path) <= 600_000_000:
                    continue
                for data in messages_of(path):
                    digest = hashlib.sha256(wire(data)).digest()
                    if 60 <= len(data) <= 8_000_000 and digest not in seen:
                        seen.add(digest)
                        source = os.path.relpath(path, tree).split(os.sep)[0]
                        sources[source] = sources.get(source, 0) + 1
                        with open(os.path.join(out, "%06d.eml" % len(seen)), "wb") as file:
                            file.write(data)
    print(len(seen), "messages;", ", ".join("%s %d" % pair for pair in sorted(sources.items(), key=lambda pair: -pair[1])))


def wire(data):
    data = re.sub(rb"(?<!\r)\n", b"\r\n", data)
    return data if data.endswith(b"\r\n") else data + b"\r\n"


def sent(folder, refused=frozenset()):
    for name in sorted(os.listdir(folder)):
        if name.endswith(".eml") and name not in refused:
            with open(os.path.join(folder, name), "rb") as file:
                yield name, wire(file.read())


def refused_of(folder):
    path = os.path.join(folder, "refused.txt")
    if not os.path.exists(path):
        return frozenset()
    with open(path) as file:
        return frozenset(line.split()[0] for line in file)


def send(folder, port, to):
    done, refused = 0, []
    with smtplib.SMTP("127.0.0.1", port, timeout=120) as smtp:
        smtp.ehlo("real.example.org")
        for name, data in sent(folder):
            try:
                smtp.mail("sender@real.example.org")
                code, why = smtp.rcpt(to)
                if code == 250:
                    # smtplib would turn a CR alone into a line end: the data is sent as it is.
                    code, why = smtp.docmd("DATA")
                    if code == 354:
                        smtp.send(re.sub(rb"(?m)^\.", b"..", data) + b".\r\n")
                        code, why = smtp.getreply()
                if code != 250:
                    refused.append("%s %d %s" % (name, code, why.decode("utf-8", "replace").replace("\n", " / ")))
                    smtp.rset()
                else:
                    done += 1
            except smtplib.SMTPServerDisconnected:
                refused.append("%s 421 connection closed" % name)
                smtp.connect("127.0.0.1", port)
                smtp.ehlo("real.example.org")
    with open(os.path.join(folder, "refused.txt"), "w") as file:
        file.writelines(line + "\n" for line in refused)
    print("%d accepted, %d refused" % (done, len(refused)))


def compare(pairs):
    same, different = 0, []
    for name, want, got in pairs:
        front = FRONT.match(got).end()
        if any(got[start:] == want for start in {front, len(got) - len(want)} if 0 <= start <= front):
            same += 1
        else:
            different.append(name)
    print("%d the same, %d different %s" % (same, len(different), " ".join(different[:20])))
    return not different


def pop3(folder, port, user, password):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    poplib._MAXLINE = 10_000_000
    box = poplib.POP3_SSL("127.0.0.1", port, context=context, timeout=120)
    box.user(user)
    box.pass_(password)
    wanted = list(sent(folder, refused_of(folder)))
    count = box.stat()[0]
    if count != len(wanted):
        print("the mailbox has %d messages, %d were accepted" % (count, len(wanted)))
        return False
    good = compare((name, data, b"".join(line + b"\r\n" for line in box.retr(number)[1]))
                   for number, (name, data) in enumerate(wanted, 1))
    box.quit()
    return good


def imap(folder, port, user, password):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    imaplib._MAXLINE = 10_000_000
    box = imaplib.IMAP4_SSL("127.0.0.1", port, ssl_context=context, timeout=120)
    box.login(user, password)
    count = int(box.select("INBOX", readonly=True)[1][0])
    wanted = list(sent(folder, refused_of(folder)))
    if count != len(wanted):
        print("the mailbox has %d messages, %d were accepted" % (count, len(wanted)))
        return False
    good = compare((name, data, box.fetch(str(number), "(BODY.PEEK[])")[1][0][1]) for number, (name, data) in enumerate(wanted, 1))
    box.logout()
    return good


def maildir(folder, path):
    found = {}
    for part in ("cur", "new"):
        for name in os.listdir(os.path.join(path, part)):
            with open(os.path.join(path, part, name), "rb") as file:
                got = file.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            got = re.sub(rb"(?m)^X-TUID: [^\r\n]*\r\n", b"", got, count=1)   # mbsync's own
            for front in {FRONT.match(got).end(), *(m.end() for m in re.finditer(rb"\r\n", got[:FRONT.match(got).end()]))}:
                found.setdefault(hashlib.sha256(got[front:]).digest(), []).append(name)
    missing, headless = [], 0
    for name, data in sent(folder, refused_of(folder)):
        if hashlib.sha256(data).digest() not in found:
            if b"\r\n\r\n" in data:
                missing.append(name)
            else:
                headless += 1
    print("%d missing or different %s; %d without an end of the header were skipped by mbsync" % (len(missing), " ".join(missing[:20]), headless))
    return not missing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("collect")
    verb.add_argument("tree", nargs="+")
    verb.add_argument("--out", required=True)
    verb = verbs.add_parser("send")
    verb.add_argument("folder")
    verb.add_argument("--port", type=int, required=True)
    verb.add_argument("--to", required=True)
    for name in ("pop3", "imap"):
        verb = verbs.add_parser(name)
        verb.add_argument("folder")
        verb.add_argument("--port", type=int, required=True)
        verb.add_argument("--user", required=True)
        verb.add_argument("--password-file", required=True)
    verb = verbs.add_parser("maildir")
    verb.add_argument("folder")
    verb.add_argument("path")
    a = parser.parse_args()
    if a.verb == "collect":
        collect(a.tree, a.out)
    elif a.verb == "send":
        send(a.folder, a.port, a.to)
    elif a.verb in ("pop3", "imap"):
        with open(a.password_file) as file:
            back = pop3 if a.verb == "pop3" else imap
            sys.exit(0 if back(a.folder, a.port, a.user, file.read().strip()) else 1)
    else:
        sys.exit(0 if maildir(a.folder, a.path) else 1)


if __name__ == "__main__":
    main()
