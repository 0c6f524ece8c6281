package barua.webmail;

import barua.message.Content;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.Wrapped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A part of a message by the way to it, through messages inside ({@code m}, see {@link Parts}) and through wrappings ({@code w}), whose content
 * is bytes of its own.
 *
 * @param content where the part's bytes lie
 * @param scope   all of the message that the part belongs to, the innermost one
 */
record Located(Content content, MimePart part, Parts scope) {

    static final String UNWRAPPED = "w";
    /** So deep wrappings are opened, one inside the other. */
    static final int DEEPEST_WRAPPING = 3;
    private static final int MOST_STEPS = 200;

    /** Empty where there is no such part. */
    static Optional<Located> of(Content message, String path) throws IOException {
        Content content = message;
        MimePart part = MimeParser.parse(message).root();
        MimePart scope = part;
        String scopePath = Parts.ROOT;
        String at = Parts.ROOT;
        int wrappings = 0;
        for (String step : path.equals(Parts.ROOT) ? List.<String>of() : List.of(path.split("\\.", MOST_STEPS))) {
            at = Parts.step(at, step);
            boolean unwrapped = step.equals(UNWRAPPED);
            if (unwrapped) {
                Optional<Content> inner = ++wrappings > DEEPEST_WRAPPING ? Optional.empty() : Wrapped.open(content, part);
                if (inner.isEmpty()) {
                    return Optional.empty();
                }
                content = inner.get();
                part = MimeParser.parse(content).root();
            } else {
                Optional<MimePart> next = Parts.next(part, step);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                part = next.get();
            }
            if (unwrapped || step.equals(Parts.MESSAGE)) {
                scope = part;
                scopePath = at;
            }
        }
        return Optional.of(new Located(content, part, Parts.of(scope, scopePath)));
    }
}
