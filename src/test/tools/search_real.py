#!/usr/bin/env python3
"""Real messages and files put into a mail server, and what its search finds compared with an independent scan.

  search_real.py collect TREE... --out DIR         picks messages and documents out of source trees, writes DIR/messages, DIR/files, DIR/manifest.tsv
  search_real.py put-messages DIR --imaps H:P --user U --password W [--folder F]
  search_real.py put-files DIR    (same options)
  search_real.py messages DIR     (same options) [--seed N] [--queries N]   IMAP SEARCH against the scan
  search_real.py files DIR        (same options) --web https://H:P           /search?q=word for every file
Standard library and pdftotext, antiword, catdoc, xls2csv, catppt, unrtf; nothing of the server's own code.
"""

import argparse, base64, collections, email, email.header, email.policy, hashlib, html.parser, html, io, json, os, quopri, random, re, socket, ssl, subprocess, sys, time
import unicodedata, urllib.parse, urllib.request, urllib.error, http.cookiejar, zipfile, codecs

# ---------------------------------------------------------------- IMAP, as little as is needed


class Imap:
    def __init__(self, address, user=None, password=None, timeout=120):
        host, port = address.rsplit(':', 1)
        context = ssl._create_unverified_context()
        self.socket = context.wrap_socket(socket.create_connection((host, int(port)), timeout=timeout), server_hostname=host)
        self.file = self.socket.makefile('rb')
        self.number = 0
        self.greeting = self.file.readline()
        self.untagged = []
        if user:
            ok, text = self.command(b'LOGIN', b'"' + user.encode() + b'"', b'"' + password.encode() + b'"')
            if ok != 'OK':
                raise RuntimeError(text)

    def line(self):
        """One answer with its literals put in as ('lit', bytes)."""
        parts = []
        while True:
            raw = self.file.readline()
            if not raw:
                raise EOFError('connection closed')
            m = re.search(rb'\{(\d+)\}\r\n$', raw)
            parts.append(raw[:-2] if not m else raw[: m.start()])
            if not m:
                return parts
            n = int(m.group(1))
            data = self.file.read(n)
            if len(data) != n:
                raise EOFError('connection closed')
            parts.append(data)

    def send(self, *words):
        self.number += 1
        tag = b'x%d' % self.number
        self.socket.sendall(tag + b' ' + b' '.join(words) + b'\r\n')
        return tag

    def wait(self, tag):
        self.untagged = []
        while True:
            l = self.line()
            if l[0].startswith(tag + b' '):
                t = l[0][len(tag) + 1 :].decode('utf-8', 'replace')
                return t.split(' ', 1)[0], t
            if l[0].startswith(b'+'):
                self.untagged.append(l)
                continue
            self.untagged.append(l)

    def command(self, *words):
        return self.wait(self.send(*words))

    def search(self, *words, uid=True):
        ok, text = self.command(*((b'UID',) if uid else ()), b'SEARCH', *words)
        if ok != 'OK':
            return text
        found = set()
        for l in self.untagged:
            if l[0].startswith(b'* SEARCH'):
                found |= {int(x) for x in l[0].split()[2:] if x.isdigit()}
            elif l[0].startswith(b'* ESEARCH'):
                m = re.search(rb' ALL ([0-9:,]+)', l[0])
                if m:
                    for r in m.group(1).split(b','):
                        a, _, b = r.partition(b':')
                        found |= set(range(int(a), int(b or a) + 1))
        return found

    def append(self, folder, data, flags=b''):
        ok, text = self.command(b'APPEND', quote(folder), b'(' + flags + b') {%d+}\r\n' % len(data) + data)
        m = re.search(r'APPENDUID \d+ (\d+)', text)
        return int(m.group(1)) if m else None, text

    def fetch_all(self, what=b'BODY.PEEK[]'):
        """uid -> bytes"""
        ok, text = self.command(b'UID FETCH 1:*', b'(UID ' + what + b')')
        got = {}
        for l in self.untagged:
            if b'FETCH' in l[0]:
                m = re.search(rb'UID (\d+)', b' '.join(l[::2]))
                if m and len(l) > 1:
                    got[int(m.group(1))] = l[1]
        return got

    def close(self):
        try:
            self.command(b'LOGOUT')
        except Exception:
            pass
        self.socket.close()


def quote(s):
    s = s.encode() if isinstance(s, str) else s
    return b'"' + s.replace(b'\\', b'\\\\').replace(b'"', b'\\"') + b'"'


