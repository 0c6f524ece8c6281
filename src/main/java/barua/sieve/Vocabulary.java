package barua.sieve;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** All that the language knows: which capability brings which commands, tests, match types and comparators. */
final class Vocabulary {

    /** @param capability what must be required; empty where nothing must */
    record Word<T>(String capability, Function<Words, T> reader) {
    }

    /** Comparators need {@code require "comparator-NAME"}, but for the first two (RFC 5228 §2.7.3). */
    private static final List<Collation> COLLATIONS = List.of(Collations.OCTET, Collations.ASCII_CASEMAP, Collations.ASCII_NUMERIC, UnicodeCasemap.COLLATION);

    private static final List<Extension> EXTENSIONS = List.of(
            Extension.of("")
                    .command("keep", Filing::keep)
                    .command("discard", Filing::discard)
                    .command("redirect", Redirecting::redirect)
                    .command("stop", CoreTests::stop)
                    .test("true", _ -> CoreTests.TRUE)
                    .test("false", _ -> CoreTests.FALSE)
                    .test("not", CoreTests::not)
                    .test("allof", CoreTests::allOf)
                    .test("anyof", CoreTests::anyOf)
                    .test("exists", HeaderTests::exists)
                    .test("header", HeaderTests::header)
                    .test("address", AddressTests::address)
                    .test("size", HeaderTests::size)
                    .matchType(":is", _ -> MatchTypes.IS)
                    .matchType(":contains", _ -> MatchTypes.CONTAINS)
                    .matchType(":matches", _ -> MatchTypes.MATCHES),
            Extension.of("fileinto").command("fileinto", Filing::fileInto),
            Extension.of("envelope").test("envelope", AddressTests::envelope),
            Extension.of("copy"),
            Extension.of("encoded-character"),
            Extension.of("subaddress"),
            Extension.of("variables").command("set", Variables::set).test("string", Variables::string),
            Extension.of("relational").matchType(":value", Relational::value).matchType(":count", Relational::count),
            Extension.of("imap4flags")
                    .command("setflag", FlagCommands::set)
                    .command("addflag", FlagCommands::add)
                    .command("removeflag", FlagCommands::remove)
                    .test("hasflag", FlagCommands::has),
            Extension.of("vacation").command("vacation", Vacations::vacation),
            Extension.of("vacation-seconds").implies("vacation"),
            Extension.of("reject").command("reject", Rejecting::reject),
            Extension.of("ereject").command("ereject", Rejecting::ereject),
            Extension.of("fcc"),
            Extension.of("body").test("body", BodyTest::read),
            Extension.of("editheader").command("addheader", EditHeader::add).command("deleteheader", EditHeader::delete),
            Extension.of("foreverypart").command("foreverypart", PartLoop::read).command("break", PartLoop::leave),
            Extension.of("mime"),
            Extension.of("replace").command("replace", Replacing::replace),
            Extension.of("enclose").command("enclose", Replacing::enclose),
            Extension.of("extracttext").command("extracttext", Replacing::extractText),
            Extension.of("regex").matchType(":regex", _ -> RegexMatch.TYPE),
            Extension.of("mailbox").test("mailboxexists", MailboxTests::exists),
            Extension.of("mboxmetadata").test("metadata", MailboxTests::metadata).test("metadataexists", MailboxTests::metadataExists),
            Extension.of("servermetadata").test("servermetadata", MailboxTests::serverMetadata)
                    .test("servermetadataexists", MailboxTests::serverMetadataExists),
            Extension.of("special-use").test("specialuse_exists", MailboxTests::useExists),
            Extension.of("mailboxid").test("mailboxidexists", MailboxTests::idExists),
            Extension.of("date").test("date", DateTests::date).test("currentdate", DateTests::currentDate),
            Extension.of("index"),
            Extension.of("environment").test("environment", Environment::environment),
            Extension.of("imapsieve"),
            Extension.of("include")
                    .command("include", Including::include)
                    .command("return", Including::returning)
                    .command("global", Including::global),
            Extension.of("ihave").test("ihave", IHave::ihave).command("error", IHave::error),
            Extension.of("duplicate").test("duplicate", Duplicates::duplicate),
            Extension.of("enotify")
                    .command("notify", Notifying::tell)
                    .test("valid_notify_method", Notifying::valid)
                    .test("notify_method_capability", Notifying::capability),
            Extension.of("extlists").matchType(":list", Lists::matchType).test("valid_ext_list", Lists::valid),
            Extension.of("snooze").command("snooze", Snoozing::snooze),
            Extension.of("vnd.cyrus.snooze").implies("snooze"));

    private static final Map<String, Word<Step>> COMMANDS = new HashMap<>();
    private static final Map<String, Word<Test>> TESTS = new HashMap<>();
    private static final Map<String, Word<MatchType>> MATCH_TYPES = new LinkedHashMap<>();
    private static final Map<String, Extension> BY_CAPABILITY = new HashMap<>();
    private static final Map<String, Collation> BY_NAME = new HashMap<>();
    private static final TreeSet<String> CAPABILITIES = new TreeSet<>();

    static {
        for (Extension extension : EXTENSIONS) {
            extension.commands().forEach((name, reader) -> COMMANDS.put(name, new Word<>(extension.capability(), reader)));
            extension.tests().forEach((name, reader) -> TESTS.put(name, new Word<>(extension.capability(), reader)));
            extension.matchTypes().forEach((tag, reader) -> MATCH_TYPES.put(tag, new Word<>(extension.capability(), reader)));
            BY_CAPABILITY.put(extension.capability(), extension);
            if (!extension.capability().isEmpty()) {
                CAPABILITIES.add(extension.capability());
            }
        }
        for (Collation collation : COLLATIONS) {
            BY_NAME.put(collation.name(), collation);
            CAPABILITIES.add("comparator-" + collation.name());
        }
    }

    private Vocabulary() {
    }

    static Optional<Word<Step>> command(String name) {
        return Optional.ofNullable(COMMANDS.get(name));
    }

    static Optional<Word<Test>> test(String name) {
        return Optional.ofNullable(TESTS.get(name));
    }

    static Map<String, Word<MatchType>> matchTypes() {
        return MATCH_TYPES;
    }

    static Optional<Collation> collation(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether a comparator is there without being required. */
    static boolean always(Collation collation) {
        return collation == Collations.OCTET || collation == Collations.ASCII_CASEMAP;
    }

    /** All names that {@code require} knows, sorted. */
    static SequencedSet<String> capabilities() {
        return CAPABILITIES;
    }

    static List<String> implied(String capability) {
        Extension extension = BY_CAPABILITY.get(capability);
        return extension == null ? List.of() : extension.implied();
    }
}
