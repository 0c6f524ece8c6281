RFC 5232: imap4flags.
--- message
From: boss@frobnitzm.example
Subject: x

Hello
=== §3: set, add, remove
--- script
require ["imap4flags", "fileinto"];
setflag "\\Deleted";
addflag ["\\Answered", "$MDNSent \\answered"];
fileinto "a";
removeflag "\\deleted";
fileinto "b";
--- expect
fileinto "a", flags \Deleted \Answered $MDNSent
fileinto "b", flags \Answered $MDNSent

=== §2: what is no flag is passed over
--- script
require "imap4flags";
setflag ["\\Foo", "a(b", "ok", "", "\\Recent"];
--- expect
implicit keep, flags ok

=== §3: flags in variables
--- script
require ["imap4flags", "variables", "fileinto"];
addflag "MyFlags" ["A", "B"];
addflag "MyFlags" "c";
removeflag "myflags" "b";
fileinto :flags "${MyFlags}" "a";
keep;
--- expect
fileinto "a", flags A c
keep

=== §4: hasflag
--- envelope
flags: \Seen Kazi
--- script
require ["imap4flags", "variables", "relational", "fileinto"];
if hasflag "\\seen" { fileinto "seen"; }
if hasflag :contains "az" { fileinto "contains"; }
if hasflag ["b", "x kazi"] { fileinto "either"; }
if hasflag :count "ge" "2" { fileinto "two"; }
setflag "v" "Junk jumper";
if hasflag :matches ["v", "w"] "j*" { fileinto "v"; }
if hasflag :contains "v" "Seen" { fileinto "not"; }
--- expect
fileinto "seen", flags \Seen Kazi
fileinto "contains", flags \Seen Kazi
fileinto "either", flags \Seen Kazi
fileinto "two", flags \Seen Kazi
fileinto "v", flags \Seen Kazi

=== §5: :flags in place of what was set
--- script
require ["imap4flags", "fileinto"];
setflag "\\Flagged";
keep :flags ["\\Seen", "done"];
fileinto :flags "" "b";
--- expect
keep, flags \Seen done
fileinto "b"

=== §5: two filings into one folder are one, and the later flags count
--- script
require ["imap4flags", "fileinto"];
fileinto :flags "A" "x";
fileinto :flags "b a" "x";
--- expect
fileinto "x", flags b a

=== Variables need their require
--- script
require "imap4flags";
setflag "v" "x";
--- complaints
line 2, column 1: the name of a variable needs require "variables"