def literal(s):
    s = s.encode() if isinstance(s, str) else s
    return b'{%d+}\r\n' % len(s) + s


# ---------------------------------------------------------------- the scan


def norm(s):
    """NFKC and case folded, letter for letter (so that a sharp s stays one letter)."""
    s = unicodedata.normalize('NFKC', s).replace('\u1e9e', '\ue0df').replace('\u00df', '\ue0df')
    return unicodedata.normalize('NFKC', s.casefold())


ALIASES = {
    'unknown-8bit': 'latin-1',
    'ks_c_5601-1987': 'cp949',
    'euc-kr': 'cp949',
    'gb2312': 'gb18030',
    'x-gbk': 'gbk',
    'iso-8859-8-i': 'iso-8859-8',
    'utf8mb4': 'utf-8',
    'windows-31j': 'cp932',
    'shift_jis': 'cp932',
    'x-sjis': 'cp932',
    'x-unknown': 'latin-1',
    'iso-2022-jp': 'iso-2022-jp-2',
}


def decode(data, charset):
    """The text, and whether it is beyond doubt what it is."""
    charset = (charset or 'us-ascii').strip().strip('"\'').lower()
    if charset in ('us-ascii', 'ascii', '646', 'ansi_x3.4-1968', ''):
        try:
            return data.decode('ascii'), True
        except UnicodeDecodeError:
            return data.decode('latin-1'), False
    try:
        return data.decode(ALIASES.get(charset, charset)), charset not in ('unknown-8bit', 'x-unknown')
    except (LookupError, UnicodeError, ValueError):
        return data.decode('latin-1'), False


