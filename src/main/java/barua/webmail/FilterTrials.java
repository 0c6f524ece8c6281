package barua.webmail;

import barua.delivery.DryRun;
import barua.directory.Account;
import barua.message.Address;
import barua.message.Headers;
import barua.message.AddressItem;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.sieve.RuleSheet;
import barua.sieve.Script;
import barua.sieve.SieveException;
import barua.sieve.Warnings;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rules would have done with the last letters: counted for the list, letter by letter for one of them, and as batches for doing it now. */
final class FilterTrials {

    /** So many rules are counted for a list. */
    private static final int RULES = 50;
    private static final long LONGEST_NANOS = Duration.ofMillis(1_500).toNanos();

    /** How many of how many. */
    record Count(int matches, int of) {
    }

    private record Key(Address account, String mark) {
    }

    private final Desk desk;
    private final Rulebook rulebook;
    private final Trial trial;
    private final DryRun dryRun;
    private final Cache<Key, List<Count>> counts = Caffeine.newBuilder().maximumSize(2_000).expireAfterWrite(Duration.ofMinutes(1)).build();

    FilterTrials(Desk desk, Rulebook rulebook, Trial trial, DryRun dryRun) {
        this.desk = desk;
        this.rulebook = rulebook;
        this.trial = trial;
        this.dryRun = dryRun;
    }

    /** For each part how many letters it matches; fewer than there are parts where time or room ran out. */
    List<Count> counts(Account account, Rulebook.Opened opened, RuleSheet sheet) throws IOException {
        Key key = new Key(account.address(), opened.mark());
        List<Count> known = counts.getIfPresent(key);
        if (known == null) {
            known = counted(account, sheet);
            counts.put(key, known);
        }
        return known;
    }

    private List<Count> counted(Account account, RuleSheet sheet) throws IOException {
        List<Optional<Script>> scripts = new ArrayList<>();
        for (int i = 0; i < Math.min(RULES, sheet.entries().size()); i++) {
            scripts.add(script(account.address(), alone(sheet, i)));
        }
        int[] matches = new int[scripts.size()];
        int looked = 0;
        long until = System.nanoTime() + LONGEST_NANOS;
        for (Trial.Lying letter : trial.recent(account.address())) {
            if (System.nanoTime() > until) {
                break;
            }
            looked++;
            for (int i = 0; i < matches.length; i++) {
                Optional<Script> script = scripts.get(i);
                matches[i] += script.isPresent() && trial.run(script.get(), letter, addresses(account)).filter(EffectWords::acts).isPresent() ? 1 : 0;
            }
        }
        List<Count> counted = new ArrayList<>();
        for (int match : matches) {
            counted.add(new Count(match, looked));
        }
        return counted;
    }

    /**
     * What a person may not have meant with a part of a script, in words: whoever must agree to it is asked elsewhere.
     *
     * @param made folders that are yet to be made
     */
    List<String> hints(Address account, RuleSheet sheet, int at, Words words, Set<String> made) throws IOException {
        Set<String> there = folders(account);
        there.addAll(made);
        return hints(there, sheet, at, words);
    }

    /** @param there names of the folders that are there, or will be */
    static List<String> hints(Set<String> there, RuleSheet sheet, int at, Words words) {
        Predicate<String> folder = name -> there.contains(FolderName.parse(name).map(FolderName::toString).orElse(name));
        return Warnings.of(sheet, at, folder).stream().flatMap(warning -> switch (warning.kind()) {
            case NEVER_REACHED, SHADOWED -> Stream.of(words.say("filters.hint." + warning.kind().name().toLowerCase(Locale.ROOT).replace('_', '.'), "name",
                    sheet.entries().get(Integer.parseInt(warning.detail()) - 1).part().name()));
            case NO_FOLDER -> Stream.of(words.say("filters.hint.no.folder", "name", warning.detail()));
            case REJECT_AND_VACATION -> Stream.of(words.say("filters.hint.reject.and.vacation"));
            case LOSES_ALL -> Stream.of(words.say("filters.hint.loses.all"));
            case DISCARDS, REJECTS, NO_COPY -> Stream.<String>of();
        }).toList();
    }

