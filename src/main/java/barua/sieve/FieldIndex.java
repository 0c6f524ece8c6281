package barua.sieve;

import java.util.List;

/** {@code :index} and {@code :last}: only one of several fields of a name is looked at (RFC 5260 §6). @param number from 1; 0 for all */
record FieldIndex(int number, boolean last) {

    static FieldIndex read(Words words) {
        var number = words.number(":index", "index");
        boolean last = words.flag(":last", "index");
        if (last && number.isEmpty()) {
            words.complain(":last stands only with :index");
        }
        if (number.isPresent() && number.getAsLong() == 0) {
            words.complain(":index counts from 1");
        }
        return new FieldIndex((int) Math.min(number.orElse(0), Integer.MAX_VALUE), last);
    }

    /** @param fields of one name, from the top of the header */
    <T> List<T> of(List<T> fields) {
        if (number == 0) {
            return fields;
        }
        int at = last ? fields.size() - number : number - 1;
        return at >= 0 && at < fields.size() ? List.of(fields.get(at)) : List.of();
    }
}