class Visible(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out = []
        self.skip = 0

    def handle_starttag(self, t, a):
        if t in ('script', 'style', 'head', 'title'):
            self.skip += t in ('script', 'style')
        if t in ('p', 'br', 'div', 'td', 'tr', 'li', 'h1', 'h2', 'h3', 'table', 'hr', 'title'):
            self.out.append(' ')

    def handle_endtag(self, t):
        if t in ('script', 'style') and self.skip:
            self.skip -= 1
        if t in ('p', 'div', 'td', 'tr', 'li', 'h1', 'h2', 'h3', 'table', 'title'):
            self.out.append(' ')

    def handle_data(self, d):
        if not self.skip:
            self.out.append(d)


def visible(s):
    v = Visible()
    try:
        v.feed(s)
        v.close()
    except Exception:
        pass
    return ''.join(v.out)


ENCODED = re.compile(r'=\?([^?\s*]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=')


def header_text(raw):
    """A header field's value (bytes, folded) as a person reads it."""
    raw = re.sub(rb'\r?\n(?=[ \t])', b'', raw)
    try:
        s = raw.decode('utf-8')
    except UnicodeDecodeError:
        s = raw.decode('latin-1')
    s = re.sub(r'(\?=)[ \t]+(?==\?)', r'\1', s)
    out = []
    at = 0
    run = None
    for m in ENCODED.finditer(s):
        if m.start() > at:
            if run:
                out.append(decode(run[1], run[0])[0])
                run = None
            out.append(s[at : m.start()])
        text = m.group(3)
        if m.group(2) in 'qQ':
            data = quopri.decodestring(text.replace('_', ' ').encode('utf-8', 'replace'), header=False) if not text.endswith(' ') else text.encode()
        else:
            t = re.sub(r'[^A-Za-z0-9+/]', '', text)
            try:
                data = base64.b64decode(t + '=' * (-len(t) % 4))
            except Exception:
                data = m.group(0).encode()
        charset = m.group(1).lower()
        if run and run[0] == charset:
            run = (charset, run[1] + data)
        else:
            if run:
                out.append(decode(run[1], run[0])[0])
            run = (charset, data)
        at = m.end()
    if run:
        out.append(decode(run[1], run[0])[0])
    out.append(s[at:])
    return ''.join(out)


def split(raw):
    """Header fields as (name, value bytes) of the top, in order."""
    raw = raw.replace(b'\r\n', b'\n')
    head = raw.split(b'\n\n', 1)[0] if not raw.startswith(b'\n') else b''
    fields = []
    for line in head.split(b'\n'):
        if line[:1] in (b' ', b'\t') and fields:
            fields[-1][1] += b'\n' + line
        elif b':' in line:
            n, v = line.split(b':', 1)
            fields.append([n.strip().decode('latin-1').lower(), v])
    return [(n, v.strip()) for n, v in fields]


class Scan:
    """What is in a message: `must` (sure text of text/* parts), `may` (all that could be looked at), `fields`."""

    def __init__(self, raw):
        self.raw = raw
        must, may = [], []
        self.doubt = False
        message = email.message_from_bytes(raw)
        self.walk(message, must, may, True)
        self.fields = [(n, header_text(v)) for n, v in split(raw)]
        self.fields = [(n, v.replace('\t', ' ')) for n, v in self.fields]
        self.nfields = [(n, norm(v)) for n, v in self.fields]
        may.append(raw.decode('latin-1'))
        may.append(raw.decode('utf-8', 'replace'))
        self.must_raw = '\n\0\n'.join(must)
        self.must = '\n\0\n'.join(norm(x) for x in must)
        self.may = '\n\0\n'.join(norm(x) for x in may)
        self.header = '\n\0\n'.join(norm(n + ': ' + v) for n, v in self.fields)

    def walk(self, part, must, may, top):
        if not top:
            may.extend(str(n) + ': ' + str(v) for n, v in part._headers)
            may.extend(header_text(str(v).encode('utf-8', 'surrogateescape')) for n, v in part._headers)
        if part.get_content_maintype() == 'message' and part.get_content_type() not in ('message/rfc822', 'message/global', 'message/news'):
            may.append(
                part.as_bytes(policy=email.policy.compat32.clone(max_line_length=None)).decode('utf-8', 'replace')
                if part.is_multipart()
                else str(part.get_payload())
            )
            if part.is_multipart() and part.get_content_type() in ('message/delivery-status', 'message/disposition-notification'):
                return
            return
        if part.is_multipart():
            for p in part.get_payload():
                self.walk(p, must, may, False)
            for x in (part.preamble, part.epilogue):
                if x:
                    may.append(x)
            return
        kind = part.get_content_type()
        try:
            data = part.get_payload(decode=True) or b''
        except Exception:
            data = b''
            self.doubt = True
        if part.defects:
            self.doubt = True
        charset = part.get_param('charset')
        if isinstance(charset, tuple):
            charset = charset[2]
        text, sure = decode(data, charset if isinstance(charset, str) else None)
        if not sure:
            self.doubt = True
        text = text.replace('\r\n', '\n')
        may.append(text)
        if not kind.startswith('text/'):
            return
        disposition = str(part.get('content-disposition') or '').lower()
        if kind == 'text/html':
            v = visible(text)
            may.append(v)
            may.append(html.unescape(text))
            # in both: word for word
            self.both = getattr(self, 'both', [])
            nv = norm(v)
            must.append('\0'.join(w for w in re.findall(r'\w+', text) if norm(w) in nv) if disposition.find('attachment') < 0 else '')
        elif str(disposition).strip().startswith('attachment'):
            may.append(text)
        else:
            must.append(text)


# ---------------------------------------------------------------- collecting

HEADERS = re.compile(
    rb'^(From |Return-Path:|Received:|Delivered-To:|X-|From:|To:|Subject:|Date:|Message-I[dD]:|MIME-Version:|Content-Type:|Reply-To:|Sender:|DKIM-)',
    re.I,
)
DOCS = {
    'pdf',
    'doc',
    'docx',
    'xls',
    'xlsx',
    'ppt',
    'pptx',
    'odt',
    'ods',
    'odp',
    'odg',
    'odf',
    'ott',
    'ots',
    'otp',
    'rtf',
    'epub',
    'docm',
    'xlsm',
    'pptm',
    'dotx',
    'dot',
    'xltx',
    'xlt',
    'pot',
    'potx',
    'pps',
    'ppsx',
    'xlsb',
    'ics',
    'vcf',
    'html',
    'htm',
    'fodt',
    'csv',
    'txt',
    'xhtml',
    'dotm',
    'xltm',
    'ppsm',
    'potm',
    'sxw',
    'sxc',
    'sxi',
    'zip',
    'tar',
    'tgz',
    'gz',
    'bz2',
    'pub',
    'vsd',
    'vsdx',
    'msg',
    'eml',
    'wpd',
    'wps',
    'one',
    'chm',
    'fb2',
    'md',
    '7z',
    'mht',
}


def collect(trees, out):
    os.makedirs(out + '/messages', exist_ok=True)
    os.makedirs(out + '/files', exist_ok=True)
    seen = set()
    manifest = []
    per = collections.Counter()
    nm = nf = 0

    def message(data, source):
        nonlocal nm
        if b'\0' in data or len(data) > 4_000_000:
            return
        data = re.sub(rb'\r?\n', b'\r\n', data)
        h = hashlib.sha1(data).digest()
        if h in seen:
            return
        seen.add(h)
        if b'\r\n\r\n' not in data:
            data += b'\r\n'
        nm += 1
        open(f'{out}/messages/{nm:05d}.eml', 'wb').write(data)
        manifest.append(('message', f'{nm:05d}.eml', source))
        per['message', source.split('/')[0]] += 1

    for tree in trees:
        top = os.path.basename(tree.rstrip('/'))
        count = collections.Counter()
        for d, _, names in os.walk(tree):
            for n in sorted(names):
                p = os.path.join(d, n)
                if os.path.islink(p) or not os.path.isfile(p):
                    continue
                size = os.path.getsize(p)
                if size == 0 or size > 8_000_000:
                    continue
                source = top + '/' + os.path.relpath(p, tree)
                ext = n.rsplit('.', 1)[-1].lower() if '.' in n else ''
                first = open(p, 'rb').read(2048)
                ismail = (
                    HEADERS.match(first)
                    and re.search(rb'^From:', first + b'', re.M | re.I)
                    and re.search(rb'^(Subject|Date|To|Message-Id):', first, re.M | re.I)
                    and ext
                    not in ('c', 'h', 'py', 'pl', 'el', 'po', 'patch', 'diff', 'in', 'out', 'sh', 'html', 'expected', 'pot', 'tex', 'sgml', 'xml')
                )
                if ismail and b'\0' not in first:
                    data = open(p, 'rb').read()
                    if data.startswith(b'From '):
                        for k, m in enumerate(re.split(rb'(?m)^From [^\r\n]*\r?\n(?=[A-Za-z-]+:)', data)[1:200]):
                            message(m, source + f'#{k}')
                    else:
                        message(data, source)
                    continue
                if ext in DOCS or (ext == '' and first.startswith(b'%PDF')):
                    if ext in ('html', 'htm', 'txt', 'md', 'xhtml', 'csv', 'gz') and (count[ext] >= 25 or size < 200):
                        continue
                    if count[ext] >= 300:
                        continue
                    data = open(p, 'rb').read()
                    h = hashlib.sha1(data).digest()
                    if h in seen:
                        continue
                    seen.add(h)
                    count[ext] += 1
                    nf += 1
                    name = f'{nf:05d}.{ext or "pdf"}'
                    open(f'{out}/files/{name}', 'wb').write(data)
                    manifest.append(('file', name, source))
                    per['file', top] += 1
    with open(out + '/manifest.tsv', 'w') as f:
        for m in manifest:
            f.write('\t'.join(m) + '\n')
    for k, v in sorted(per.items()):
        print(*k, v)
    print('messages', nm, 'files', nf)


# ---------------------------------------------------------------- independent text of files


def run(*a, data=None, timeout=30):
    try:
        return subprocess.run(a, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=timeout).stdout.decode('utf-8', 'replace')
    except Exception:
        return ''


TAG = re.compile(r'<[^>]*>')


def xml_text(
    b,
    block=r'</?(?:w:p|w:tc|w:tab|w:br|text:p|text:h|text:s|text:tab|text:line-break|a:p|a:br|table:table-cell|si|c|row|p|div|h[1-6]|li|td|br)\b[^>]*>',
):
    s = b.decode('utf-16' if b[:2] in (b'\xff\xfe', b'\xfe\xff') else 'utf-8', 'replace')
    s = re.sub(r'(?s)<(?:style|script)\b.*?</(?:style|script)>', ' ', s)
    s = re.sub(r'(?s)<!--.*?-->|<\?.*?\?>|<!DOCTYPE.*?>', ' ', s)
    s = re.sub(
        r'(?s)<(?:w:instrText|w:delText|mc:Fallback|f|x14:\w+|xm:f|wp:\w+)\b[^>]*>.*?</(?:w:instrText|w:delText|mc:Fallback|f|x14:\w+|xm:f|wp:\w+)>',
        ' ',
        s,
    )
    s = re.sub(block, ' ', s)
    return html.unescape(TAG.sub('', s))


def zip_text(path, wanted):
    out = []
    try:
        with zipfile.ZipFile(path) as z:
            for i in z.infolist():
                if re.search(wanted, i.filename) and i.file_size < 20_000_000:
                    try:
                        out.append(xml_text(z.read(i)))
                    except Exception:
                        pass
    except Exception:
        return ''
    return '\n'.join(out)


def file_text(path):
    ext = path.rsplit('.', 1)[-1].lower()
    first = open(path, 'rb').read(8)
    if ext == 'pdf':
        return run('pdftotext', '-q', '-enc', 'UTF-8', path, '-')
    if ext in ('docx', 'docm', 'dotx', 'dotm'):
        return zip_text(path, r'^word/(document|header\d*|footer\d*|footnotes|endnotes)\d*\.xml$')
    if ext in ('xlsx', 'xlsm', 'xltx', 'xltm'):
        return zip_text(path, r'^xl/sharedStrings\.xml$')
    if ext in ('pptx', 'pptm', 'ppsx', 'potx', 'ppsm', 'potm'):
        return zip_text(path, r'^ppt/slides/slide\d+\.xml$')
    if ext in ('odt', 'ods', 'odp', 'odg', 'odf', 'ott', 'ots', 'otp', 'sxw', 'sxc', 'sxi'):
        return zip_text(path, r'^content\.xml$')
    if ext == 'epub':
        return zip_text(path, r'\.x?html?$')
    if ext in ('doc', 'dot') and first[:4] == b'\xd0\xcf\x11\xe0':
        return run('antiword', '-m', 'UTF-8.txt', path) or run('catdoc', '-d', 'utf-8', path)
    if ext in ('xls', 'xlt') and first[:4] == b'\xd0\xcf\x11\xe0':
        return run('xls2csv', '-d', 'utf-8', path)
    if ext in ('ppt', 'pps', 'pot') and first[:4] == b'\xd0\xcf\x11\xe0':
        return run('catppt', '-d', 'utf-8', path)
    if ext == 'rtf':
        return re.sub(r'(?m)^###.*$|^-+$', '', run('unrtf', '--text', '--quiet', path))
    if ext in ('html', 'htm', 'xhtml', 'mht'):
        b = open(path, 'rb').read()
        m = re.search(rb'charset=["\']?([\w-]+)', b[:3000])
        return visible(decode(b, m.group(1).decode() if m else 'utf-8')[0])
    if ext == 'fodt':
        return xml_text(open(path, 'rb').read())
    if ext in ('txt', 'csv', 'md', 'ics', 'vcf'):
        b = open(path, 'rb').read()
        try:
            return b.decode('utf-8')
        except UnicodeDecodeError:
            return b.decode('latin-1') if b[:2] not in (b'\xff\xfe', b'\xfe\xff') else b.decode('utf-16', 'replace')
    if ext == 'zip':
        out = []
        try:
            with zipfile.ZipFile(path) as z:
                for i in z.infolist()[:50]:
                    if i.filename.lower().endswith(('.txt', '.html', '.htm')) and i.file_size < 1_000_000:
                        out.append(visible(z.read(i).decode('utf-8', 'replace')))
        except Exception:
            pass
        return '\n'.join(out)
    return ''


TYPES = {
    'pdf': 'application/pdf',
    'doc': 'application/msword',
    'docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'xls': 'application/vnd.ms-excel',
    'xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'ppt': 'application/vnd.ms-powerpoint',
    'pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'odt': 'application/vnd.oasis.opendocument.text',
    'rtf': 'application/rtf',
    'ods': 'application/vnd.oasis.opendocument.spreadsheet',
    'odp': 'application/vnd.oasis.opendocument.presentation',
    'epub': 'application/epub+zip',
    'zip': 'application/zip',
    'html': 'text/html',
    'htm': 'text/html',
    'txt': 'text/plain',
    'csv': 'text/csv',
    'ics': 'text/calendar',
    'vcf': 'text/vcard',
}


def wrap(number, name, data, kind=None):
    b = base64.encodebytes(data).replace(b'\n', b'\r\n')
    return (
        (
            f'From: Wrapper <wrapper@example.org>\r\nTo: files@mfano.example\r\nSubject: parcel zq{number}\r\nMessage-ID: <parcel.{number}@example.org>\r\nDate: Thu, 26 Nov 2026 10:00:00 +0000\r\n'
            f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=_wrap"\r\n\r\n--=_wrap\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nAttached.\r\n--=_wrap\r\n'
            f'Content-Type: {kind or TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        ).encode()
        + b
        + b'--=_wrap--\r\n'
    )


# ---------------------------------------------------------------- web


class Web:
    def __init__(self, base, user, password):
        self.base = base
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=ssl._create_unverified_context()), urllib.request.HTTPCookieProcessor()
        )
        page = self.opener.open(base + '/login', timeout=30).read().decode()
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page))
        fields.update(user=user, password=password)
        r = self.opener.open(base + '/login', urllib.parse.urlencode(fields).encode(), timeout=60)
        if '/login' in r.url:
            raise RuntimeError('no sign-in')

    def search(self, q):
        """(hits as list of (folder, uid, text of the item)), status text, page"""
        page = self.opener.open(self.base + '/search?' + urllib.parse.urlencode({'q': q}), timeout=120).read().decode()
        hits = []
        for key, item in re.findall(r'(?s)<div class="row[^>]*data-uid="([^"]*)"[^>]*>(.*?)(?=<div class="row|</form>)', page):
            folder, _, uid = key.rpartition('/')
            hits.append((folder, int(uid), html.unescape(TAG.sub('', item))))
        m = re.search(r'(?s)id="search-status">(.*?)</p>', page)
        return hits, html.unescape(TAG.sub('', m.group(1))) if m else '', page


