package barua.message;

import java.time.Instant;
import java.time.ZoneOffset;

/** What a delivery notification says to people, in English and then in Swahili. */
final class BounceText {

    private static final int LONGEST_WORDS = 500;

    private BounceText() {
    }

    static String failed(Bounce bounce) {
        return """
                Your message could not be delivered to the recipients below. It will not be tried again.
                The addresses and reasons tell what to change; your postmaster can follow up the number %s.

                %s
                --------

                Barua yako haikuweza kufikishwa kwa wapokeaji waliotajwa hapa chini. Haitajaribiwa tena.
                Anwani na sababu zinaonyesha cha kurekebisha; msimamizi wa barua anaweza kufuatilia kwa namba %s.

                %s""".formatted(bounce.queueId(), list(bounce, "Reason", "said"), bounce.queueId(), list(bounce, "Sababu", "ilisema"));
    }

    static String delayed(Bounce bounce, Instant until) {
        String end = Dates.format(until, ZoneOffset.UTC);
        return """
                Your message has not reached the recipients below yet. Nothing is lost and you need not do anything:
                it is tried again until %s. Its number is %s.

                %s
                --------

                Barua yako bado haijawafikia wapokeaji waliotajwa hapa chini. Haijapotea na huhitaji kufanya lolote:
                itajaribiwa tena hadi %s. Namba yake ni %s.

                %s""".formatted(end, bounce.queueId(), list(bounce, "Reason", "said"), end, bounce.queueId(), list(bounce, "Sababu", "ilisema"));
    }

    private static String list(Bounce bounce, String reason, String said) {
        var out = new StringBuilder();
        for (Bounce.Failure failure : bounce.failures()) {
            out.append(failure.recipient()).append('\n');
            out.append("    ").append(reason).append(": ").append(shown(failure.status().toString())).append('\n');
            if (!failure.remoteReply().isEmpty()) {
                out.append("    ").append(shown(failure.remoteHost())).append(' ').append(said).append(": ").append(shown(failure.remoteReply())).append('\n');
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String shown(String text) {
        return HeaderText.harmless(text.length() > LONGEST_WORDS ? text.substring(0, LONGEST_WORDS) : text);
    }
}
