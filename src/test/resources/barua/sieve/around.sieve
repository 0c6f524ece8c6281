What lies around the letter: RFC 5183, 5490, 8579, 9042, 6134, 7352, 6785, 5435, 5436, and snooze.
--- message
From: neema@uni.example
Subject: x
Message-ID: <m1@uni.example>
X-Event: e7

Hello
--- envelope
from: neema@uni.example
ip: 192.0.2.7
--- around
mailbox: Work
mailbox: Work/Old
id: F7 Archive
use: \Junk Spam
use: \Archive Archive
metadata: INBOX /private/vendor/x away
server: /shared/admin mailto:admin@college.example
remembered: - <m1@uni.example>
remembered: h e7
list: tag:friends neema@uni.example juma@uni.example
item: imap.cause APPEND
item: host mail.college.example

=== RFC 5183: environment
--- script
require ["environment", "fileinto", "relational", "imapsieve"];
if environment :is "location" "MDA" { fileinto "location"; }
if environment :matches "remote-ip" "192.0.2.*" { fileinto "ip"; }
if environment "phase" "during" { fileinto "phase"; }
if environment :contains "HOST" "college" { fileinto "host"; }
if environment "remote-host" "" { fileinto "not"; }
if environment "imap.cause" "APPEND" { fileinto "cause"; }
--- expect
fileinto "location"
fileinto "ip"
fileinto "phase"
fileinto "host"
fileinto "cause"

=== RFC 5490: mailboxes
--- script
require ["mailbox", "fileinto", "mboxmetadata", "servermetadata"];
if mailboxexists ["Work", "Work/Old"] { fileinto :create "Work/New"; }
if mailboxexists ["Work", "Play"] { fileinto "not"; }
if metadata :is "INBOX" "/private/vendor/x" "away" { fileinto "metadata"; }
if metadata :contains "INBOX" "/private/none" "" { fileinto "not"; }
if metadataexists "INBOX" ["/private/vendor/x"] { fileinto "there"; }
if metadataexists "INBOX" ["/private/vendor/x", "/b"] { fileinto "not"; }
if servermetadata :matches "/shared/admin" "mailto:*" { fileinto "server"; }
if servermetadataexists "/shared/admin" { fileinto "serverthere"; }
--- expect
fileinto "Work/New", create
fileinto "metadata"
fileinto "there"
fileinto "server"
fileinto "serverthere"

=== RFC 8579: special uses
--- script
require ["special-use", "fileinto", "mailbox"];
if specialuse_exists "\\Archive" { fileinto :specialuse "\\Archive" "INBOX/Archive"; }
if specialuse_exists ["\\Archive", "\\Sent"] { fileinto "not"; }
if specialuse_exists "Spam" "\\Junk" { fileinto :specialuse "\\Junk" :create "Spam"; }
if specialuse_exists "Work" "\\Junk" { fileinto "not"; }
--- expect
fileinto "INBOX/Archive", use \Archive
fileinto "Spam", create, use \Junk

=== RFC 8579: no special use
--- script
require ["special-use", "fileinto"];
fileinto :specialuse "Archive" "x";
--- complaints
line 2, column 1: "Archive" is no special use, such as "\\Archive"

=== RFC 9042: by id
--- script
require ["mailboxid", "fileinto"];
if mailboxidexists "F7" { fileinto :mailboxid "F7" "INBOX.harassment"; }
if mailboxidexists ["F7", "F8"] { fileinto "not"; }
--- expect
fileinto "INBOX.harassment", id F7

=== RFC 6134: lists
--- script
require ["extlists", "fileinto", "envelope"];
if envelope :list "from" "tag:friends" { fileinto "friends"; }
if header :list "subject" "tag:friends" { fileinto "not"; }
if valid_ext_list "tag:friends" { fileinto "valid"; }
if valid_ext_list ["tag:friends", "tag:foes"] { fileinto "not"; }
redirect :list "tag:friends";
if header :list "subject" "tag:foes" { keep; }
--- expect
fileinto "friends"
fileinto "valid"
redirect neema@uni.example
redirect juma@uni.example
implicit keep
trouble: line 7, column 1: there is no list "tag:foes"

