package barua.dns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Questions to recursive servers and a bounded cache of their answers, which also remembers that there is nothing (RFC 2308) and,
 * for a moment, that nobody answered. A truncated answer is asked for again over TCP. Safe for many threads.
 */
final class Questions {

    /** What one question brought. */
    sealed interface Result {
    }

    record Records(List<Record> records, boolean authentic) implements Result {

        <R extends Record> List<R> of(Class<R> type) {
            return records.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    record NoData() implements Result {
    }

    record NoName() implements Result {
    }

    record Failed(String why) implements Result {
    }

    private record Question(Name name, int type) {
    }

    private record Kept(Result result, Duration life) {
    }

    private static final int ROUNDS = 2;
    private static final int MOST_SERVERS = 3;
    private static final int MOST_ALIASES = 8;
    private static final int MOST_KEPT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_NOTHING = Duration.ofHours(1);       // RFC 2308 §5 says one to three hours
    private static final Duration NOTHING_WITHOUT_SOA = Duration.ofSeconds(60);
    private static final Duration FAILED = Duration.ofSeconds(10);             // RFC 2308 §7 allows up to five minutes

    private final List<Server> servers;
    private final Cache<Question, Kept> cache;

    /** AD counts only from a server on this machine: nobody in between can have set it. */
    private record Server(SimpleResolver resolver, boolean local) {
    }

    Questions(List<InetSocketAddress> servers, Ticker ticker) {
        this.servers = servers.stream().limit(MOST_SERVERS).map(Questions::server).toList();
        this.cache = Caffeine.newBuilder().maximumSize(MOST_KEPT).ticker(ticker)
                .expireAfter(Expiry.<Question, Kept>creating((_, kept) -> kept.life())).build();
    }

    private static Server server(InetSocketAddress address) {
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setTimeout(PATIENCE);
        return new Server(resolver, address.getAddress() != null && address.getAddress().isLoopbackAddress());
    }

    Result ask(Name name, int type) {
        return ask(name, type, 0);
    }

    private Result ask(Name name, int type, int aliases) {
        Question question = new Question(name, type);
        Kept kept = cache.getIfPresent(question);
        if (kept == null) {
            kept = answer(question, aliases);
            cache.put(question, kept);
        }
        return kept.result();
    }

    private Kept answer(Question question, int aliases) {
        String why = "no DNS server";
        for (int attempt = 0; attempt < ROUNDS * servers.size(); attempt++) {
            Server server = servers.get(attempt % servers.size());
            try {
                Message query = query(question);
                Message answer = server.resolver().send(query);
                int rcode = answer.getRcode();
                if (!query.getQuestion().equals(answer.getQuestion())) {
                    why = "an answer to another question";
                } else if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
                    return read(question, answer, server.local() && answer.getHeader().getFlag(Flags.AD), aliases);
                } else {
                    why = "DNS says " + Rcode.string(rcode);
                }
            } catch (IOException noAnswer) {
                why = "no DNS answer in time";
            }
        }
        return new Kept(new Failed(why + " for " + question.name().toString(true)), FAILED);
    }

    private static Message query(Question question) {
        Message query = Message.newQuery(Record.newRecord(question.name(), question.type(), DClass.IN));
        query.getHeader().setFlag(Flags.AD);    // RFC 6840 §5.7: we would like to know whether it was validated
        return query;
    }

    /** Follows aliases within the answer (RFC 1034 §3.6.2), and asks again where the answer stops short. */
    private Kept read(Question question, Message answer, boolean authentic, int aliasesBefore) {
        Name name = question.name();
        Duration life = LONGEST;
        List<Record> records = answer.getSection(Section.ANSWER);
        for (int aliases = aliasesBefore; aliases <= MOST_ALIASES; aliases++) {
            Name owner = name;
            List<Record> here = records.stream().filter(r -> r.getName().equals(owner) && r.getType() == question.type()).toList();
            if (!here.isEmpty()) {
                long ttl = here.stream().mapToLong(Record::getTTL).min().orElse(0);
                return new Kept(new Records(here, authentic), shorter(life, Duration.ofSeconds(ttl)));
            }
            Optional<CNAMERecord> alias = records.stream().filter(r -> r.getName().equals(owner)).filter(CNAMERecord.class::isInstance)
                    .map(CNAMERecord.class::cast).findFirst();
            if (alias.isEmpty()) {
                return nothing(question, name, answer, life, aliases, authentic);
            }
            name = alias.get().getTarget();
            life = shorter(life, Duration.ofSeconds(alias.get().getTTL()));
        }
        return new Kept(new Failed("too many aliases for " + question.name().toString(true)), FAILED);
    }

    private Kept nothing(Question question, Name end, Message answer, Duration life, int aliases, boolean authentic) {
        Optional<SOARecord> soa = answer.getSection(Section.AUTHORITY).stream().filter(SOARecord.class::isInstance).map(SOARecord.class::cast).findFirst();
        if (answer.getRcode() == Rcode.NXDOMAIN || end.equals(question.name()) || soa.isPresent()) {
            Duration negative = soa.map(s -> Duration.ofSeconds(Math.min(s.getTTL(), s.getMinimum()))).orElse(NOTHING_WITHOUT_SOA);   // RFC 2308 §5
            Result result = answer.getRcode() == Rcode.NXDOMAIN ? new NoName() : new NoData();
            return new Kept(result, shorter(shorter(life, LONGEST_NOTHING), negative));
        }
        return switch (ask(end, question.type(), aliases)) {    // the server gave the alias alone
            case Records(List<Record> records, boolean also) -> {
                long ttl = records.stream().mapToLong(Record::getTTL).min().orElse(0);
                yield new Kept(new Records(records, authentic && also), shorter(life, Duration.ofSeconds(ttl)));
            }
            case Result other -> new Kept(other, FAILED);
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
