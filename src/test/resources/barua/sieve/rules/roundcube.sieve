# Date: 2026-03-01
require ["body","copy","fileinto","imap4flags","date","relational","vacation"];
# rule:[Exam boards]
if anyof (header :contains "subject" ["board","senate"], address :is :all "from" "registrar@uni.example")
{
	addflag "\\Flagged";
	fileinto "INBOX.Boards";
	stop;
}
# rule:[Old newsletter]
if false # allof (header :contains "from" "news@shop.example")
{
	discard;
}
# rule:[Everything to my phone]
if true
{
	redirect :copy "neema@phone.example";
}
# rule:[Urlaub]
if allof (currentdate :value "ge" "date" "2026-07-01", currentdate :value "le" "date" "2026-07-21")
{
	vacation :days 3 :subject "Away" text:
I am away.
..dots
.
;
}
# rule:[Late flags]
if header :is "x-priority" "1"
{
	fileinto "INBOX.Urgent";
	addflag "\\Flagged";
}
