package barua.sieve;

import barua.message.HeaderField;
import barua.message.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Which headers {@code header}, {@code address} and {@code exists} look at: the letter's, or with {@code :mime} those of the part that a loop is at
 * (RFC 5703 §4).
 *
 * @param mime     the part's, outside of a loop the whole letter's
 * @param anyChild and of all parts below it
 */
record MimeScope(boolean mime, boolean anyChild) {

    private static final String CAPABILITY = "mime";

    static MimeScope read(Words words) {
        boolean mime = words.flag(":mime", CAPABILITY);
        boolean anyChild = words.flag(":anychild", CAPABILITY);
        if (anyChild && !mime) {
            words.complain(":anychild needs :mime");
        }
        return new MimeScope(mime, anyChild);
    }

    List<HeaderView> headers(Run run) {
        if (!mime) {
            return List.of(run.header());
        }
        Entity part = run.part();
        if (!anyChild) {
            return List.of(run.header(part));
        }
        List<Entity> all = part.all();
        run.work(all.size());
        return all.stream().map(run::header).toList();
    }

    /** Reads {@code :type}, {@code :subtype}, {@code :contenttype} and {@code :param} (RFC 5703 §4.1). */
    Optional<Piece> piece(Words words, FieldIndex index) {
        var found = new ArrayList<Piece>();
        if (words.flag(":type", CAPABILITY)) {
            found.add(each(index, (_, field) -> List.of(before(field.value()))));
        }
        if (words.flag(":subtype", CAPABILITY)) {
            found.add(each(index, (_, field) -> List.of(behind(field.value()))));
        }
        if (words.flag(":contenttype", CAPABILITY)) {
            found.add(each(index, (_, field) -> List.of(field.value())));
        }
        words.strings(":param", CAPABILITY).ifPresent(names -> found.add(each(index, (run, field) -> parameters(field, names.in(run)))));
        if (found.size() > 1) {
            words.complain("only one of :type, :subtype, :contenttype and :param can stand there");
        }
        if (!found.isEmpty() && !mime) {
            words.complain(":type, :subtype, :contenttype and :param need :mime");
        }
        return found.stream().findFirst();
    }

    /** What of the fields of one name is looked at. */
    @FunctionalInterface
    interface Piece {
        List<String> of(Run run, HeaderView view, String name);
    }

    /** Of Content-Type and Content-Disposition; of another name nothing. */
    private static Piece each(FieldIndex index, BiFunction<Run, Parameters, List<String>> piece) {
        return (run, view, name) -> {
            var out = new ArrayList<String>();
            boolean structured = name.equals("content-type") || name.equals("content-disposition");
            for (HeaderField field : structured ? index.of(view.fields(name)) : List.<HeaderField>of()) {
                out.addAll(piece.apply(run, Parameters.parse(field.raw())));
            }
            return out;
        };
    }

    private static String before(String value) {
        int slash = value.indexOf('/');
        return (slash < 0 ? value : value.substring(0, slash)).strip();
    }

    private static String behind(String value) {
        int slash = value.indexOf('/');
        return slash < 0 ? "" : value.substring(slash + 1).strip();
    }

    private static List<String> parameters(Parameters field, List<String> names) {
        return field.decoded().entrySet().stream().filter(entry -> names.stream().anyMatch(entry.getKey()::equalsIgnoreCase)).map(Map.Entry::getValue).toList();
    }
}