    /** The names of those that are there. */
    Set<String> folders(Address account) throws IOException {
        return desk.store().open(account).list().stream().filter(Mailbox.Entry::exists).map(entry -> entry.name().toString())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** A part that is switched off counts as if it were on. */
    private static String alone(RuleSheet sheet, int at) {
        return sheet.enable(at, true).alone(at);
    }

    /** Empty where it has mistakes. */
    Optional<Script> script(Address account, String text) throws IOException {
        try {
            return Optional.of(rulebook.compile(account, Rulebook.USUAL.text(), text));
        } catch (SieveException wrong) {
            return Optional.empty();
        }
    }

    /** A script that can be tried: alone, for what it matches, and as delivery does it, for what would come of it. */
    record Ready(Script script, DryRun.Tried tried) {
    }

    /** Empty where it has mistakes. */
    Optional<Ready> ready(Address account, String text) throws IOException {
        DryRun.Tried tried = dryRun.of(account, Rulebook.USUAL.text(), text.getBytes(StandardCharsets.UTF_8));
        return tried.complaints().isEmpty() ? script(account, text).map(script -> new Ready(script, tried)) : Optional.empty();
    }

    List<Address> addresses(Account account) {
        List<Address> all = new ArrayList<>(List.of(account.address()));
        desk.directory().sendersOf(account).stream().filter(address -> !all.contains(address)).forEach(all::add);
        return all;
    }

    /** @param letters those that something would happen to, the newest first @param of how many were looked at */
    record Tried(int of, List<FiltersPage.Letter> letters) {
    }

    Tried tried(Account account, Ready ready, boolean named, Words words, When when) throws IOException {
        List<Trial.Lying> recent = trial.recent(account.address());
        List<FiltersPage.Letter> letters = new ArrayList<>();
        for (Trial.Lying lying : recent) {
            if (trial.run(ready.script, lying, addresses(account)).filter(EffectWords::acts).isPresent()) {
                Optional<DryRun.Result> result = trial.dryRun(ready.tried, lying);
                if (result.isPresent()) {
                    letter(lying, new EffectWords(words).of(result.get(), named), words, when).ifPresent(letters::add);
                }
            }
        }
        return new Tried(recent.size(), letters);
    }

    private static Optional<FiltersPage.Letter> letter(Trial.Lying lying, String effect, Words words, When when) throws IOException {
        try {
            Headers headers = lying.in().folder().outline(lying.info().uid()).headers();
            String from = People.of(headers, "from").stream().findFirst().map((AddressItem.Mailbox person) -> People.name(person))
                    .filter(name -> !name.isEmpty())
                    .orElse(words.say("mail.nosender"));
            String subject = headers.text("subject").isBlank() ? words.say("mail.nosubject") : headers.text("subject");
            return Optional.of(new FiltersPage.Letter(when.brief(lying.info().received()), from, subject, effect, "/mail/" + lying.in().path() + "/"
                    + lying.info().uid()));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    /** The same letters, to do it with. */
    List<Sorting.Batch> batches(Account account, Script script) throws IOException {
        Map<String, List<Trial.Lying>> byFolder = new LinkedHashMap<>();
        for (Trial.Lying lying : trial.recent(account.address())) {
            if (trial.run(script, lying, addresses(account)).filter(EffectWords::acts).isPresent()) {
                byFolder.computeIfAbsent(lying.in().path(), _ -> new ArrayList<>()).add(lying);
            }
        }
        return byFolder.values().stream()
                .map(letters -> new Sorting.Batch(letters.getFirst().in(), letters.stream().mapToLong(letter -> letter.info().uid()).sorted().toArray()))
                .toList();
    }
}
