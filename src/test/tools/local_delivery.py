#!/usr/bin/env python3
"""One local delivery over SMTP at a time: how long from MAIL FROM to 250, and to the message in the mailbox (seen by IMAP STATUS).

  local_delivery.py --smtp 8025 --imap 8993 --tls --user user1@example.test --password-file F --to user1@example.test
  local_delivery.py --smtp 20025 --imap 20143 --user user1 --password-file F --to user1@example.test

Prints one JSON line. Run it on two servers in turns on the same machine and look at the ratios.
"""
import argparse
import imaplib
import json
import re
import smtplib
import ssl
import statistics
import time


def messages(box):
    return int(re.search(rb"MESSAGES (\d+)", box.status("INBOX", "(MESSAGES)")[1][0]).group(1))


def login(a, password):
    if a.tls:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        box = imaplib.IMAP4_SSL("127.0.0.1", a.imap, ssl_context=context)
    else:
        box = imaplib.IMAP4("127.0.0.1", a.imap)
    box.login(a.user, password)
    return box


def figures(values):
    values = sorted(values)
    return {"p50_ms": round(statistics.median(values) * 1000, 2), "p90_ms": round(values[len(values) * 9 // 10] * 1000, 2),
            "max_ms": round(values[-1] * 1000, 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smtp", type=int, required=True)
    parser.add_argument("--imap", type=int, required=True)
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--user", required=True)
    parser.add_argument("--password-file", required=True)
    parser.add_argument("--to", required=True)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--label", default="")
    a = parser.parse_args()
    with open(a.password_file) as file:
        box = login(a, file.read().strip())
    smtp = smtplib.SMTP("127.0.0.1", a.smtp)
    smtp.sock.setsockopt(6, 1, 1)   # TCP_NODELAY
    smtp.ehlo("bench.example.org")
    accepted, there = [], []
    for number in range(a.messages):
        before = messages(box)
        text = ("From: Bench <sender@bench.example.org>\r\nTo: <%s>\r\nSubject: delivery %d\r\nMessage-ID: <%d.%d@bench.example.org>\r\n\r\n%s" % (
            a.to, number, time.time_ns(), number, "Habari za leo, barua hii ni fupi.\r\n" * 55)).encode()
        start = time.perf_counter()
        smtp.mail("sender@bench.example.org")
        smtp.rcpt(a.to)
        smtp.data(text)
        accepted.append(time.perf_counter() - start)
        while messages(box) == before:
            pass
        there.append(time.perf_counter() - start)
    smtp.quit()
    box.logout()
    print(json.dumps({"label": a.label, "messages": a.messages, "accepted": figures(accepted), "in_mailbox": figures(there)}))


if __name__ == "__main__":
    main()
