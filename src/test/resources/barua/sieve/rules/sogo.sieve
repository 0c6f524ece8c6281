require ["fileinto","vacation","imap4flags","date","relational"];

if allof ( not exists ["list-help","list-unsubscribe","list-id","Mailing-List"], not header :comparator "i;ascii-casemap" :is "Precedence" ["list","bulk","junk"] ) { vacation :days 7 :addresses ["neema@college.example"] text:
Nipo likizo.
.
;
}
if anyof (header :contains "subject" "[staff]", header :contains "list-id" "staff.lists") {
    fileinto "Lists/Staff";
}
elsif header :contains "subject" "invoice" {
    fileinto "Invoices";
}
if size :over 10M {
    addflag "Big";
}
