What is refused, with line and column.
=== A command without its require
--- script
fileinto "a";
--- complaints
line 1, column 1: fileinto needs require "fileinto"

=== A tag without its require
--- script
keep :flags "\\Seen";
--- complaints
line 1, column 6: :flags needs require "imap4flags"

=== An unknown extension
--- script
require ["fileinto", "teleport"];
--- complaints
line 1, column 1: there is no extension "teleport"

=== require not in front
--- script
keep;
require "fileinto";
--- complaints
line 2, column 1: require may only stand at the beginning of a script

=== elsif alone, and after else
--- script
elsif true { }
if true { } else { } elsif true { }
if true { } else { } else { }
--- complaints
line 1, column 1: elsif stands without an if before it
line 2, column 22: elsif stands behind an else
line 3, column 22: else stands behind an else

=== Semicolons and braces
--- script
keep
discard;
if true { keep;
--- complaints
line 2, column 1: keep takes no test; a ; may be missing before discard
line 3, column 9: a block that has no } at its end

=== A brace too many
--- script
if true { } }
keep;
--- complaints
line 1, column 13: a } without the { that it ends

=== Reading goes on behind an error
--- script
if header ["a" "b"] "c" { keep; }
foo;
redirect;
redirect "nobody" "nowhere";
--- complaints
line 1, column 16: a , or a ] is missing in the list, before a string
line 2, column 1: there is no command foo
line 3, column 1: redirect lacks an address
line 4, column 1: "nobody" is no address
line 4, column 19: redirect takes no string here

=== Strings without an end
--- script
redirect "abc;
--- complaints
line 1, column 10: a string that has no " at its end
line 2, column 1: a ; or a block is missing behind redirect, before the end of the script

=== text without an end
--- script
redirect text: hm
abc
--- complaints
line 1, column 10: nothing but a comment may stand behind text: in its line
line 1, column 10: a text: that has no line with a single dot at its end
line 3, column 1: a ; or a block is missing behind redirect, before the end of the script

=== A comment without an end
--- script
keep; /* ever
--- complaints
line 1, column 7: a comment that begins with /* and has no */

=== Numbers
--- script
if size :over 99999999999999999999 { }
if size :over 9223372036854775807K { }
if size :over 10Kb { }
if size :over 10X { }
if size :over 8G { }
--- complaints
line 1, column 15: the number 99999999999999999999 is too big
line 2, column 15: the number 9223372036854775807K is too big
line 3, column 15: 10Kb is no number; behind the digits of one may stand K, M or G
line 4, column 15: 10X is no number; behind the digits of one may stand K, M or G

=== Signs that mean nothing
--- script
keep; “x” 
--- complaints
line 1, column 7: "“" has no meaning here; strings stand in "straight quotes"
line 1, column 9: "”" has no meaning here; strings stand in "straight quotes"
line 2, column 1: a ; or a block is missing behind x, before the end of the script

=== Columns count characters, not bytes
--- script
/* é😀 */ foo;
--- complaints
line 1, column 10: there is no command foo

=== Arguments of the wrong kind
--- script
require ["fileinto", "copy"];
fileinto ["a", "b"];
fileinto 5;
fileinto "a" :copy;
fileinto :copy :copy "a";
fileinto :shout "a";
keep "a";
stop { }
--- complaints
line 2, column 10: fileinto takes one string here, the name of a folder, not a list
line 3, column 1: fileinto lacks the name of a folder
line 3, column 10: fileinto takes no number here
line 4, column 14: :copy must stand before what fileinto takes without a tag
line 5, column 16: :copy stands twice
line 6, column 10: fileinto knows no :shout
line 7, column 6: keep takes no string here
line 8, column 1: stop takes no block

=== Tests
--- script
if foo { }
if keep { }
true;
if not (true, true) { }
if allof true { }
if size :over :under 5 { }
if header :is :contains "a" "b" { }
if header :comparator "i;klingon" "a" "b" { }
if header :contains :comparator "i;ascii-numeric" "a" "b" { }
if header "a" { }
if address "subject" "x" { }
if true;
--- complaints
line 1, column 4: there is no test foo
line 2, column 4: keep is a command, not a test
line 3, column 1: true is a test; it stands behind if
line 4, column 4: not takes one test
line 5, column 4: allof takes tests in brackets
line 6, column 4: size takes either :over or :under
line 7, column 4: only one match type can stand there; :contains is one too many
line 8, column 4: there is no comparator "i;klingon"
line 9, column 4: this comparator needs require "comparator-i;ascii-numeric"
line 9, column 4: the comparator i;ascii-numeric cannot look for parts of a value
line 10, column 4: header lacks keys to look for
line 11, column 4: the field subject holds no addresses; use header
line 12, column 1: if takes a block in braces

=== The empty name of a folder
--- script
require "fileinto";
fileinto "";
--- complaints
line 2, column 1: the name of a folder is empty

=== Encoded characters that are none
--- script
require ["encoded-character", "fileinto"];
fileinto "${unicode:d800}";
fileinto "${unicode:110000}";
fileinto "${hex:ff}";
--- complaints
line 2, column 10: ${unicode:d800} is no character
line 3, column 10: ${unicode:110000} is no character
line 4, column 10: what stands in ${hex:...} is not UTF-8
