RFC 5228: the language itself.
--- message
From: "Neema Mushi" <neema@uni.example>
To: asha@college.example, "Office, Exams" <exams+papers@college.example>
Cc: Board: one@board.example, two@board.example;
Subject: =?utf-8?q?Karibu_=C3=A9?= exam
  papers
Date: Sun, 22 Nov 2026 10:42:00 +0300
X-Empty:
Message-ID: <m1@uni.example>

Hello

=== An empty script keeps (§2.10.2)
--- script
--- expect
implicit keep

=== §3.1: the first branch that holds
--- script
require "fileinto";
if header :contains "from" "coyote" { discard; }
elsif header :contains ["subject"] ["$$$"] { discard; }
else { fileinto "INBOX.exams"; }
--- expect
fileinto "INBOX.exams"

=== §3.3: stop ends everything
--- script
require "fileinto";
fileinto "a";
stop;
discard;
--- expect
fileinto "a"

=== §4.1: the letter goes into both, once each
--- script
require "fileinto";
fileinto "a"; fileinto "b"; fileinto "a"; keep; keep;
--- expect
fileinto "a"
fileinto "b"
keep

=== §4.2: redirect cancels the implicit keep
--- script
redirect "bart@example.com";
redirect "BART@example.com";
redirect "Bart Simpson <lisa@example.com>";
--- expect
redirect bart@example.com
redirect lisa@example.com

=== §4.4: a keep outlives discard
--- script
discard; keep;
--- expect
discard
keep

=== §5.1: parts of addresses
--- script
require "fileinto";
if address :is :all "from" "NEEMA@uni.example" { fileinto "all"; }
if address :localpart "from" "neema" { fileinto "localpart"; }
if address :domain :is ["from", "to"] "college.example" { fileinto "domain"; }
if address :is ["to", "cc"] "two@board.example" { fileinto "group"; }
if address :contains "to" "Office" { fileinto "name"; }
--- expect
fileinto "all"
fileinto "localpart"
fileinto "domain"
fileinto "group"

=== §5.4: envelope
--- envelope
from: tim@example.com
to: asha+list@college.example
auth: juma@college.example
--- script
require ["envelope", "fileinto", "subaddress"];
if envelope :all :is "from" "tim@example.com" { fileinto "from"; }
if envelope :detail "to" "list" { fileinto "detail"; }
if envelope "AUTH" "juma@college.example" { fileinto "auth"; }
--- expect
fileinto "from"
fileinto "detail"
fileinto "auth"

=== §5.4: the null sender is the empty string
--- envelope
from: <>
--- script
require ["envelope", "fileinto"];
if envelope :domain "from" "" { fileinto "null"; }
--- expect
fileinto "null"

=== §5.5: exists wants all
--- script
require "fileinto";
if exists ["From", "X-EMPTY"] { fileinto "both"; }
if exists ["From", "X-Never"] { fileinto "not"; }
if not exists "X-Never" { fileinto "never"; }
--- expect
fileinto "both"
fileinto "never"

=== §5.7: header is unfolded, decoded and stripped; an empty field is there
--- script
require "fileinto";
if header :is "subject" "Karibu é exam  papers" { fileinto "decoded"; }
if header :is "x-empty" "" { fileinto "empty"; }
if header :contains "x-empty" "" { fileinto "contains"; }
if header :contains "x-never" "" { fileinto "not"; }
if header :matches "x-empty" "*" { fileinto "matches"; }
if header :matches "x-empty" "?" { fileinto "not"; }
--- expect
fileinto "decoded"
fileinto "empty"
fileinto "contains"
fileinto "matches"

=== §5.9: size
--- script
require "fileinto";
if size :over 100 { fileinto "over"; }
if size :over 1M { fileinto "not"; }
if size :under 1K { fileinto "under"; }
--- expect
fileinto "over"
fileinto "under"

=== §2.7.1: wildcards
--- script
require "fileinto";
if header :matches "subject" "karibu*" { fileinto "case"; }
if header :matches :comparator "i;octet" "subject" "karibu*" { fileinto "not"; }
if header :matches "subject" "Karibu ? exam*" { fileinto "character"; }
if header :matches "message-id" "<m?@*.example>" { fileinto "both"; }
if header :matches "message-id" "<m\\?@*>" { fileinto "not"; }
if header :matches "message-id" "*" { fileinto "any"; }
if header :matches "message-id" "" { fileinto "not"; }
if header :matches "message-id" "**m1**" { fileinto "stars"; }
--- expect
fileinto "case"
fileinto "character"
fileinto "both"
fileinto "any"
fileinto "stars"

=== §5.2, §5.3: tests of tests
--- script
require "fileinto";
if allof (true, not false, anyof (false, true)) { fileinto "yes"; }
if anyof (false, allof (true, false)) { fileinto "not"; }
--- expect
fileinto "yes"

=== §2.4.2: quoting and text
--- script
require "fileinto";
fileinto "a\"b\\c\d";
if not header "subject" text: # a comment
..stuffed
.
{ redirect "x@y.example"; }
--- expect
fileinto "a"b\cd"
redirect x@y.example

=== §2.4.2.4: encoded characters
--- script
require ["encoded-character", "fileinto"];
fileinto "$${hex:40}";
fileinto "${hex: 40 }";
fileinto "${HEX: 40}";
fileinto "${hex:40";
fileinto "${hex:400}";
fileinto "${hex:4${hex:30}}";
fileinto "${unicode:40}";
fileinto "${ unicode:40}";
fileinto "${UNICODE:0000e9}";
fileinto "${unicode: 1f600 }x${hex:c3 a9}";
--- expect
fileinto "$@"
fileinto "@"
fileinto "${hex:40"
fileinto "${hex:400}"
fileinto "${hex:40}"
fileinto "${ unicode:40}"
fileinto "é"
fileinto "😀xé"

=== Without require encoded characters are text
--- script
require "fileinto";
fileinto "${hex:40}";
--- expect
fileinto "${hex:40}"

=== A rule's name is that of all actions within
--- script
require "fileinto";
# rule:[Students]
if false { discard; }
elsif true
{
  if true { fileinto "a"; }
}
# rule: Bosses "and" more
if true { fileinto "b"; }
fileinto "c";
--- expect
fileinto "a", rule "Students"
fileinto "b", rule "Bosses "and" more"
fileinto "c"

=== RFC 3894: copy
--- script
require ["copy", "fileinto"];
redirect :copy "boss@example.com";
fileinto :copy "archive";
--- expect
redirect boss@example.com
fileinto "archive"
implicit keep
