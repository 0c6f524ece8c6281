# My filters, since 2009. Do not touch the order!
# Second line of it.

require ["fileinto", "variables", "envelope", "subaddress"]; # all I need
require "reject";

/* one comment
   over lines */

set "folder" "Kazi";

# Anything with detail goes where it says
if envelope :matches :detail "to" "*" {
  set :lower "folder" "${1}";
  fileinto "${folder}"; # known only then
  stop;
}
if header :contains "subject" "${folder}" { keep; }  # depends

# two at once
if header :is "x-a" "1" { discard; } if not header :is "x-b" ["2", "3"] { fileinto "B"; }

# big ones
if size :over 5M {
  reject text: # says why
Too big.
..
Sorry.
.
;
}
keep;
stop;

# the end
