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
require ["extlists", "fileinto", "envelope", "variables"];
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

=== RFC 6134: several lists, one of which holds the value, and names out of variables
--- around
list: tag:friends neema@uni.example
list: tag:days 2026-11-22
list: tag:words x y
--- script
require ["extlists", "fileinto", "envelope", "variables", "date"];
if address :list "from" ["tag:days", "tag:friends"] { fileinto "address"; }
if not address :list "from" ["tag:days", "tag:words"] { fileinto "none"; }
if currentdate :zone "+0000" :list "date" "tag:days" { fileinto "day"; }
if string :list ["z", "y"] "tag:words" { fileinto "string"; }
set "kind" "friends";
if envelope :all :list "from" "tag:${kind}" { fileinto "variable"; }
if address :localpart :list "from" "tag:friends" { fileinto "not"; }
if not exists "x-none" { if not header :list "x-none" "tag:words" { fileinto "nothing"; } }
--- expect
fileinto "address"
fileinto "none"
fileinto "day"
fileinto "string"
fileinto "variable"
fileinto "nothing"

=== RFC 6134: what was found is ${0}, and a list that does not hold the value leaves what stood there
--- script
require ["extlists", "fileinto", "variables"];
if header :matches "subject" "*" { }
if address :list "to" "tag:friends" { }
fileinto "a${0}";
if address :list "from" "tag:friends" { fileinto "b${0}${1}"; }
--- expect
fileinto "ax"
fileinto "bneema@uni.example"

=== RFC 6134: with copy the letter stays, and an empty list takes nothing away
--- around
list: tag:nobody
list: tag:one juma@uni.example
--- script
require ["extlists", "copy"];
redirect :list "tag:nobody";
redirect :copy :list "tag:one";
--- expect
redirect juma@uni.example
implicit keep

=== RFC 6134: a list goes out as a whole or not at all
--- around
list: tag:many a@uni.example b@uni.example c@uni.example d@uni.example e@uni.example
--- script
require "extlists";
redirect :list "tag:many";
--- expect
implicit keep
trouble: line 2, column 1: the list "tag:many" has 5 addresses; a letter is sent on to 4 at most

=== RFC 6134: two lists are sent on to within the same bound
--- around
list: tag:few a@uni.example b@uni.example c@uni.example
list: tag:more c@uni.example d@uni.example e@uni.example
--- script
require "extlists";
redirect :list "tag:few";
redirect :list "tag:more";
--- expect
redirect a@uni.example
redirect b@uni.example
redirect c@uni.example
redirect d@uni.example
implicit keep
trouble: line 3, column 1: the script redirects to more than 4 addresses

=== RFC 6134: a comparator beside a list
--- script
require ["extlists", "copy"];
if address :list :comparator "i;octet" "from" "tag:friends" { keep; }
if header :list :is "subject" "tag:friends" { keep; }
redirect :list ["tag:friends"];
--- complaints
line 2, column 4: with this match type no comparator can stand there
line 3, column 4: only one match type can stand there; :list is one too many
line 4, column 16: redirect takes one string here, the name of a list, not a list

=== RFC 6134: without require
--- script
if address :list "from" "tag:friends" { keep; }
if valid_ext_list "tag:friends" { redirect :list "tag:friends"; }
--- complaints
line 1, column 4: :list needs require "extlists"
line 2, column 4: valid_ext_list needs require "extlists"
line 2, column 44: :list needs require "extlists"

=== RFC 6134, 5463: with ihave
--- script
require ["ihave", "fileinto"];
if ihave "extlists" {
    if address :list "from" "tag:friends" { fileinto "friends"; }
} else {
    fileinto "not";
}
--- expect
fileinto "friends"

=== RFC 6134, 6609: what a person wrote asks as that person, whoever includes it
--- around
list: tag:secret! neema@uni.example
--- include mine
require ["extlists", "fileinto"];
if valid_ext_list "tag:secret!" { fileinto "not"; }
if header :list "from" "tag:secret!" { fileinto "not"; }
--- script
require ["extlists", "fileinto", "include"];
if address :list "from" "tag:secret!" { fileinto "institution"; }
include :personal "mine";
--- expect
fileinto "institution"
implicit keep
trouble: line 3, column 1: there is no list "tag:secret!"

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
