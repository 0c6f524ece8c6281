package barua.server;

import barua.delivery.Delivery;
import barua.delivery.RedirectPolicy;
import barua.mailbox.ScriptLimits;
import barua.message.Address;
import barua.message.Domain;
import barua.mta.MtaOptions;
import barua.mta.Network;
import barua.queue.Routing.Hop;
import barua.search.SearchOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of this start. {@code barua.properties} lists and explains the keys; the launcher has checked them before, and so does
 * this, for whoever deploys without it.
 *
 * @param portBase   added to the standard ports
 * @param dnsServers as {@link barua.dns.DnsResolver#of} takes them
 */
record Settings(Path data, int portBase, InetAddress bind, boolean demo, String hostname, String name, String dnsServers, Optional<Hop.Relay> relayhost,
        List<Network> mynetworks, MtaOptions.MendsBareLf mendsBareLf,
        int recipientLimit, long messageSizeLimit, int connections, int connectionsPerAddress, Duration sendHold, Duration keep, long quota,
        Delivery.WhenFull whenFull, long reserve, Duration traceKept, boolean sessionLog,
        ScriptLimits scripts, RedirectPolicy redirects, Map<String, String> vacation, SearchSettings search) {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12})([A-Za-z]{0,2})");
    private static final Map<String, Long> BYTES = Map.of("", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);
    private static final Map<String, Long> SECONDS = Map.of("S", 1L, "M", 60L, "H", 3600L, "D", 86400L);

    /** @throws IllegalArgumentException with the key, the value and what is allowed */
    static Settings read(Config config) {
        Reader of = new Reader(config);
        return new Settings(Path.of(of.text("barua.data")), (int) of.amount("barua.port-base", Map.of("", 1L), "a number"), of.address("barua.bind"),
                of.text("barua.demo").equals("true"), of.text("barua.hostname"), of.text("barua.name"), of.text("barua.dns.servers"),
                of.relay("barua.smtp.relayhost"), of.networks("barua.smtp.mynetworks"), of.mendsBareLf("barua.smtp.mend-bare-lf"),
                (int) of.amount("barua.smtp.recipient-limit", Map.of("", 1L), "a number"), of.amount("barua.message.size-limit", BYTES, "a size such as 50MB"),
                (int) of.amount("barua.connections.total", Map.of("", 1L), "a number"),
                (int) of.amount("barua.connections.per-address", Map.of("", 1L), "a number"),
                of.time("barua.webmail.send-hold"), of.time("barua.mailbox.keep"), of.amount("barua.mailbox.quota", BYTES, "a size such as 10GB"),
                of.whenFull("barua.mailbox.when-full"),
                of.amount("barua.disk.reserve", BYTES, "a size such as 1GB"), of.time("barua.trace.keep"), of.text("barua.log.sessions").equals("on"),
                of.scripts(), of.redirects(), of.vacation(), of.search());
    }

    Path folder(String folder) {
        return data.resolve(folder);
    }

    /** What is set of {@link barua.search.SearchOptions}. */
    record SearchSettings(Set<String> languages, long largestFile, int longestText, long mostOfOne, long mostOfAll) {
    }

    private record Reader(Config config) {

        /** MicroProfile Config takes an empty value for a missing one. */
        String text(String key) {
            return config.getOptionalValue(key, String.class).orElse("").strip();
        }

        long amount(String key, Map<String, Long> units, String allowed) {
            Matcher amount = AMOUNT.matcher(text(key));
            Long unit = amount.matches() ? units.get(amount.group(2).toUpperCase(Locale.ROOT)) : null;
            if (unit == null) {
                throw wrong(key, allowed);
            }
            return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
        }

        Duration time(String key) {
            return Duration.ofSeconds(amount(key, SECONDS, "a time such as 10s, 5m, 2h or 60d"));
        }

        MtaOptions.MendsBareLf mendsBareLf(String key) {
            return switch (text(key)) {
                case "nobody" -> MtaOptions.MendsBareLf.NOBODY;
                case "trusted" -> MtaOptions.MendsBareLf.TRUSTED;
                case "all" -> MtaOptions.MendsBareLf.ALL;
                default -> throw wrong(key, "nobody, trusted or all");
            };
        }

        Delivery.WhenFull whenFull(String key) {
            return switch (text(key)) {
                case "try-again" -> Delivery.WhenFull.TRY_AGAIN;
                case "refuse" -> Delivery.WhenFull.REFUSE;
                default -> throw wrong(key, "try-again or refuse");
            };
        }

        ScriptLimits scripts() {
            return new ScriptLimits((int) amount("barua.sieve.scripts", Map.of("", 1L), "a number"),
                    (int) amount("barua.sieve.script-size", BYTES, "a size such as 1MB"),
                    amount("barua.sieve.scripts-size", BYTES, "a size such as 4MB"));
        }

        SearchSettings search() {
            return new SearchSettings(languages("barua.search.languages"), amount("barua.search.largest-file", BYTES, "a size such as 40MB"),
                    (int) Math.min(SearchOptions.LONGEST_TEXT, amount("barua.search.longest-text", BYTES, "a size such as 1MB")),
                    cap("barua.search.disk-per-account"), cap("barua.search.disk-total"));
        }

        private Set<String> languages(String key) {
            return switch (text(key)) {
                case "en,sw" -> Set.of(SearchOptions.ENGLISH, SearchOptions.KISWAHILI);
                case "en" -> Set.of(SearchOptions.ENGLISH);
                case "sw" -> Set.of(SearchOptions.KISWAHILI);
                case "none" -> Set.of();
                default -> throw wrong(key, "en,sw or en or sw or none");
            };
        }

        /** Empty for none. */
        private long cap(String key) {
            return text(key).isEmpty() ? Long.MAX_VALUE : amount(key, BYTES, "a size such as 10GB, or nothing");
        }

        /** The institution's words for the vacation reply, by language. */
        Map<String, String> vacation() {
            Map<String, String> words = new HashMap<>();
            for (String language : List.of("en", "sw")) {
                String text = text("barua.webmail.vacation-" + language).strip();
                if (!text.isEmpty()) {
                    words.put(language, text);
                }
            }
            return words;
        }

        /** Where rules may send mail on to. */
        RedirectPolicy redirects() {
            RedirectPolicy.Where where = switch (text("barua.sieve.redirect")) {
                case "any" -> RedirectPolicy.Where.ANY;
                case "own-domains" -> RedirectPolicy.Where.OWN_DOMAINS;
                case "approved" -> RedirectPolicy.Where.APPROVED;
                case "none" -> RedirectPolicy.Where.NONE;
                default -> throw wrong("barua.sieve.redirect", "any, own-domains, approved or none");
            };
            Set<Domain> domains = new HashSet<>();
            Set<Address> addresses = new HashSet<>();
            for (String part : text("barua.sieve.redirect-approved").split("[,\\s]+")) {
                Optional<Address> address = Address.parse(part);
                Optional<Domain> domain = Domain.parse(part);
                if (address.isPresent()) {
                    addresses.add(address.get().folded());
                } else if (domain.isPresent()) {
                    domains.add(domain.get());
                } else if (!part.isEmpty()) {
                    throw wrong("barua.sieve.redirect-approved", "domains and addresses with commas between");
                }
            }
            return new RedirectPolicy(where, domains, addresses, (int) amount("barua.sieve.redirects-per-hour", Map.of("", 1L), "a number"));
        }

        InetAddress address(String key) {
            try {
                return InetAddress.getByName(text(key));
            } catch (UnknownHostException unknown) {
                throw wrong(key, "an address of this machine");
            }
        }

        Optional<Hop.Relay> relay(String key) {
            String text = text(key);
            int colon = text.lastIndexOf(':');
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (colon <= 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
                throw wrong(key, "host:port");
            }
            return Optional.of(new Hop.Relay(text.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(text.substring(colon + 1))));
        }

        List<Network> networks(String key) {
            List<Network> networks = new ArrayList<>();
            for (String part : text(key).split(",")) {
                try {
                    if (!part.isBlank()) {
                        networks.add(Network.parse(part));
                    }
                } catch (IllegalArgumentException unreadable) {
                    throw wrong(key, unreadable.getMessage());
                }
            }
            return networks;
        }

        private IllegalArgumentException wrong(String key, String allowed) {
            return new IllegalArgumentException(key + " = " + text(key) + ": not allowed; it takes " + allowed);
        }
    }
}
