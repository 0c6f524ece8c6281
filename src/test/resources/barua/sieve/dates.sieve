RFC 5260: date and index.
--- message
From: a@uni.example, b@uni.example
From: c@uni.example
Subject: x
Date: Sun, 22 Nov 2026 10:42:05 +0300
Received: from x by y; Sat, 21 Nov 2026 23:30:00 -0500
Received: from z by x; Fri, 20 Nov 2026 01:00:00 +0000
X-Bad: no date

Hello
=== §4.2: the parts
--- script
require ["date", "fileinto"];
if date :zone "+0000" "date" "year" "2026" { fileinto "year"; }
if date "date" "month" "11" { fileinto "month"; }
if date "date" "day" "22" { fileinto "day"; }
if date "date" "date" "2026-11-22" { fileinto "date"; }
if date "date" "julian" "61366" { fileinto "julian"; }
if date :zone "+0000" "date" "hour" "07" { fileinto "hour"; }
if date "date" "minute" "42" { fileinto "minute"; }
if date "date" "second" "05" { fileinto "second"; }
if date "date" "time" "10:42:05" { fileinto "time"; }
if date "date" "iso8601" "2026-11-22T10:42:05+03:00" { fileinto "iso8601"; }
if date "date" "std11" "Sun, 22 Nov 2026 10:42:05 +0300" { fileinto "std11"; }
if date "date" "zone" "+0300" { fileinto "zone"; }
if date "date" "weekday" "0" { fileinto "weekday"; }
--- expect
fileinto "year"
fileinto "month"
fileinto "day"
fileinto "date"
fileinto "julian"
fileinto "hour"
fileinto "minute"
fileinto "second"
fileinto "time"
fileinto "iso8601"
fileinto "std11"
fileinto "zone"
fileinto "weekday"

=== Zones
--- script
require ["date", "fileinto", "index"];
if date :originalzone :index 1 "received" "zone" "-0500" { fileinto "original"; }
if date :index 1 "received" "date" "2026-11-22" { fileinto "here"; }
if date :zone "-0500" :index 1 "received" "hour" "23" { fileinto "there"; }
if date "x-bad" "year" "2026" { fileinto "not"; }
if date "x-none" "year" "2026" { fileinto "not"; }
--- expect
fileinto "original"
fileinto "here"
fileinto "there"

=== §5: now
--- script
require ["date", "relational", "fileinto"];
if allof(currentdate :value "ge" "date" "2026-11-20", currentdate :value "lt" "date" "2026-12-01") { fileinto "now"; }
if currentdate :zone "+0000" "hour" "07" { fileinto "hour"; }
if currentdate "weekday" ["1", "0"] { fileinto "sunday"; }
--- expect
fileinto "now"
fileinto "hour"
fileinto "sunday"

=== §6: index
--- script
require ["date", "index", "fileinto"];
if date :zone "+0000" :index 2 "received" "date" "2026-11-20" { fileinto "second"; }
if date :zone "+0000" :index 1 :last "received" "date" "2026-11-20" { fileinto "last"; }
if header :index 3 :contains "received" "from" { fileinto "not"; }
if address :index 2 "from" "c@uni.example" { fileinto "address"; }
if address :index 1 "from" "c@uni.example" { fileinto "not"; }
--- expect
fileinto "second"
fileinto "last"
fileinto "address"

=== What is refused
--- script
require ["date", "index"];
if date "date" "century" "21" { }
if date :zone "Nairobi" "date" "year" "1" { }
if date :zone "+0300" :originalzone "date" "year" "1" { }
if header :last "a" "b" { }
if header :index 0 "a" "b" { }
--- complaints
line 2, column 4: a date has no part "century"
line 3, column 4: :zone takes an offset such as "+0300"
line 4, column 4: :zone and :originalzone exclude each other
line 5, column 4: :last stands only with :index
line 6, column 4: :index counts from 1
