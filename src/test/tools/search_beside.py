#!/usr/bin/env python3
"""SEARCH of one folder, side by side with another IMAP server that holds the same messages.

  search_beside.py HOST:PORT USER PASSWORD PEER_HOST:PORT USER PASSWORD [--tls] [--folder INBOX]

Each query is asked three times of each server, in turns; the shortest time counts, the first is told too.
The numbers of what was found are told beside it: where they differ, the two read a message differently.
"""
import argparse
import imaplib
import ssl
import time

QUERIES = [("TEXT", "daraja"), ("BODY", "harvest"), ("BODY", "library music"), ("TEXT", "zzqqxx"), ("SUBJECT", "budget"), ("FROM", "Wanjiru"),
           ("HEADER Message-ID", "m2."), ("BODY", "urvey"), ("TEXT", "1570621944"), ("BODY", "\u4f1a\u8bae")]


def opened(address, user, password, tls, folder):
    host, port = address.rsplit(":", 1)
    if tls:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        server = imaplib.IMAP4_SSL(host, int(port), ssl_context=context)
    else:
        server = imaplib.IMAP4(host, int(port))
    server.login(user, password)
    server.select(folder, readonly=True)
    return server


def ask(server, key, text):
    if not text.isascii():
        server.literal = text.encode()
    began = time.monotonic()
    answer = server.search("UTF-8", *key.split()) if not text.isascii() else server.search(None, *key.split(), '"%s"' % text)
    return time.monotonic() - began, len(answer[1][0].split())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("server", "user", "password", "peer", "peer_user", "peer_password"):
        parser.add_argument(name)
    parser.add_argument("--tls", action="store_true", help="of the first server")
    parser.add_argument("--folder", default="INBOX")
    a = parser.parse_args()
    ours = opened(a.server, a.user, a.password, a.tls, a.folder)
    peer = opened(a.peer, a.peer_user, a.peer_password, False, a.folder)
    for key, text in QUERIES:
        times = {ours: [], peer: []}
        found = {}
        for _ in range(3):
            for server in (ours, peer):
                took, found[server] = ask(server, key, text)
                times[server].append(took)
        best = {server: min(all) for server, all in times.items()}
        print("%-18s %-14s %7.3f s (first %.3f), %d found; peer %7.3f s, %d found; %.1f times" % (
            key, text, best[ours], times[ours][0], found[ours], best[peer], found[peer], best[peer] / best[ours]), flush=True)


if __name__ == "__main__":
    main()
