Scripts before and after, and what an error leaves.
--- message
From: neema@uni.example
Subject: test

Hello

=== The next runs where the implicit keep is in effect
--- before
require "fileinto"; if header "subject" "other" { fileinto "a"; }
--- script
require "fileinto"; fileinto "b";
--- after
redirect "x@y.example";
--- expect
fileinto "b"

=== The next runs after an explicit keep, and the letter stays kept
--- before
keep;
--- script
require "fileinto"; fileinto "b";
--- expect
keep
fileinto "b"

=== Nothing runs after a discard
--- before
discard;
--- script
keep;
--- expect
discard

=== stop ends its own script alone
--- before
stop;
--- script
require "copy"; redirect :copy "x@y.example"; stop;
--- after
require "fileinto"; fileinto "z";
--- expect
redirect x@y.example
fileinto "z"

=== Flags go on to the next
--- before
require "imap4flags"; addflag "$Label1";
--- script
--- expect
implicit keep, flags $Label1

=== An error keeps the letter beside what was decided
--- script
require ["fileinto", "ihave", "copy"];
fileinto "a";
redirect :copy "x@y.example";
error "no more";
--- expect
fileinto "a"
redirect x@y.example
implicit keep
trouble: line 4, column 1: no more

=== An error takes back what would lose the letter
--- script
require "ihave";
discard;
error "no more";
--- expect
implicit keep
trouble: line 3, column 1: no more

=== An error takes back a reject: nobody is told that it was not taken
--- script
require ["reject", "ihave"];
reject "no";
error "no more";
--- expect
implicit keep
trouble: line 3, column 1: no more

=== An error before the owner's script ends the run
--- before
require "ihave"; error "broken";
--- script
discard;
--- expect
implicit keep
trouble: line 1, column 18: broken

=== reject and keep contradict each other
--- script
require "reject";
reject "no";
keep;
--- expect
implicit keep
trouble: line 3, column 1: keep cannot be done together with reject of line 2

=== vacation and reject contradict each other
--- script
require ["vacation", "ereject"];
vacation "away";
ereject "no";
--- expect
vacation "away", PT168H
implicit keep
trouble: line 3, column 1: ereject cannot be done together with vacation of line 2

=== A second vacation in one script is an error, in a next script passed over
--- before
require "vacation"; vacation "first";
--- script
require "vacation"; vacation "second";
--- expect
vacation "first", PT168H
implicit keep

=== Too many redirects
--- script
redirect "a@x.example"; redirect "b@x.example"; redirect "c@x.example"; redirect "d@x.example";
redirect "e@x.example";
--- expect
redirect a@x.example
redirect b@x.example
redirect c@x.example
redirect d@x.example
implicit keep
trouble: line 2, column 1: the script redirects to more than 4 addresses