=== RFC 7352: duplicates
--- script
require ["duplicate", "fileinto", "variables"];
if duplicate { fileinto "again"; }
if duplicate :handle "h" :header "X-Event" { fileinto "event"; }
if duplicate :header "X-Event" { fileinto "not"; }
if duplicate :handle "h" :uniqueid "e8" :seconds 60 :last { fileinto "not"; }
if duplicate :uniqueid "" { fileinto "not"; }
if duplicate :header "X-None" { fileinto "not"; }
if duplicate :handle "h" :uniqueid "e7" :last { fileinto "last"; }
--- expect
fileinto "again"
fileinto "event"
remember "" "e7", PT168H
remember "h" "e8", PT1M, last
remember "h" "e7", PT168H, last
fileinto "last"

=== RFC 7352: what excludes each other
--- script
require "duplicate";
if duplicate :header "a" :uniqueid "b" { }
--- complaints
line 2, column 4: :header and :uniqueid exclude each other

=== RFC 5435, 5436: notify
--- script
require ["enotify", "fcc", "variables"];
notify :importance "1" :message "This is maybe spam" :from "bot@college.example" :options ["a=b"] "mailto:tim@example.com?subject=Hi%20there&cc=x@y.example";
set "to" "mailto:juma@example.com";
set :encodeurl "s" "Ünd & so";
notify :fcc "Sent" "${to}?subject=${s}";
--- expect
notify mailto:tim@example.com?subject=Hi%20there&cc=x@y.example, from bot@college.example, importance 1, options [a=b], message "This is maybe spam"
notify mailto:juma@example.com?subject=%C3%9Cnd%20%26%20so, fcc "Sent"
implicit keep

=== RFC 5435: what can be told how
--- script
require ["enotify", "fileinto"];
if valid_notify_method ["mailto:", "mailto:a@b.example"] { fileinto "not"; }
if valid_notify_method "mailto:a@b.example" { fileinto "valid"; }
if valid_notify_method "xmpp:a@b.example" { fileinto "not"; }
if notify_method_capability "mailto:a@b.example" "Online" ["yes", "maybe"] { fileinto "maybe"; }
if notify_method_capability "mailto:a@b.example" "mood" ["maybe"] { fileinto "not"; }
--- expect
fileinto "valid"
fileinto "maybe"

=== RFC 5435: ways that are none
--- script
require "enotify";
notify "tel:+255";
notify "mailto:nobody";
notify :importance "4" "mailto:a@b.example";
notify :from "nobody" "mailto:a@b.example";
--- complaints
line 2, column 1: "tel:+255" is no way to tell somebody; there is mailto:
line 3, column 1: "mailto:nobody" names no address
line 4, column 1: :importance takes "1", "2" or "3"
line 5, column 1: "nobody" is no address

=== snooze
--- script
require ["snooze", "mailbox"];
snooze :mailbox "Later" :create :addflags "$awakened" :removeflags ["\\Seen"] :weekdays ["1", "5", "1"] :tzid "Australia/Melbourne" ["17:00", "08:30:05"];
--- expect
snooze [30605, 61200] Australia/Melbourne, mailbox "Later", create, add [$awakened], remove [\Seen], weekdays [1, 5]

=== snooze as Cyrus calls it, and what is refused
--- script
require "vnd.cyrus.snooze";
snooze "24:00";
snooze :weekdays "7" "08:00";
snooze :tzid "Mars/Base" "08:00";
--- complaints
line 2, column 1: "24:00" is no time of day, such as "08:00"
line 3, column 1: "7" is no day of the week, "0" for Sunday to "6"
line 4, column 1: there is no time zone "Mars/Base"
