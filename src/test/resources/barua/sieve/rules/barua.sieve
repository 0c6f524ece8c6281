# Made by Barua. You may edit this by hand; the form follows.

require ["copy", "fileinto", "imap4flags"]; # for the rules made by form

# rule:[forwarding]
if allof (
    not header :is "x-spam-flag" "YES"
) {
    redirect :copy "neema@phone.example";
}

# rule:[Students]
if allof (false, anyof (
    header :contains "subject" ["barua ya utambulisho", "recommendation"],
    address :domain :is "from" "students.college.example"
)) {
    addflag "\\Flagged";
    fileinto "Students";
    stop;
}
