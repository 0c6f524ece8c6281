#!/usr/bin/env python3
"""Compares what Sieve scripts do here and in Pigeonhole (Debian's dovecot-sieve), on the same messages, and how long it takes.

  pigeonhole.py compare CASES MAIL --classpath CP [--java JAVA] [--every N]
  pigeonhole.py speed KIND MAIL --classpath CP [--java JAVA] [--rounds N]

CASES is a folder of *.cases as src/test/resources/barua/sieve/cases has them, MAIL a folder of *.eml (real_mail.py collects some), CP the
class path of the program and its tests. compare prints every case and message that came out differently, grouped by what differed; --every N takes
each Nth message only. speed takes 100 rules that seldom hold, of KIND header, regex or body, each three times over. Nothing is delivered: sieve-test prints what it would do. It has to be run as a user who may write to /tmp.
"""
import argparse
import collections
import concurrent.futures
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

CONFIG = """mail_location = maildir:%(tmp)s/mail
mail_uid = %(uid)d
mail_gid = %(gid)d
first_valid_uid = 0
first_valid_gid = 0
postmaster_address = postmaster@college.example
hostname = mail.college.example
ssl = no
base_dir = %(tmp)s/run
log_path = /dev/null
plugin {
  sieve_extensions = +editheader +vacation-seconds
}
"""
ENVELOPE = ["-f", "sender@uni.example", "-r", "asha@college.example", "-a", "asha+kazi@college.example"]


def cases(folder):
    """Case names as the Java program prints them, and scripts."""
    for file in sorted(os.listdir(folder)):
        if file.endswith(".cases"):
            with open(os.path.join(folder, file), encoding="utf-8") as f:
                for block in ("\n" + f.read()).split("\n== ")[1:]:
                    name, _, rest = block.partition("\n")
                    yield file + ": " + name, "".join(line for line in rest.splitlines(True) if not line.startswith("-> "))


def settings(tmp):
    uid, gid = (65534, 65534) if os.getuid() == 0 else (os.getuid(), os.getgid())
    for name in ("mail", "run"):
        os.makedirs(os.path.join(tmp, name))
    with open(os.path.join(tmp, "dovecot.conf"), "w") as f:
        f.write(CONFIG % {"tmp": tmp, "uid": uid, "gid": gid})
    if os.getuid() == 0:
        for root, _, _ in os.walk(tmp):
            os.chown(root, uid, gid)
    # What doveconf hands on to sieve-test: each would ask it anew, and that takes longer than all else.
    conf = os.path.join(tmp, "dovecot.conf")
    out = subprocess.run(["doveconf", "-f", "service=sieve-test", "-c", conf, "-m", "mail", "-e", "/usr/bin/env", "-0"], stdout=subprocess.PIPE, check=True)
    return dict(one.split("=", 1) for one in out.stdout.decode().split("\0") if "=" in one)