# ---------------------------------------------------------------- commands


def put(o, which):
    c = Imap(o.imaps, o.user, o.password)
    c.command(b'CREATE', quote(o.folder))
    uids = {}
    t = time.time()
    total = 0
    refused = 0
    for n, name in enumerate(sorted(os.listdir(f'{o.dir}/{which}'))):
        data = open(f'{o.dir}/{which}/{name}', 'rb').read()
        if which == 'files':
            data = wrap(int(name[:5]), name, data)
        uid, text = c.append(o.folder, data)
        if uid is None:
            print('refused', name, text)
            refused += 1
            continue
        uids[uid] = name
        total += len(data)
    json.dump(uids, open(f'{o.dir}/{which}.uids', 'w'))
    print(f'{len(uids)} appended, {refused} refused, {total} bytes, {time.time() - t:.1f} s')


def words_of(text):
    return [w for w in re.findall(r'[^\W\d_]{4,24}', text)]


def do_messages(o):
    random.seed(o.seed)
    c = Imap(o.imaps, o.user, o.password, timeout=600)
    print(c.command(b'EXAMINE', quote(o.folder))[1])
    uids = {int(k): v for k, v in json.load(open(o.dir + '/messages.uids')).items()}
    stored = c.fetch_all()
    origin = {m[1]: m[2] for m in (l.rstrip('\n').split('\t') for l in open(o.dir + '/manifest.tsv')) if m[0] == 'message'}
    changed = [u for u in uids if stored.get(u) != open(f'{o.dir}/messages/{uids[u]}', 'rb').read()]
    print('messages', len(stored), 'not the same bytes as appended', len(changed), changed[:10])
    scans = {u: Scan(raw) for u, raw in stored.items()}
    df = collections.Counter()
    for s in scans.values():
        df.update(set(norm(w) for w in words_of(s.must_raw)))
    totals = collections.Counter()
    shown = collections.Counter()

    def compare(kind, u, q, terms, must, may, expect_of):
        totals[kind, 'asked'] += 1
        t = time.time()
        got = c.search(*terms)
        spent = time.time() - t
        totals[kind, 'ms'] += spent * 1000
        if not isinstance(got, set):
            totals[kind, 'error'] += 1
            print('ERROR', kind, repr(q), got)
            return
        missing = must - got
        extra = got - may
        if not missing and not extra:
            totals[kind, 'same'] += 1
            return
        for what, s in (('missing', missing), ('extra', extra)):
            if not s:
                continue
            sure = {x for x in s if not scans[x].doubt}
            totals[kind, what + (' sure' if sure else ' doubtful')] += 1
            shown[kind, what, bool(sure)] += 1
            if shown[kind, what, bool(sure)] <= o.show:
                for x in sorted(sure or s)[:3]:
                    print(
                        f'{what.upper()}{"" if sure else " (doubtful)"} {kind} {q!r}: uid {x} {uids.get(x)} {origin.get(uids.get(x))}; asked for the sake of uid {u}; got {len(got)} of {len(must)}..{len(may)}'
                    )

    def sets(q, fields=False):
        q = norm(q)
        must = {x for x, s in scans.items() if q in s.must or fields and q in s.header}
        may = {x for x, s in scans.items() if q in s.may or q in s.header or q in s.must}
        return must, may

    for u, s in sorted(scans.items()):
        ws = sorted(set(words_of(s.must_raw)), key=lambda w: (df[norm(w)], -len(w), w))
        picks = []
        if ws:
            w = ws[0]
            picks.append(('rare word', w))
            if len(w) > 5:
                a = random.randint(0, len(w) - 4)
                picks.append(('piece of a word', w[a : a + random.randint(3, len(w) - a)]))
            picks.append(('other case', w.swapcase()))
            w = random.choice(ws)
            picks.append(('any word', w))
        body = s.must_raw
        for i in range(o.queries):
            lines = [l for l in body.split('\n') if len(l.strip()) > 8 and '\0' not in l]
            if not lines:
                break
            l = random.choice(lines)
            a = random.randint(0, len(l) - 6)
            q = l[a : a + random.randint(4, 40)]
            if q.strip() and all(ch.isprintable() for ch in q) and q.strip() == q and not re.search(r'\s\s', q):
                picks.append(('piece of a line', q))
        for kind, q in picks:
            v = q if kind != 'piece of a line' else q
            must, may = sets(v)
            compare('BODY ' + kind, u, v, (b'BODY', literal(v)), must, may, None)
            must, may = sets(v, True)
            compare('TEXT ' + kind, u, v, (b'TEXT', literal(v)), must, may, None)
            if random.random() < 0.2:
                must, may = sets(v)
                every = set(scans)
                compare('NOT BODY', u, v, (b'NOT', b'BODY', literal(v)), every - may, every - must, None)
        # headers
        byname = collections.defaultdict(list)
        for n, v in s.fields:
            byname[n].append(v)

        def header(n, q):
            q = norm(q)
            return {x for x, t in scans.items() if any(a == n and q in b for a, b in t.nfields)}

        if byname['subject']:
            sub = byname['subject'][0]
            w = re.findall(r'\w{2,}', sub)
            if w:
                q = random.choice(w)
                e = header('subject', q)
                compare('SUBJECT word', u, q, (b'SUBJECT', literal(q)), e, e, None)
                e1 = {x for x, t in scans.items() if norm(q) in t.header}
                must, may = sets(q, True)
                compare('TEXT of subject', u, q, (b'TEXT', literal(q)), must, may, None)
            if len(sub) > 6:
                a = random.randint(0, len(sub) - 5)
                q = sub[a : a + random.randint(3, 25)].strip()
                if len(q) >= 2 and all(ch.isprintable() for ch in q) and '  ' not in q:
                    e = header('subject', q)
                    compare('SUBJECT piece', u, q, (b'SUBJECT', literal(q)), e, e, None)
        names = [n for n in byname if byname[n] and re.fullmatch(r'[a-z][a-z0-9-]*', n)]
        for n in random.sample(names, min(3, len(names))):
            v = byname[n][0]
            e = header(n, '')
            compare('HEADER name ""', u, n, (b'HEADER', n.encode(), b'""'), e, e, None)
            if len(v) > 6:
                a = random.randint(0, len(v) - 5)
                q = v[a : a + random.randint(3, 30)].strip()
                if len(q) >= 2 and all(ch.isprintable() for ch in q) and not re.search(r'\s\s|\t', q):
                    e = header(n, q)
                    compare('HEADER piece', u, n + ' ' + q, (b'HEADER', n.encode(), literal(q)), e, e, None)
        for n in ('from', 'to', 'cc'):
            if byname[n]:
                w = re.findall(r'[\w.]{3,}', byname[n][0])
                if w:
                    q = random.choice(w)
                    e = header(n, q)
                    compare(n.upper() + ' word', u, q, (n.upper().encode(), literal(q)), e, e, None)
    kinds = sorted({k for k, _ in totals})
    print(f'\n{"what":26} {"asked":>7} {"same":>7} {"missing":>8} {"extra":>7} {"doubtful":>9} {"errors":>7} {"ms each":>8}')
    for k in kinds:
        g = lambda x: totals[k, x]
        print(
            f'{k:26} {g("asked"):7} {g("same"):7} {g("missing sure"):8} {g("extra sure"):7} {g("missing doubtful") + g("extra doubtful"):9} {g("error"):7} {g("ms") / max(1, g("asked")):8.1f}'
        )


