RFC 5230, 6131, 8580, 5429.
--- message
From: neema@uni.example
Subject: frop

Hello
=== RFC 5230 §4: all of it
--- script
require "vacation";
vacation :days 23 :addresses ["tjs@example.edu", "ts4z@landru.example.edu"] :subject "Gone" :from "Asha <asha@college.example>" :handle "h" "I'm away until October 19.";
--- expect
vacation "I'm away until October 19.", subject "Gone", from asha@college.example, PT552H, handle "h", addresses [tjs@example.edu, ts4z@landru.example.edu]
implicit keep

=== RFC 5230 §4.4: mime, and days brought inside the bounds
--- script
require "vacation";
vacation :mime :days 0 text:
Content-Type: text/plain; charset=utf-8

Niko likizo.
.
;
--- expect
vacation "Content-Type: text/plain; charset=utf-8\n\nNiko likizo.\n", mime, PT24H
implicit keep

=== RFC 6131: seconds, which bring vacation along
--- script
require "vacation-seconds";
vacation :seconds 1800 "back soon";
--- expect
vacation "back soon", PT30M
implicit keep

=== RFC 6131: zero is every letter
--- script
require "vacation-seconds";
vacation :seconds 0 "always";
--- expect
vacation "always", PT0S
implicit keep

=== What is refused
--- script
require "vacation-seconds";
vacation :days 1 :seconds 1 "x";
vacation :from "nobody" "x";
vacation :addresses ["a@b.example", "c"] "x";
vacation :seconds "1" "x";
vacation;
--- complaints
line 2, column 1: :days and :seconds exclude each other
line 3, column 1: "nobody" is no address
line 4, column 1: "c" is no address
line 5, column 1: a number is missing behind :seconds
line 5, column 23: vacation takes no string here
line 6, column 1: vacation lacks what to answer

=== vacation-seconds is needed for :seconds
--- script
require "vacation";
vacation :seconds 5 "x";
--- complaints
line 2, column 10: :seconds needs require "vacation-seconds"

=== RFC 8580: a copy of the answer
--- script
require ["vacation", "fcc", "mailbox", "imap4flags", "special-use"];
vacation :days 7 :fcc "Sent" :create :specialuse "\\Sent" :flags "\\Seen" "away";
--- expect
vacation "away", PT168H, fcc "Sent", flags \Seen, create, use \Sent
implicit keep

=== RFC 8580: its tags need it
--- script
require ["vacation", "fcc", "mailbox"];
vacation :create "away";
--- complaints
line 2, column 1: :flags, :create, :specialuse and :mailboxid stand here only with :fcc

=== RFC 5429: reject and ereject
--- script
require ["reject"];
reject text:
I am not
taking mail from you
.
;
--- expect
reject "I am not\ntaking mail from you\n"

=== RFC 5429: ereject, discard beside it
--- script
require ["ereject"];
discard;
ereject "spam";
--- expect
discard
ereject "spam"
