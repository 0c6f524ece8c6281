package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SquirrelMail's preferences, lines of {@code key=value}: {@code filter0=From,someone,INBOX.Folder} of its filters plugin. Rules of its other plugin,
 * avelsieve, are a Sieve script already. Preferences that have nothing to do with filters are passed over.
 */
public final class SquirrelImport {

    private static final Pattern FILTER = Pattern.compile("filter(\\d+)=(.*)");
    private static final Pattern RELATED = Pattern.compile("filters_.*=.*");

    private SquirrelImport() {
    }

    public static Imported read(String preferences) {
        List<Imported.Item> items = new ArrayList<>();
        int number = 0;
        for (String raw : preferences.lines().limit(Imported.MOST_LINES + 1L).toList()) {
            String line = raw.strip();
            Matcher filter = FILTER.matcher(line);
            if (++number > Imported.MOST_LINES) {
                items.add(new Imported.Left(number, "", Imported.Why.TOO_MUCH));
            } else if (filter.matches()) {
                if (!filter.group(2).isBlank()) {
                    items.add(filter(number, line, filter.group(2)));
                }
            } else if (RELATED.matcher(line).matches()) {
                boolean spam = line.startsWith("filters_spam") && !line.startsWith("filters_spam_folder") && !line.startsWith("filters_spam_scan");
                boolean off = line.endsWith("=0") || line.endsWith("=");
                items.add(new Imported.Left(number, line, spam && !off ? Imported.Why.SPAM_LIST : Imported.Why.SETTING));
            }
        }
        return new Imported(items);
    }

    private static Imported.Item filter(int number, String line, String value) {
        String[] parts = value.replace("\\,", "###COMMA###").split(",", -1);
        if (parts.length != 3) {
            return new Imported.Left(number, line, Imported.Why.UNKNOWN);
        }
        String sought = parts[1].replace("###COMMA###", ",").strip();
        String folder = Imported.folder(parts[2].replace("###COMMA###", ",").strip());
        Optional<Condition> condition = sought.isEmpty() ? Optional.empty() : condition(parts[0].strip(), sought);
        if (condition.isEmpty() || !folder.isEmpty() && !RuleAction.folder(folder)) {
            return new Imported.Left(number, line, condition.isEmpty() ? Imported.Why.UNKNOWN : Imported.Why.FOLDER);
        }
        RuleAction action = folder.isEmpty() ? new RuleAction.Keep() : new RuleAction.FileInto(folder, false, true);
        return new Imported.Taken(number, line, new Rule(sought, true, false, List.of(condition.get()), List.of(action), true));
    }

    /** It searched with IMAP's SEARCH, which finds parts of words (RFC 9051 §6.4.4). */
    private static Optional<Condition> condition(String where, String sought) {
        Keys keys = Keys.of(Keys.How.CONTAINS, sought);
        return switch (where) {
            case "From", "To", "Cc", "Subject" -> Optional.of(new Condition.Field(List.of(where.toLowerCase(java.util.Locale.ROOT)), keys, false));
            case "To or Cc" -> Optional.of(new Condition.Field(List.of("to", "cc"), keys, false));
            case "Message Body", "Body" -> Optional.of(new Condition.Body(false, keys, false));
            case "Header" -> {
                int colon = sought.indexOf(':');
                String name = colon < 0 ? "" : sought.substring(0, colon).strip();
                Keys value = Keys.of(Keys.How.CONTAINS, sought.substring(colon + 1).strip());
                yield Condition.fieldName(name) ? Optional.of(new Condition.Field(List.of(name), value, false)) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }
}
