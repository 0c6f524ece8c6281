package barua.message;

import java.util.List;
import java.util.Optional;

/** The header fields of a message or part, in their order. */
public record Headers(List<HeaderField> fields) {

    public static final Headers NONE = new Headers(List.of());

    public Headers {
        fields = List.copyOf(fields);
    }

    public Optional<HeaderField> first(String name) {
        return fields.stream().filter(field -> field.is(name)).findFirst();
    }

    public List<HeaderField> all(String name) {
        return fields.stream().filter(field -> field.is(name)).toList();
    }

    /** The first field of that name for people; the empty string where there is none. */
    public String text(String name) {
        return first(name).map(HeaderField::decoded).orElse("");
    }

    /** The addresses of all fields of that name, however broken; empty where there are none. */
    public List<AddressItem> addresses(String name) {
        return all(name).stream().flatMap(field -> AddressParser.list(field.raw()).stream()).toList();
    }
}
