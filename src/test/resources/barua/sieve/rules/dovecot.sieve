require ["fileinto", "mailbox", "copy", "regex", "body"];
if header :contains "X-Spam-Flag" "YES" {
  fileinto :create "Junk";
}

# rule: Cron of the servers
if allof (
  header :regex "subject" "^cron <(root|www)@",
  body :text :contains "error",
  not body :raw :contains "ok"
) {
  fileinto :copy "Cron";
}

if exists ["List-Id", "List-Post"] { fileinto "Lists"; stop; }
redirect "old@elsewhere.example";