def do_files(o):
    uids = {int(k): v for k, v in json.load(open(o.dir + '/files.uids')).items()}
    origin = {m[1]: m[2] for m in (l.rstrip('\n').split('\t') for l in open(o.dir + '/manifest.tsv')) if m[0] == 'file'}
    cache = o.dir + '/texts.json'
    texts = json.load(open(cache)) if os.path.exists(cache) else {}
    for u, n in sorted(uids.items()):
        if n not in texts:
            texts[n] = file_text(f'{o.dir}/files/{n}')
    json.dump(texts, open(cache, 'w'))
    tokens = {n: set(norm(w) for w in re.findall(r'[^\W\d_]{4,16}', t)) for n, t in texts.items()}
    df = collections.Counter()
    [df.update(t) for t in tokens.values()]
    web = Web(o.web, o.user, o.password)
    totals = collections.Counter()
    failed = []
    again = {x[0] for x in json.load(open(o.dir + '/files.failed'))} if o.again else None
    for u, n in sorted(uids.items()):
        if again is not None and n not in again:
            continue
        ext = n.rsplit('.', 1)[-1]
        totals[ext, 'files'] += 1
        ws = sorted((w for w in tokens[n] if 5 <= len(w) and not re.search(r'(.)\1\1', w)), key=lambda w: (df[w], abs(len(w) - 9), w))
        if not ws:
            totals[ext, 'no word'] += 1
            continue
        missing = []
        asked = 0
        for w in ws[:3]:
            t = time.time()
            hits, status, page = web.search('"' + w + '"' if o.exact else w)
            totals[ext, 'ms'] += (time.time() - t) * 1000
            totals[ext, 'asked'] += 1
            asked += 1
            found = {h[1]: h[2] for h in hits}
            more = re.search(r'(\d[\d,]*)', status)
            full = more and int(more.group(1).replace(',', '')) > len(hits)
            if u in found:
                if n not in found[u]:
                    totals[ext, 'name not shown'] += 1
                    print('NAME NOT SHOWN', n, w, found[u][:200])
                if f'zq{int(n[:5])}' not in found[u]:
                    totals[ext, 'subject not shown'] += 1
                for x in found:
                    if x in uids and w not in norm(texts[uids[x]]) and texts[uids[x]]:
                        totals[ext, 'other hits'] += 1
                        if totals['all', 'other shown'] < o.show:
                            totals['all', 'other shown'] += 1
                            print('OTHER HIT', repr(w), uids[x], origin[uids[x]], found[x][-120:].strip().replace('\n', ' '))
                break
            if full or asked == 3:
                hits, status, page = web.search(w + f' subject:zq{int(n[:5])}')
                found = {h[1]: h[2] for h in hits}
                if u in found:
                    break
            missing.append((w, status))
        if u in found:
            totals[ext, 'found'] += 1
            totals[ext, 'found at first' if asked == 1 else 'found later'] += 1
        else:
            totals[ext, 'not found'] += 1
            failed.append((n, origin[n], missing))
            print('NOT FOUND', n, origin[n], [m[0] for m in missing])
    print(f'\n{"kind":6} {"files":>6} {"no word":>8} {"found":>6} {"1st word":>9} {"not found":>10} {"no name":>8} {"other hits":>11} {"ms each":>8}')
    sums = collections.Counter()
    for k in sorted({k for k, _ in totals if k != 'all'}):
        g = lambda x: totals[k, x]
        for x in ('files', 'no word', 'found', 'found at first', 'not found', 'name not shown', 'other hits', 'ms', 'asked'):
            sums[x] += g(x)
        print(
            f'{k:6} {g("files"):6} {g("no word"):8} {g("found"):6} {g("found at first"):9} {g("not found"):10} {g("name not shown"):8} {g("other hits"):11} {g("ms") / max(1, g("asked")):8.1f}'
        )
    g = sums.get
    print(
        f'{"all":6} {g("files"):6} {g("no word"):8} {g("found"):6} {g("found at first"):9} {g("not found"):10} {g("name not shown"):8} {g("other hits"):11} {g("ms") / max(1, g("asked")):8.1f}'
    )
    json.dump(failed, open(o.dir + '/files.failed', 'w'), indent=1)


if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('command', choices=['collect', 'put-messages', 'put-files', 'messages', 'files'])
    p.add_argument('dir', nargs='+')
    p.add_argument('--out')
    p.add_argument('--imaps', default='localhost:23993')
    p.add_argument('--web', default='https://localhost:23443')
    p.add_argument('--user')
    p.add_argument('--password')
    p.add_argument('--folder', default='Real')
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--queries', type=int, default=1)
    p.add_argument('--show', type=int, default=12)
    p.add_argument('--again', action='store_true', help='only the files that were not found last time')
    p.add_argument('--exact', action='store_true')
    o = p.parse_args()
    if o.command == 'collect':
        collect(o.dir, o.out)
    else:
        o.dir = o.dir[0]
        {'put-messages': lambda o: put(o, 'messages'), 'put-files': lambda o: put(o, 'files'), 'messages': do_messages, 'files': do_files}[o.command](
            o
        )
