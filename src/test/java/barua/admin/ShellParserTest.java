package barua.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import barua.mailbox.GlobalScripts;
import barua.mailbox.ScriptName;
import barua.message.Address;
import barua.message.Domain;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellParserTest {

    @Test
    void calls_become_records() {
        assertEquals(asked(new Operation.Status()), ShellParser.parse("{\"command\":\"status\"}"));
        assertEquals(asked(new Operation.AddDomain(Domain.of("shule.example"))),
                ShellParser.parse("{\"command\":\"domain.add\",\"domain\":\"Shule.EXAMPLE\"}"));
        assertEquals(asked(new Operation.AddAlias(Address.of("info@shule.example"), List.of(Address.of("a@shule.example")))),
                ShellParser.parse("{\"command\":\"alias.add\",\"address\":\"info@shule.example\",\"targets\":[\"a@shule.example\"]}"));
        assertEquals(asked(new Operation.Quota(Address.of("a@shule.example"), 10)),
                ShellParser.parse("{\"command\":\"account.quota\",\"address\":\"a@shule.example\",\"bytes\":10}"));
        assertEquals(asked(new Operation.Sendmail("root", Optional.empty(), "", List.of("neema"), true, false)),
                ShellParser.parse("{\"command\":\"sendmail\",\"user\":\"root\",\"to\":[\"neema\"],\"fromHeader\":true}"));
        assertEquals(asked(new Operation.Verify(List.of("neema"))), ShellParser.parse("{\"command\":\"sendmail.verify\",\"to\":[\"neema\"]}"));
        Address teacher = Address.of("a@shule.example");
        ScriptName work = ScriptName.of("work");
        assertEquals(asked(new Operation.ShowScript(teacher, Optional.empty(), 0)),
                ShellParser.parse("{\"command\":\"sieve.show\",\"address\":\"a@shule.example\"}"));
        assertEquals(asked(new Operation.ActivateScript(teacher, Optional.empty())),
                ShellParser.parse("{\"command\":\"sieve.deactivate\",\"address\":\"a@shule.example\"}"));
        assertEquals(asked(new Operation.RenameScript(teacher, work, ScriptName.of("kazi"))),
                ShellParser.parse("{\"command\":\"sieve.rename\",\"address\":\"a@shule.example\",\"name\":\"work\",\"to\":\"kazi\"}"));
        assertEquals(asked(new Operation.TestScript(new Operation.Meant(teacher, Optional.empty(), Optional.empty(), "s"),
                Optional.of(Address.of("t@b.example")))),
                ShellParser.parse("{\"command\":\"sieve.test\",\"address\":\"" + teacher + "\",\"label\":\"s\",\"to\":\"t@b.example\"}"));
        ShellCall.Asked put = (ShellCall.Asked) ShellParser.parse("{\"command\":\"sieve.global.put\",\"name\":\"work\",\"when\":\"after\",\"text\":\"\","
                + "\"address\":\"T@b.example\"}");
        assertEquals(new GlobalScripts.Reach.OfAddress(Address.of("t@b.example")), ((Operation.PutGlobalScript) put.operation()).reach());
        assertEquals(asked(new Operation.OrderGlobalScripts(List.of(work))), ShellParser.parse("{\"command\":\"sieve.global.order\",\"names\":[\"work\"]}"));
        assertEquals("keep;", ShellParser.parse("{\"command\":\"sieve.check\",\"address\":\"a@shule.example\",\"text\":\"a2VlcDs=\",\"label\":\"x\"}")
                instanceof ShellCall.Asked(Operation.CheckScript(Operation.Meant meant)) ? new String(meant.text().orElseThrow()) : "");
        assertEquals(asked(new Operation.Reindex(Address.of("a@chuo.example"))), 
                ShellParser.parse("{\"command\":\"mailbox.reindex\",\"address\":\"a@chuo.example\"}"));
        assertEquals(asked(new Operation.ShowIndex(Address.of("a@chuo.example"))), 
                ShellParser.parse("{\"command\":\"mailbox.index\",\"address\":\"a@chuo.example\"}"));
        assertEquals(asked(new Operation.ShowDomain(Domain.of("shule.example"))),
                ShellParser.parse("{\"command\":\"domain.show\",\"domain\":\"shule.example\"}"));
        assertEquals(asked(new Operation.SearchDomain(Domain.of("shule.example"), false)),
                ShellParser.parse("{\"command\":\"domain.search\",\"domain\":\"shule.example\",\"on\":false}"));
        assertEquals(asked(new Operation.FlushQueue()), ShellParser.parse("{\"command\":\"queue.flush\"}"));
    }

    private static ShellCall asked(Operation operation) {
        return new ShellCall.Asked(operation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"command\":\"domain.add\",\"domain\":\"not a domain\"} | \"not a domain\" is not a domain",
        "{\"command\":\"domain.add\",\"domain\":\"[127.0.0.1]\"} | \"[127.0.0.1]\" is not a domain",
        "{\"command\":\"domain.search\",\"domain\":\"shule.example\"} | on is neither true nor false",
        "{\"command\":\"account.show\"} | \"\" is not an address",
        "{\"command\":\"alias.add\",\"address\":\"a@b.example\",\"targets\":[\"nowhere\"]} | \"nowhere\" is not an address",
        "{\"command\":\"account.fire\"} | this server does not know account.fire",
        "{\"command\":\"account.quota\",\"address\":\"a@b.example\",\"bytes\":1e30} | bytes is not a number",
        "{\"command\":\"account.quota\",\"address\":\"a@b.example\"} | bytes is not a number",
        "{\"command\":\"sieve.put\",\"address\":\"a@b.example\",\"name\":\"a/b\"} | no script can be called \"a/b\"",
        "{\"command\":\"sieve.put\",\"address\":\"a@b.example\",\"name\":\"a\",\"text\":\"!\"} | not a request",
        "{\"command\":\"sieve.global.put\",\"name\":\"a\",\"when\":\"after\",\"domain\":\"b\",\"address\":\"a@b\"} "
            + "| a global script is for a domain or for an address, not for both",
        "{\"command\":\"sieve.global.put\",\"name\":\"a\",\"when\":\"never\"} | a global script is run before, after, or where it is included",
        "{\"command\":\"sieve.burn\"} | this server does not know sieve.burn",
        "{\"command\":\"reboot\"} | this server does not know reboot"})
    void what_is_wrong_is_said(String request, String why) {
        assertEquals(new ShellCall.Wrong(why), ShellParser.parse(request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"command\":7}", "{\"command\":\"alias.add\",\"address\":\"a@b.example\",\"targets\":\"c@d.example\"}",
        "{\"command\":\"account.quota\",\"address\":\"a@b.example\",\"bytes\":\"much\"}", "{\"command\":\"account.quota\",\"address\":\"a@b.example\"}",
        "{\"command\":\"account.quota\",\"address\":\"a@b.example\",\"bytes\":1e30}", "{\"command\":\"sendmail\",\"to\":[1]}"})
    void noise_is_no_request(String noise) {
        assertInstanceOf(ShellCall.Wrong.class, ShellParser.parse(noise));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a,b,c | a;b;c", "a,\"b, c\",d | a;b, c;d", "\"say \"\"hodi\"\"\",x | say \"hodi\";x", "a,, | a;;", "alone | alone"})
    void csv_values_may_be_quoted(String line, String values) {
        assertEquals(values, String.join(";", CsvParser.line(line).orElseThrow()));
    }
}
