package barua.webmail;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;

/** An invitation as the page shows it: in the reader's zone, which is named, and with the hour of its writer where that is another. */
final class InvitationCard {

    private final Words words;
    private final When when;

    private InvitationCard(Words words, When when) {
        this.words = words;
        this.when = when;
    }

    static ShownMessage.Card of(Invitation invitation, Words words, When when) {
        return new InvitationCard(words, when).card(invitation);
    }

    private ShownMessage.Card card(Invitation invitation) {
        String state = switch (invitation.method()) {
            case "CANCEL" -> words.say("invite.cancelled");
            case "REPLY" -> words.say("invite.reply");
            default -> invitation.repeats() ? words.say("invite.repeats") : "";
        };
        String invited = invitation.invited() == 0 ? "" : words.say("invite.invited", "n", invitation.invited());
        LocalDate day = switch (invitation.span()) {
            case Invitation.Span.Days days -> days.first();
            case Invitation.Span.Times times -> times.start().withZoneSameInstant(when.zone()).toLocalDate();
        };
        String time = switch (invitation.span()) {
            case Invitation.Span.Days days -> days(days);
            case Invitation.Span.Times times -> times(times) + theirs(times);
        };
        return new ShownMessage.Card(when.month(day).toUpperCase(words.locale()), String.valueOf(day.getDayOfMonth()), when.weekday(day.getDayOfWeek()),
                invitation.summary().isBlank() ? words.say("mail.nosubject") : invitation.summary(), time, invitation.place(), invitation.organiser(), invited,
                state);
    }

    private String days(Invitation.Span.Days days) {
        boolean several = days.last().isAfter(days.first());
        return date(days.first()) + (several ? " – " + date(days.last()) : "") + " · " + words.say("invite.allday");
    }

    private String times(Invitation.Span.Times times) {
        ZonedDateTime start = times.start().withZoneSameInstant(when.zone());
        Optional<ZonedDateTime> end = times.end().map(at -> at.withZoneSameInstant(when.zone()));
        boolean sameDay = end.map(at -> at.toLocalDate().equals(start.toLocalDate())).orElse(true);
        String until = end.map(at -> sameDay ? "–" + clock(at) : " – " + date(at.toLocalDate()) + " · " + clock(at)).orElse("");
        return date(start.toLocalDate()) + " · " + clock(start) + until + " " + when.zoneName(start.toInstant());
    }

    /** The hour where it was written, where clocks show another one there. */
    private String theirs(Invitation.Span.Times times) {
        ZonedDateTime start = times.start();
        boolean same = start.getOffset().equals(when.zone().getRules().getOffset(start.toInstant())) || start.getOffset().getTotalSeconds() == 0;
        return same ? "" : " (" + clock(start) + " UTC" + start.getOffset() + ")";
    }

    private String date(LocalDate day) {
        return when.weekday(day.getDayOfWeek()) + " " + day.getDayOfMonth() + " " + when.month(day) + " " + day.getYear();
    }

    private static String clock(ZonedDateTime at) {
        return String.format("%02d:%02d", at.getHour(), at.getMinute());
    }
}
