package barua.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line of sendmail(1), as cron, PHP, mail programs and scripts write it: letters alone or together ({@code -ti}), values attached
 * or apart ({@code -fADDRESS}, {@code -f ADDRESS}), recipients anywhere.
 *
 * @param errors     what becomes of errors: m(ail), p(rint), q(uiet), w(rite), e (mail, and all is well)
 * @param from       the envelope's sender where it was said
 * @param recipients as written
 * @param remarks    what was passed over because nobody here knows it: a letter is worth more than an option
 */
record SendmailLine(Mode mode, boolean fromHeader, boolean ignoreDots, char errors, Optional<String> from, String fullName, List<String> recipients,
        List<String> remarks) {

    /** What is to be done. */
    sealed interface Mode {

        /** Take a letter. */
        record Submit() implements Mode {
        }

        /** SMTP on standard input and output. */
        record Talk() implements Mode {
        }

        record Verify() implements Mode {
        }

        /** As mailq. */
        record ListQueue() implements Mode {
        }

        record Flush() implements Mode {
        }

        record Retry(String queueId) implements Mode {
        }

        /** Something that is done otherwise here. */
        record Refused(String why) implements Mode {
        }
    }

    static SendmailLine parse(List<String> arguments) {
        return new Reader(arguments).read();
    }

    /** Walks along the line once. */
    private static final class Reader {

        private static final String FLAGS = "GIUcimnstvxE";                  // those that stand alone
        private static final String ATTACHED_ONLY = "dq";                    // values of their own or none
        private static final String WITH_VALUE = "ABCDFLMNOQRTVXbefhopr";

        private final List<String> arguments;
        private int at;
        private Mode mode = new Mode.Submit();
        private boolean fromHeader;
        private boolean ignoreDots;
        private char errors = 'p';
        private Optional<String> from = Optional.empty();
        private String fullName = "";
        private final List<String> recipients = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();

        Reader(List<String> arguments) {
            this.arguments = arguments;
        }

        SendmailLine read() {
            boolean optionsOver = false;
            while (at < arguments.size()) {
                String word = arguments.get(at++);
                if (optionsOver || !word.startsWith("-") || word.equals("-")) {
                    recipients.add(word);
                } else if (word.equals("--")) {
                    optionsOver = true;
                } else if (word.startsWith("--")) {
                    remark(word);
                } else {
                    letters(word);
                }
            }
            return new SendmailLine(mode, fromHeader, ignoreDots, errors, from, fullName, List.copyOf(recipients), List.copyOf(remarks));
        }

        private void letters(String word) {
            for (int i = 1; i < word.length(); i++) {
                char letter = word.charAt(i);
                String rest = word.substring(i + 1);
                if (FLAGS.indexOf(letter) >= 0) {
                    flag(letter);
                } else if (ATTACHED_ONLY.indexOf(letter) >= 0) {
                    value(letter, rest);
                    return;
                } else if (WITH_VALUE.indexOf(letter) >= 0) {
                    value(letter, rest.isEmpty() ? next() : rest);
                    return;
                } else {
                    remark("-" + word.substring(i));
                    return;
                }
            }
        }

        /** The next word, unless it is an option: programs that have no value to give forget it whole ({@code -f -t}). */
        private String next() {
            boolean there = at < arguments.size() && !arguments.get(at).startsWith("-");
            return there ? arguments.get(at++) : "-";
        }

        private void flag(char letter) {
            fromHeader |= letter == 't';
            ignoreDots |= letter == 'i';
        }

        private void value(char letter, String value) {
            switch (letter) {
                case 'f', 'r' -> sender(value);
                case 'F' -> fullName = value.equals("-") ? "" : value;
                case 'b' -> mode(value);
                case 'q' -> queue(value);
                case 'e' -> errors(value);
                case 'o' -> old(value);
                default -> { }   // -B, -N, -R, -V, -h, -O, -L, -C, -X ...: change nothing here
            }
        }

        private void sender(String value) {
            if (value.equals("-")) {
                remark("-f without an address");
            } else {
                from = Optional.of(value);
            }
        }

        /** Options of old: {@code -oi}, {@code -oem}; the others change nothing here. */
        private void old(String value) {
            ignoreDots |= value.equals("i");
            if (value.startsWith("e") && value.length() > 1) {
                errors(value.substring(1));
            }
        }

        private void errors(String value) {
            if ("mpqwe".contains(value)) {
                errors = value.charAt(0);
            } else {
                remark("-e" + value);
            }
        }

        private void mode(String value) {
            switch (value) {
                case "m" -> mode = new Mode.Submit();
                case "s" -> mode = new Mode.Talk();
                case "v" -> mode = new Mode.Verify();
                case "p" -> mode = new Mode.ListQueue();
                case "d", "D", "l" -> mode = new Mode.Refused("-b" + value + ": the server is started by barua run");
                case "i" -> mode = new Mode.Refused("-bi: aliases are changed by barua alias, and hold at once");
                case "t" -> mode = new Mode.Refused("-bt: addresses are not rewritten; barua sendmail -bv ADDRESS says where mail for one goes");
                default -> remark("-b" + value);
            }
        }

        private void queue(String value) {
            if (mode instanceof Mode.Refused) {
                return;   // "-bd -q30m" starts a server
            }
            mode = value.startsWith("I") && value.length() > 1 ? new Mode.Retry(value.substring(1)) : new Mode.Flush();
            if (value.matches("[RS].*")) {
                remarks.add("-q" + value + ": all that waits is tried");
            }
        }

        private void remark(String option) {
            remarks.add(option + " is not known here and passed over");
        }
    }
}
