#
# Written with the Sieve add-on
#
require ["fileinto", "enotify", "foreverypart", "mime"];

# Attachments
if header :mime :anychild :contains "Content-Disposition" "attachment" {
  fileinto "Files";
}

foreverypart {
  if header :mime :contenttype :is "Content-Type" "application/x-msdownload" { discard; stop; }
}
if address :domain :is ["From", "Sender"] "uni.example"
{
  notify :importance "1" :message "A letter" "mailto:neema@phone.example";
}
