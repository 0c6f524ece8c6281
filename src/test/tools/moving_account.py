#!/usr/bin/env python3
"""One account under load while it is renamed back and forth: two IMAP clients, two browsers' sessions, another server's mail.

  moving_account.py BARUA DATA PORT_BASE SECONDS     BARUA: server-config/barua of the build that runs; the server must run with --demo

Says what was acknowledged and is not there, what is there twice, and what no client may ever see: an empty mailbox, a page that breaks.
"""
import imaplib,ssl,smtplib,threading,time,subprocess,re,urllib.request,urllib.parse,http.cookiejar,os,sys
B=[sys.argv[1]]; D=sys.argv[2]; BASE=int(sys.argv[3]); ENV=dict(os.environ,BARUA_NO_BUILD='1')
ctx=ssl._create_unverified_context()
A,Bn='amina@mfano.example','amina.k@mfano.example'; PW='si rahisi kukisia'
def cmd(*a,inp=None): return subprocess.run(B+list(a)+['--data',D],env=ENV,input=inp,text=True,capture_output=True)
print(cmd('account','add',A,'--password-stdin',inp=PW+'\n').stdout)
def imap(user):
    m=imaplib.IMAP4_SSL('127.0.0.1',BASE+993,ssl_context=ctx); m.login(user,PW); return m
m=imap(A)
for i in range(30): m.append('INBOX',None,None,b'Subject: seed %d\r\n\r\nx\r\n'%i)
m.logout()
end=time.time()+int(sys.argv[4]); acked=[]; odd=[]; low=[30]; stats={'smtp':0,'smtp4':0,'imap':0,'imapno':0,'web':0,'weblogin':0}
now=[A]
def smtp():
    n=0
    while time.time()<end:
        try:
            s=smtplib.SMTP('127.0.0.1',BASE+25,timeout=60)
            while time.time()<end:
                n+=1; to=A if n%2 else Bn
                try:
                    s.sendmail('a@b.example',[to],'Subject: smtp %d\r\nMessage-ID: <s%d@b.example>\r\n\r\nx\r\n'%(n,n)); acked.append('smtp %d'%n); stats['smtp']+=1
                except smtplib.SMTPRecipientsRefused as e:
                    code=list(e.recipients.values())[0][0]; stats['smtp4']+=1
                    if code>=500 and to==A: odd.append(('5xx for the first name',e.recipients))
                except smtplib.SMTPDataError as e:
                    stats['smtp4']+=1
                    if e.smtp_code>=500: odd.append(('data',e))
        except (smtplib.SMTPException,OSError) as e: time.sleep(.1)
def client(k):
    n=0
    while time.time()<end:
        try:
            m=imap(now[0])
            while time.time()<end:
                typ,d=m.select()
                if typ=='OK':
                    c=int(d[0]); 
                    if c<30: odd.append(('an IMAP client saw',c))
                else: stats['imapno']+=1; break
                n+=1; t='imap %d-%d'%(k,n)
                typ,_=m.append('INBOX',None,None,('Subject: %s\r\n\r\nx\r\n'%t).encode())
                if typ=='OK': acked.append(t); stats['imap']+=1
                else: stats['imapno']+=1
                typ,d=m.uid('SEARCH','SUBJECT','"seed 7"')
                if typ=='OK' and not d[0]: odd.append(('seed 7 is not found',))
        except (imaplib.IMAP4.error,OSError,ssl.SSLError) as e: time.sleep(.1)
def web(k):
    while time.time()<end:
        try:
            jar=http.cookiejar.CookieJar(); o=urllib.request.build_opener(urllib.request.HTTPSHandler(context=ctx),urllib.request.HTTPCookieProcessor(jar))
            U='https://localhost:%d'%(BASE+443)
            page=o.open(U+'/login').read().decode(); f=dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"',page))
            f.update(user=now[0],password=PW)
            r=o.open(U+'/login',urllib.parse.urlencode(f).encode())
            if '/mail' not in r.geturl(): stats['weblogin']+=1; time.sleep(.3); continue
            while time.time()<end:
                r=o.open(U+'/mail/inbox'); t=r.read().decode()
                if '/login' in r.geturl(): stats['weblogin']+=1; break
                stats['web']+=1
                if t.count('class="row')<25: odd.append(('the web shows',t.count('class="row'),r.geturl()))
                time.sleep(.05)
        except urllib.error.HTTPError as e:
            if e.code==500: odd.append(('web',e.code,e.read()[:200]))
            time.sleep(.2)
        except OSError as e: time.sleep(.2)
T=[threading.Thread(target=smtp)]+[threading.Thread(target=client,args=(k,)) for k in (1,2)]+[threading.Thread(target=web,args=(k,)) for k in (1,2)]
[t.start() for t in T]
names=[A,Bn]; i=0
while time.time()<end-5:
    time.sleep(4); i+=1; r=cmd('account','rename',names[(i-1)%2],names[i%2]); now[0]=names[i%2]
    if r.returncode: odd.append(('rename',r.stderr)); now[0]=names[(i-1)%2]; i-=1
[t.join() for t in T]
m=imap(now[0]); m.select(readonly=True); typ,d=m.fetch('1:*','BODY.PEEK[HEADER.FIELDS (SUBJECT)]')
have=[re.search(rb'Subject: (.*?)\r',x[1]).group(1).decode() for x in d if isinstance(x,tuple)]
lost=[a for a in acked if a not in have]; twice=[h for h in set(have) if have.count(h)>1]
print(i,'renames',stats,'acknowledged',len(acked),'there',len(have),'lost',lost[:5],'twice',twice[:5],'odd',len(odd),odd[:6])
print(os.listdir(D+'/mail/mfano.example'))
