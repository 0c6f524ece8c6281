package barua.mta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Envelope;
import barua.message.Origin;
import barua.message.ReversePath;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"10.20.0.0/16,10.20.255.1,true", "10.20.0.0/16,10.21.0.1,false", "10.20.128.0/17,10.20.127.255,false", "10.20.128.0/17,10.20.200.1,true",
        "0.0.0.0/0,203.0.113.9,true", "0.0.0.0/0,2001:db8::1,false", "2001:db8::/33,2001:db8:7fff::1,true", "2001:db8::/33,2001:db8:8000::1,false",
        "127.0.0.1,127.0.0.1,true", "127.0.0.1,127.0.0.2,false"})
    void a_network_holds_its_addresses_and_no_others(String network, String address, boolean inside) {
        assertEquals(inside, Network.parse(network).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "host.example/8", "2001:db8::/129"})
    void what_is_no_network_is_said_so(String text) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Network.parse(text)).getMessage().contains("is not a network"));
    }

    @Test
    void queue_ids_sort_by_time_and_never_repeat() {
        QueueIds ids = new QueueIds(NOON);
        Set<String> seen = new HashSet<>();
        String before = "";
        for (int i = 0; i < 10_000; i++) {
            String id = ids.next();
            assertTrue(id.matches("[0-9a-z]{12}") && id.compareTo(before) > 0 && seen.add(id), id);
            before = id;
        }
        assertTrue(new QueueIds(Clock.offset(NOON, Duration.ofSeconds(60))).next().compareTo(before) > 0);
    }

    @Test
    void the_received_field_names_peer_protocol_and_the_only_recipient() {
        Stamps stamps = new Stamps(new MtaOptions("mx.chuo.example", ZoneId.of("Africa/Dar_es_Salaam"), Optional.empty(), List.of(), Set.of()), NOON);
        Address neema = Address.of("neema@chuo.example");
        Origin.Session peer = new Origin.Session(InetAddress.ofLiteral("192.0.2.1"), "mail.\r\nX: other.example", "ESMTPS", Optional.of("TLSv1.3 with X"),
                Optional.empty(), false);
        Origin.Session own = new Origin.Session(peer.address(), peer.helo(), "ESMTPSA", peer.cipher(), Optional.of(neema), false);
        Envelope.Recipient one = Envelope.Recipient.of(neema);
        assertEquals("Received: from mail.??X:?other.example ([192.0.2.1])\r\n\t(using TLSv1.3 with X)\r\n\tby mx.chuo.example (Barua) with ESMTPS id q1\r\n"
                + "\tfor <neema@chuo.example>;"
                + "\r\n\tSun, 22 Nov 2026 12:00:00 +0300\r\n", new String(stamps.received(peer, "q1", List.of(one)), StandardCharsets.UTF_8));
        Origin.Session printer = new Origin.Session(peer.address(), "printer", "ESMTP", Optional.empty(), Optional.empty(), true);
        assertTrue(new String(stamps.received(printer, "q1", List.of(one)), StandardCharsets.UTF_8)
                .startsWith("Received: from printer (own network) ([192.0.2.1])\r\n\tby mx"));
        String several = new String(stamps.received(own, "q1", List.of(one, one)), StandardCharsets.UTF_8);
        assertFalse(several.contains("neema") || several.contains("192.0.2.1"), several);
        assertEquals("Return-Path: <>\r\n", new String(Stamps.returnPath(ReversePath.NOBODY), StandardCharsets.UTF_8));
    }
}
