package barua.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore.Filing;
import barua.mailbox.Mailbox;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.ReversePath;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

    static final Instant THEN = Instant.parse("2026-11-22T09:00:00Z");
    private static final Address NEEMA = Address.of("neema@chuo.example");
    private static final Address JUMA = Address.of("juma@chuo.example");
    private static final Effect AWAY = new Effect.Redirect(ReversePath.of(NEEMA), Address.of("neema@other.example"));

    private static Letter letter(int hops) {
        Headers header = new Headers(Collections.nCopies(hops, new HeaderField("Received", " by x")));
        return new Letter("q1", new Envelope(ReversePath.NOBODY, List.of(), new Origin.Here()), header, List.of(), Content.of(new byte[0]), 0, THEN, "");
    }

    private static Recipient recipient(Address account, String detail) {
        return new Recipient(account, detail, account);
    }

    private static Filing filing(Address account, String folder) {
        return new Filing(account, FolderName.of(folder), Flags.NONE, THEN);
    }

    private static List<Mailbox.Entry> folders(Recipient recipient) {
        return List.of(folder("Shule", true, Optional.empty()), folder("Sent", true, Optional.of(SpecialUse.SENT)),
                folder("Junk", true, Optional.of(SpecialUse.JUNK)), folder("Parent", false, Optional.empty()));
    }

    private static Mailbox.Entry folder(String name, boolean exists, Optional<SpecialUse> use) {
        return new Mailbox.Entry(FolderName.of(name), exists, true, false, use);
    }

    @ParameterizedTest
    @CsvSource({"'',INBOX", "Shule,Shule", "sHULE,Shule", "Junk,Junk", "Sent,INBOX", "Parent,INBOX", "Nothing,INBOX"})
    void a_detail_names_a_folder_that_is_there_and_is_not_for_its_owners_hand_alone(String detail, String folder) {
        Plan plan = new Planner(new DetailRules()).plan(letter(0), List.of(recipient(NEEMA, detail)), PlannerTest::folders, false);
        assertEquals(List.of(new Plan.Step(filing(NEEMA, folder), List.of())), plan.steps());
    }

    @ParameterizedTest
    @CsvSource({"nil,nil", "NIL,NIL", "Nil,NIL", "B\u00fcro,B\u00fcro", "Bu\u0308ro,B\u00fcro", "BU\u0308RO,B\u00fcro"})
    void of_folders_that_differ_by_case_the_very_one_is_meant_and_letters_may_be_decomposed(String detail, String folder) {
        List<Mailbox.Entry> there = List.of(folder("NIL", true, Optional.empty()), folder("nil", true, Optional.empty()),
                folder("B\u00fcro", true, Optional.empty()));
        Plan plan = new Planner(new DetailRules()).plan(letter(0), List.of(recipient(NEEMA, detail)), _ -> there, false);
        assertEquals(List.of(new Plan.Step(filing(NEEMA, folder), List.of())), plan.steps());
    }

    @Test
    void recipients_that_mean_one_folder_share_a_step() {
        List<Recipient> to = List.of(recipient(NEEMA, ""), recipient(JUMA, ""), recipient(NEEMA, "nothing"), recipient(NEEMA, "shule"));
        Plan plan = new Planner(new DetailRules()).plan(letter(0), to, PlannerTest::folders, false);
        assertEquals(List.of(filing(NEEMA, "INBOX"), filing(JUMA, "INBOX"), filing(NEEMA, "Shule")), plan.steps().stream().map(Plan.Step::filing).toList());
        assertEquals(List.of(List.of(0), List.of(1), List.of(0), List.of(2)), plan.shares().stream()
                .map(share -> share.parts().stream().map(Plan.Part::step).toList()).toList());
    }

    @Test
    void an_effect_follows_the_first_copy_once() {
        Rules two = (_, _, _, _) ->
                new Rules.Decision(List.of(new Rules.Copy(FolderName.of("Shule"), Flags.NONE), new Rules.Copy(FolderName.INBOX, Flags.NONE)), List.of(AWAY));
        Plan plan = new Planner(two).plan(letter(0), List.of(recipient(NEEMA, ""), recipient(NEEMA, "x")), PlannerTest::folders, false);
        assertEquals(List.of(new Plan.Step(filing(NEEMA, "Shule"), List.of(AWAY)), new Plan.Step(filing(NEEMA, "INBOX"), List.of())), plan.steps());
        assertEquals(List.of(0, 1), plan.shares().getLast().parts().stream().map(Plan.Part::step).toList());
    }

    @Test
    void what_goes_in_circles_is_filed_and_goes_no_further() {
        Rules away = (_, _, _, _) -> new Rules.Decision(List.of(), List.of(AWAY));
        assertEquals(List.of(AWAY), new Planner(away).plan(letter(100), List.of(recipient(NEEMA, "")), PlannerTest::folders, false).shares().getFirst()
                .alone());
        Plan plan = new Planner(away).plan(letter(101), List.of(recipient(NEEMA, "")), PlannerTest::folders, false);
        assertEquals(List.of(new Plan.Step(filing(NEEMA, "INBOX"), List.of())), plan.steps());
        assertEquals(List.of(), plan.shares().getFirst().alone());
    }
}
