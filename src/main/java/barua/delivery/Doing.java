package barua.delivery;

import barua.sieve.Place;
import java.util.Optional;

/**
 * One thing that comes of a letter, or does not: for the trace, and for people who try a script.
 *
 * @param to    a folder's name or an address, as {@code what} says; empty where there is none
 * @param why   why it is not done, or not as it was asked for; empty where all is as it was asked for
 * @param more  words in addition, such as flags, a subject or the reason of a refusal; empty for none
 * @param place which command of which script wanted it; empty where none did
 */
public record Doing(What what, String to, Optional<Reason> why, String more, Optional<Place> place) {

    public enum What {
        /** Into a folder. */ FILE,
        /** On to an address. */ REDIRECT,
        /** Thrown away. */ DISCARD,
        /** Refused: whoever hands it in hears it, or the sender by a report. */ REJECT,
        /** The sender is told of an absence. */ ANSWER,
        /** Somebody is told of the letter. */ NOTIFY,
        /** Out of sight for a while. */ SNOOZE,
        /** Asked for and not done. */ NOT_FILED, NOT_REDIRECTED, NOT_ANSWERED, NOT_NOTIFIED, NOT_REJECTED, NOT_SNOOZED,
        /** The owner is told that a script does not work. */ TROUBLE
    }

    /** Why something is not done, in words for the trace; pages have words of their own. */
    public enum Reason {
        NO_SUCH_FOLDER("there is no such folder"), NO_FOLDER_NAME("no folder can be called so"), FOLDER_REFUSED("the folder could not take it"),
        POLICY("it is not allowed to send mail on to there"), LOOP("it came from there"), WENT_THERE("it went there before"), TOO_MANY("too many in an hour"),
        HOPS("it has come a long way already"), OWN_ADDRESS("it is an address of the account itself"), NO_SENDER("it has no sender"),
        MACHINE("a machine sent it"),
        LIST("it came over a list"), NOT_NAMED("the account is not named in it"), TOLD_BEFORE("the sender was told before"), SPAM("it is marked as spam"),
        NO_REPLY("the sender reads no mail"), NOT_SAYABLE("nobody hears it whose sender is sure"), METHOD("it cannot be sent that way"),
        TOO_LARGE("it is too long"),
        SCRIPT_BROKEN("the script has mistakes"), SCRIPT_FAILED("the script went wrong"), NOT_HERE("it cannot be done here");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static Doing of(What what, String to, String more, Place place) {
        return new Doing(what, to, Optional.empty(), more, Optional.of(place));
    }

    static Doing not(What what, String to, Reason why, Place place) {
        return new Doing(what, to, Optional.of(why), "", Optional.of(place));
    }
}
