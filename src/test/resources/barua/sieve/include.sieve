RFC 6609: include. RFC 5463: ihave.
--- message
From: neema@uni.example
Subject: $$ money

Hello
=== §3.2, §3.3: include and return
--- include always_allow
require ["fileinto", "include"];
if header :is "from" "boss@example.com" { keep; }
elsif header :contains "from" "neema" { fileinto "friends"; return; }
fileinto "not";
--- global spam_tests
require ["reject", "include"];
if header :contains "subject" "$$" { discard; return; }
--- script
require ["include"];
include :personal "always_allow";
include :global "spam_tests";
include :personal :optional "missing";
--- expect
fileinto "friends"
discard

=== An action knows the script in which it stands
--- include a
require "ihave";
error "in a";
--- script
require "include";
include "a";
--- expect
implicit keep
trouble: line 2, column 1: in a

=== stop in an included script ends all, return at the top too
--- include a
stop;
--- script
require ["include", "fileinto"];
include "a";
fileinto "not";
--- after
require ["include", "fileinto"];
fileinto "x";
return;
fileinto "not";
--- expect
fileinto "x"

=== :once
--- include a
require "imap4flags"; addflag "x"; include "b";
--- script
require ["include", "fileinto"];
include :once "c";
include :once "c";
include "c";
--- include c
require ["copy"]; redirect :copy "a@b.example"; 
--- expect
redirect a@b.example
implicit keep

=== §3.4: global variables
--- include a
require ["include", "variables"];
global ["test"];
set "own" "lost";
set "test_copy" "x";
if string "${test}" "$$" { set "test" "new"; }
set "global.more" "yes";
--- script
require ["variables", "include", "fileinto"];
global "test";
set "test" "$$";
set "own" "mine";
include "a";
fileinto "${test}-${own}-${global.more}-${more}";
--- expect
fileinto "new-mine-yes-"

=== Wildcards of an included script are its own
--- include a
require "variables";
if string :matches "other" "*" { set "x" "${1}"; }
--- script
require ["variables", "include", "fileinto"];
if header :matches "subject" "* money" { include "a"; fileinto "${1}"; }
--- expect
fileinto "$$"

=== Loops are refused
--- include a
require "include"; include "b";
--- include b
require "include"; include "a";
--- script
require "include"; include "a";
--- complaints
line 1, column 20: in the script "b", the script "a" includes itself in the end

=== Missing, wrong and named by variables
--- script
require ["include", "variables"];
include "missing";
include "a${x}";
include :personal :global "b";
include "";
--- complaints
line 2, column 1: there is no script "missing" that can be included
line 3, column 1: the name of a script must be known without variables
line 4, column 1: :personal and :global exclude each other
line 4, column 1: there is no global script "b" that can be included
line 5, column 1: no script can have that name

=== RFC 5463: what is there is as required
--- script
require "ihave";
if ihave ["fileinto", "copy"] { fileinto :copy "a"; }
if not ihave "fileinto" { error "no fileinto"; }
--- expect
fileinto "a"
implicit keep

=== RFC 5463: what is not there is not looked at
--- script
require ["ihave"];
if ihave "teleport" { teleport :to "mars" { beam 5; } }
elsif allof (ihave "time-travel", yesterday :of "x") { back; }
else { redirect "a@b.example"; }
if anyof (true, not ihave "warp") { keep; } else { warp 9; }
--- expect
redirect a@b.example
keep

=== RFC 5463: without ihave it is an error
--- script
if ihave "teleport" { teleport; }
--- complaints
line 1, column 4: ihave needs require "ihave"
