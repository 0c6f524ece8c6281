package barua.delivery;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import java.time.Instant;
import java.util.Optional;

/** What follows a delivery, besides what is filed. */
sealed interface Effect {

    /** What makes it itself among those of one letter and one account: the same when the letter comes again. */
    String same();

    /** What it is about where that is not the letter as it is filed. */
    Optional<Content> about();

    /**
     * The letter, as it travels, goes to another address too.
     *
     * @param from   whom a bounce goes to
     * @param claim  what stops it from going there once more; noted when it has gone
     * @param edited with the letter's own Return-Path field in front
     * @param by     which rule wanted it, for the trace; empty where none did
     */
    record Redirect(ReversePath from, Address to, Optional<Claim> claim, Optional<Content> edited, String by) implements Effect {

        Redirect(ReversePath from, Address to) {
            this(from, to, Optional.empty(), Optional.empty(), "");
        }

        @Override
        public String same() {
            return "redirect " + to;
        }

        @Override
        public Optional<Content> about() {
            return edited;
        }
    }

    /** What a letter of our own is, for the trace. */
    enum Kind {
        ANSWER("answered"), NOTIFICATION("notified"), REFUSAL("rejected");

        private final String done;

        Kind(String done) {
            this.done = done;
        }

        String done() {
            return done;
        }
    }

    /**
     * A letter of our own goes out.
     *
     * @param claim must be had first: who has it was told already
     */
    record Send(Kind kind, ReversePath from, Address to, Optional<Claim> claim, Content letter, String by) implements Effect {

        @Override
        public String same() {
            return kind + " " + to + " " + claim.map(Claim::key).orElse("");
        }

        @Override
        public Optional<Content> about() {
            return Optional.of(letter);
        }
    }

    /** A letter that was filed as snoozed is looked for when its time has come. */
    record Wake(Instant when) implements Effect {

        @Override
        public String same() {
            return "wake " + when.getEpochSecond();
        }

        @Override
        public Optional<Content> about() {
            return Optional.empty();
        }
    }

    /** The account remembers something from now on; after all else. */
    record Remember(Claim claim) implements Effect {

        @Override
        public String same() {
            return "remember " + claim.key();
        }

        @Override
        public Optional<Content> about() {
            return Optional.empty();
        }
    }
}
