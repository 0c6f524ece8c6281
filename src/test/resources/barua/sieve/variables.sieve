RFC 5229: variables. RFC 5231: relational.
--- message
From: "Neema Mushi" <neema@uni.example>
To: coyote@acme.example
Subject: [acme-users] [fwd] version 1.0 is out
List-ID: Dine Mailing List <dine.lists.example>
Received: from a
Received: from b
Received: from c

Hello
=== §3: names, what is none, and what is not set
--- script
require ["variables", "fileinto"];
set "company" "ACME";
set "name_1" "x";
fileinto "${company}${COMPANY}";
fileinto "a${doesnotexist}b";
fileinto "${}${-}${com pany} ${1a} $ {company} ${company";
fileinto "&${company}&${";
--- expect
fileinto "ACMEACME"
fileinto "ab"
fileinto "${}${-}${com pany} ${1a} $ {company} ${company"
fileinto "&ACME&${"

=== §3.2: match variables
--- script
require ["variables", "fileinto"];
if header :matches "List-ID" "*<*@*" { fileinto "not"; }
elsif header :matches "list-id" "*<*.lists.*" { fileinto "INBOX.lists.${2}"; }
if header :matches "subject" "[*] *" { set "list" "${1}"; set "rest" "${2}"; fileinto "${list}|${rest}|${0}|${3}"; }
--- expect
fileinto "INBOX.lists.dine"
fileinto "acme-users|[fwd] version 1.0 is out|[acme-users] [fwd] version 1.0 is out|"

=== §3.2: stars take as little as they can; a failed match changes nothing
--- script
require ["variables", "fileinto"];
if string :matches "abcde.abcde" "*a?c*d*" { fileinto "1:${1} 2:${2} 3:${3} 4:${4}"; }
if string :matches "x" "y*" { fileinto "not"; }
fileinto "2:${2}";
if string :matches "" "*" { fileinto "empty ${1}${0}."; }
--- expect
fileinto "1: 2:b 3: 4:e.abcde"
fileinto "2:b"
fileinto "empty ."

=== §3.2: the original case of what a wildcard stood for
--- script
require ["variables", "fileinto"];
if string :matches "FoObAr" "f*b*" { fileinto "${1} ${2}"; }
--- expect
fileinto "oO Ar"

=== §4: the examples of modifiers
--- script
require ["variables", "fileinto"];
set "a" "juMBlEd lETteRS";
set :length "b" "${a}";
fileinto "${b}";
set :lower "b" "${a}";
fileinto "${b}";
set :upperfirst "b" "${a}";
fileinto "${b}";
set :upperfirst :lower "b" "${a}";
fileinto "${b}";
set :quotewildcard "b" "Rock*";
fileinto "${b}";
set :length :upper :quotewildcard "b" "a*ß";
fileinto "${b}";
--- expect
fileinto "15"
fileinto "jumbled letters"
fileinto "JuMBlEd lETteRS"
fileinto "Jumbled letters"
fileinto "Rock\*"
fileinto "5"

=== §4: what set refuses
--- script
require "variables";
set "a.b" "x";
set "1" "x";
set "${x}" "x";
set :upper :lower "a" "x";
set "global.x" "y";
set "a" "${33}";
set "a" "${foo.bar}";
--- complaints
line 2, column 1: "a.b" can be no variable
line 3, column 1: "1" can be no variable
line 4, column 1: the name of a variable must be known without variables
line 5, column 1: :lower and :upper exclude each other
line 6, column 1: "global.x" can be no variable
line 7, column 9: ${33} is too high; wildcards are remembered up to ${32}
line 8, column 9: there is no namespace "foo" of variables

=== §5: string, and what :count counts
--- script
require ["variables", "relational", "fileinto"];
set "state" "${name} pending";
if string :matches "${state}" "* pending" { fileinto "pending"; }
if string :count "eq" ["a", "", "${nothing}", "b"] "2" { fileinto "two"; }
--- expect
fileinto "pending"
fileinto "two"

=== Variables in keys, names of fields and addresses
--- script
require ["variables", "fileinto"];
set "f" "SUBJECT";
set "k" "acme-*";
set "to" "boss@acme.example";
if header :matches "${f}" "*${k}*" { redirect "${to}"; }
set "to" "nobody";
redirect "${to}";
--- expect
redirect boss@acme.example
implicit keep
trouble: line 7, column 1: "nobody" is no address

=== Without require there are no variables
--- script
require "fileinto";
fileinto "${x}";
--- expect
fileinto "${x}"

=== Encoded characters are put in place before variables
--- script
require ["variables", "encoded-character", "fileinto"];
set "hex" "4";
set "a" "x";
fileinto "${hex:24}{a} ${hex}";
--- expect
fileinto "x 4"

=== RFC 5231: values and counts
--- script
require ["relational", "comparator-i;ascii-numeric", "fileinto", "variables"];
if header :count "ge" "received" "3" { fileinto "three"; }
if header :count "gt" :comparator "i;ascii-numeric" ["received", "subject"] "3" { fileinto "four"; }
if address :count "eq" "to" "1" { fileinto "one"; }
if string :value "lt" :comparator "i;ascii-numeric" "9" "10" { fileinto "number"; }
if string :value "lt" "9" "10" { fileinto "not"; }
if string :value "ge" :comparator "i;octet" "b" "a" { fileinto "octets"; }
if string :value "gt" :comparator "i;ascii-numeric" "x" "999999999999999999999999" { fileinto "infinite"; }
if string :is :comparator "i;ascii-numeric" "007 bond" "7" { fileinto "bond"; }
if string :value "ne" ["a"] ["a", "b"] { fileinto "ne"; }
--- expect
fileinto "three"
fileinto "four"
fileinto "one"
fileinto "number"
fileinto "octets"
fileinto "infinite"
fileinto "bond"
fileinto "ne"

=== RFC 5231: relations that are none
--- script
require ["relational", "variables"];
if string :value "more" "a" "b" { }
if string :count "gt" :is "a" "b" { }
--- complaints
line 2, column 4: :value takes "gt", "ge", "lt", "le", "eq" or "ne"
line 3, column 4: only one match type can stand there; :count is one too many

=== RFC 5233: user and detail
--- message
To: ken+sieve@acme.example, ken@acme.example, rest+@acme.example

x
--- script
require ["subaddress", "fileinto"];
if address :user "to" "ken" { fileinto "user"; }
if address :detail "to" "sieve" { fileinto "detail"; }
if address :detail "to" "" { fileinto "empty"; }
if address :detail "to" "ken" { fileinto "not"; }
--- expect
fileinto "user"
fileinto "detail"
fileinto "empty"
