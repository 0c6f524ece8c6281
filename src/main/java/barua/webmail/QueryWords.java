package barua.webmail;

import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import barua.message.Folding;
import barua.search.FolderWords;
import barua.search.QueryReader;
import barua.search.SearchQuery;
import barua.search.Wanted;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parts of queries in a person's language: as the page writes them into a query, where they are understood, and as its chips show them. */
final class QueryWords {

    private static final Pattern NAMED = Pattern.compile("(-?)(\\p{L}+):(.+)", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._/+-]+");

    private final Words words;
    private final Map<FolderName, Optional<SpecialUse>> folders;

    /** @param folders of the account, with what they are for */
    QueryWords(Words words, Map<FolderName, Optional<SpecialUse>> folders) {
        this.words = words;
        this.folders = folders;
    }

    /** Such as {@code in:Archive}, {@code kutoka:"a@b.example"}. @param operator in English */
    String written(String operator, String value) {
        return words.say("search.op." + operator) + ":" + (PLAIN.matcher(value).matches() ? value : "\"" + value.replace("\"", " ") + "\"");
    }

    /** One of the values that have a name in each language. @param value in English */
    String named(String operator, String value) {
        return written(operator, words.say("search.value." + value));
    }

    /** By the folder's name as the page says it, where that means this folder and no other; else by its own. */
    String inFolder(FolderName folder) {
        String label = label(folder);
        return written("in", meant(label).equals(meant(folder.toString())) ? label : folder.toString());
    }

    /** The folders that a query means by a name. */
    Set<FolderName> meant(String name) {
        String folded = Folding.fold(name);
        return folders.entrySet().stream().filter(one -> FolderWords.isIn(one.getKey(), one.getValue(), folded)).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What a chip shows of one part: names in the person's language, folders as the page calls them; the rest as it was typed. */
    String shown(SearchQuery.Term term) {
        Matcher named = NAMED.matcher(term.text());
        Optional<String> operator = named.matches() ? QueryReader.operator(named.group(2)) : Optional.empty();
        return operator.map(name -> named.group(1) + words.say("search.op." + name) + ": " + value(term.wanted(), named.group(3))).orElse(term.text());
    }

    private String value(Wanted wanted, String typed) {
        String plain = typed.replaceAll("[\"\u201c\u201d]", "").strip();
        return switch (wanted) {
            case Wanted.Not(Wanted inner) -> value(inner, typed);
            case Wanted.HasFile file -> file.kind().map(kind -> words.say("search.kind." + kind.word())).orElseGet(() -> words.say("search.value.attachment"));
            case Wanted.Flagged(Wanted.Mark mark) -> words.say("search.value." + mark.name().toLowerCase(Locale.ROOT));
            case Wanted.InFolder(String name) -> folder(name).orElse(plain);
            case Wanted.All _, Wanted.Words _, Wanted.And _, Wanted.Or _, Wanted.Day _, Wanted.Size _, Wanted.Label _ -> plain;
        };
    }

    /** Of several, one below the other, the one above. */
    private Optional<String> folder(String name) {
        return meant(name).stream().filter(folder -> meant(folder.toString()).equals(meant(name))).findFirst()
                .map(this::label);
    }

    String label(FolderName folder) {
        return Desk.label(folder, folders.getOrDefault(folder, Optional.empty()), words);
    }
}