def wire(message, number, tmp):
    """A copy with CRLF, as it comes over SMTP."""
    path = os.path.join(tmp, "%d.eml" % number)
    with open(message, "rb") as f, open(path, "wb") as out:
        out.write(f.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return path


def compiled(script, number, tmp):
    """The script as sievec compiled it; None where it refuses it."""
    path = os.path.join(tmp, "%d.sieve" % number)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(script)
    out = subprocess.run(["sievec", "-c", os.path.join(tmp, "dovecot.conf"), path], capture_output=True)
    return path if out.returncode == 0 else None


def pigeonhole(config, script, message):
    out = subprocess.run(["sieve-test", *ENVELOPE, script, message], capture_output=True, env=config)
    return actions(out.stdout.decode("utf-8", "replace"), out.stderr.decode("utf-8", "replace"), out.returncode)


def flags(text):
    return "".join(sorted(" " + flag.lower() for flag in text.split()))


def actions(text, errors, code):
    """The same words that SieveCases.actions uses."""
    done, lines, i = set(), text.splitlines(), 0
    while i < len(lines):
        line = lines[i]
        more = []
        while i + 1 < len(lines) and re.match(r"\s+(\+|=>)", lines[i + 1]):
            i += 1
            more.append(lines[i].strip())
        extra = "".join(flags(one.split(":", 1)[1]) for one in more if one.startswith("+ add IMAP flags:"))
        create = " create" if any(one.startswith("+ create mailbox") for one in more) else ""
        m = re.match(r" \* store message in folder: (.*)", line)
        if m:
            done.add(("keep" if m[1].upper() == "INBOX" else 'into "%s"' % m[1]) + create + extra)
        m = re.match(r" \* redirect message to: <(.*)>", line)
        if m:
            done.add("redirect " + m[1])
        m = re.match(r" \* reject message with reason: (.*)", line)
        if m:
            done.add("reject " + m[1].split("??")[0].strip())     # its line ends are shown so
        if line.startswith(" * send vacation message"):
            seconds = next(one.split(":")[1].strip() for one in more if one.startswith("=> seconds"))
            start = lines.index("START MESSAGE", i)
            done.add("vacation %s %s" % (seconds, lines[start + 1]))
        m = re.match(r" \* send notification with method '(.*)'", line)
        if m:
            importance = next(one.split(":")[1].strip() for one in more if one.startswith("=> importance"))
            who = []
            while i + 1 < len(lines) and lines[i + 1].strip():
                i += 1
                if "To:" in lines[i]:
                    who.append(lines[i].split("To:")[1].strip())
            who += [one.split("To:")[1].strip() for one in more if "To:" in one]
            done.add("notify %s mailto:%s" % (importance, ",".join(who)))
        i += 1
    if code != 0:
        return "trouble"     # and the letter is kept, which sieve-test does not print
    return "; ".join(sorted(done)) or "nothing"


def compare(args):
    every = max(1, args.every)
    mail = [one for i, one in enumerate(sorted(one for one in os.listdir(args.mail) if one.endswith(".eml"))) if i % every == 0]
    out = subprocess.run([args.java, "-cp", args.classpath, "barua.sieve.SieveCases", "run", args.cases, args.mail], stdout=subprocess.PIPE, check=True)
    ours = {}
    for line in out.stdout.decode("utf-8").splitlines():
        case, message, what = line.split("\t", 2)
        ours[case, message] = what
    same, refused, differ = 0, [], collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as tmp, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        os.chmod(tmp, 0o755)
        config = settings(tmp)
        sent = [wire(os.path.join(args.mail, one), i, tmp) for i, one in enumerate(mail)]
        for number, (name, script) in enumerate(cases(args.cases)):
            path = compiled(script, number, tmp)
            if path is None:
                refused.append(name)
                continue
            theirs = pool.map(lambda message: pigeonhole(config, path, message), sent)
            for message, what in zip(mail, theirs):
                mine = ours[name, message[:-4]]
                if mine == what or what == "trouble" and "trouble" in mine:
                    same += 1
                else:
                    differ[name].append((message, mine, what))
    for name in refused:
        print("Pigeonhole refuses the script: " + name)
    for name, all_of in differ.items():
        print("%s: %d messages, such as" % (name, len(all_of)))
        for message, mine, what in all_of[:args.show]:
            print("    %s\n        here        %s\n        Pigeonhole  %s" % (message, mine, what))
    print("%d cases, %d messages: %d pairs the same, %d not, in %d cases; %d scripts refused" % (
        number + 1, len(mail), same, sum(map(len, differ.values())), len(differ), len(refused)))


def rules(kind):
    """A hundred rules as forms write them; what they look for is hardly ever there."""
    out = ['require ["fileinto", "regex", "body"];\n']
    for i in range(100):
        tests = {
            "header": ['header :contains "subject" "word%d"' % i, 'address :is "from" "person%d@uni.example"' % i, 'header :contains "list-id" "list%d"' % i,
                       'header :matches "to" "*staff%d*"' % i],
            "regex": ['header :regex "subject" "(project|task)-%d[a-z]+"' % i],
            "body": ['body :text :contains "nothing that is written %d"' % i],
        }[kind]
        out.append("# rule:[Rule %d]\nif anyof (%s) {\n  fileinto \"Folder%d\";\n  stop;\n}\n" % (i, ", ".join(tests), i))
    return "".join(out)


def speed(args):
    mail = sorted(os.path.join(args.mail, one) for one in os.listdir(args.mail) if one.endswith(".eml"))
    with tempfile.TemporaryDirectory() as tmp:
        os.chmod(tmp, 0o755)
        config = settings(tmp)
        sent = [wire(one, i, tmp) for i, one in enumerate(mail)]
        full = compiled(rules(args.kind), 0, tmp)
        empty = compiled("keep;\n", 1, tmp)

        def cpu(script):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            for message in sent:
                subprocess.run(["sieve-test", *ENVELOPE, script, message], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=config)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        cpu(empty)
        pairs = [(cpu(full), cpu(empty)) for _ in range(args.rounds)]
        best = min(one for one, _ in pairs) - min(one for _, one in pairs)
        print("Pigeonhole, 100 rules of kind %s: %.1f us a message (sieve-test's processor time, less that of \"keep;\")" % (args.kind, best / len(mail) * 1e6))
        sys.stdout.flush()
        subprocess.run([args.java, "-cp", args.classpath, "barua.sieve.SieveSpeed", full, args.mail], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, first in (("compare", "cases"), ("speed", "kind")):
        command = commands.add_parser(name)
        command.add_argument(first)
        command.add_argument("mail")
        command.add_argument("--classpath", required=True)
        command.add_argument("--java", default="java")
        command.add_argument("--every", type=int, default=1)
        command.add_argument("--show", type=int, default=2)
        command.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    started = time.time()
    compare(args) if args.command == "compare" else speed(args)
    print("%.0f s" % (time.time() - started))


if __name__ == "__main__":
    main()
