package barua.mta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.message.Address;
import barua.message.Domain;
import java.net.InetAddress;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final MtaOptions OPTIONS = new MtaOptions("mx.chuo.example", ZoneOffset.UTC, Optional.empty(), List.of(),
            Set.of(InetAddress.ofLiteral("192.0.2.25")));
    private static final Account NEEMA = account(1, "neema", true);
    private static final Account JUMA = account(2, "juma", true);
    private static final Account ASHA = account(3, "asha", false);

    private static Account account(long id, String local, boolean enabled) {
        return new Account(id, Address.of(local + "@chuo.example"), local, enabled, false, Long.MAX_VALUE, "sw");
    }

    private static Entry.Alias alias(String local, String... targets) {
        return new Entry.Alias(Address.of(local + "@chuo.example"), Arrays.stream(targets).map(Address::of).toList());
    }

    private static List<String> route(String recipient, Entry.Alias... aliases) {
        Directory directory = Directory.of(List.of(Domain.of("chuo.example")), List.of(NEEMA, JUMA, ASHA), List.of(aliases));
        return new Router(OPTIONS, directory).route(Address.of(recipient)).stream().map(destination -> switch (destination) {
            case Destination.Local(Account account, String detail, Address original) -> account.address().local() + " [" + detail + "] for " + original;
            case Destination.Members(var list) -> "list " + list.address();
            case Destination.Remote(Address to) -> "remote " + to;
            case Destination.Refused(Address to, var why) -> "refused " + to + " " + why.code();
        }).toList();
    }

    @Test
    void an_account_is_found_whatever_the_case_and_its_detail_is_told() {
        assertEquals(List.of("neema [] for Neema@chuo.example"), route("Neema@chuo.example"));
        assertEquals(List.of("neema [Shule+x] for neema+Shule+x@chuo.example"), route("neema+Shule+x@chuo.example"));
        assertEquals(List.of("refused +neema@chuo.example 5.1.1"), route("+neema@chuo.example"));
    }

    @Test
    void unknown_disabled_and_foreign_addresses_say_so() {
        assertEquals(List.of("refused nobody@chuo.example 5.1.1"), route("nobody@chuo.example"));
        assertEquals(List.of("refused nobody+x@chuo.example 5.1.1"), route("nobody+x@chuo.example"));
        assertEquals(List.of("refused asha@chuo.example 5.2.1"), route("asha@chuo.example"));
        assertEquals(List.of("remote X+y@other.example"), route("X+y@other.example"));
    }

    @Test
    void aliases_lead_to_everybody_once_and_pass_the_detail_on() {
        assertEquals(List.of("neema [d] for all+d@chuo.example", "juma [d] for all+d@chuo.example", "remote x@other.example"),
                route("all+d@chuo.example", alias("all", "neema@chuo.example", "both@chuo.example", "x@other.example"),
                        alias("both", "juma@chuo.example", "neema@chuo.example")));
        assertEquals(List.of("neema [own] for a+d@chuo.example"), route("a+d@chuo.example", alias("a", "neema+own@chuo.example")));
    }

    @Test
    void a_loop_ends_and_what_it_leads_to_besides_is_served() {
        assertEquals(List.of("refused a@chuo.example 5.4.6"), route("a@chuo.example", alias("a", "b@chuo.example"), alias("b", "a@chuo.example")));
        assertEquals(List.of("neema [] for a@chuo.example"),
                route("a@chuo.example", alias("a", "b@chuo.example", "neema@chuo.example"), alias("b", "a@chuo.example")));
    }

    @Test
    void a_chain_that_is_too_long_and_a_fan_that_is_too_wide_are_refused() {
        Entry.Alias[] chain = IntStream.range(0, 12).mapToObj(i -> alias("a" + i, "a" + (i + 1) + "@chuo.example")).toArray(Entry.Alias[]::new);
        assertEquals(List.of("refused a10@chuo.example 5.4.6"), route("a0@chuo.example", chain));
        List<String> many = new ArrayList<>();
        IntStream.range(0, 3_000).forEach(i -> many.add("x" + i + "@other.example"));
        assertEquals(List.of("refused wide@chuo.example 5.5.3"), route("wide@chuo.example", alias("wide", many.toArray(String[]::new))));
        assertEquals(2_000, route("wide@chuo.example", alias("wide", many.subList(0, 2_000).toArray(String[]::new))).size());
    }

    @Test
    void a_dead_target_is_told_beside_the_living() {
        assertEquals(List.of("refused gone@chuo.example 5.1.1", "juma [] for a@chuo.example"),
                route("a@chuo.example", alias("a", "gone@chuo.example", "juma@chuo.example")));
    }
}
