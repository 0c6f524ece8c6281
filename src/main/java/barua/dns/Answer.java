package barua.dns;

import java.util.List;

/** What a look-up found. */
public sealed interface Answer<T> {

    record Found<T>(T value, boolean authentic) implements Answer<T> {
    }

    /** There is surely nothing (NXDOMAIN or no such record). */
    record Nothing<T>() implements Answer<T> {
    }

    /** No answer for now; trying again may help. */
    record Unknown<T>(String why) implements Answer<T> {
    }

    /** Where a domain's mail goes. */
    sealed interface Hosts {
        record In(List<String> order, boolean authentic) implements Hosts {
        }

        /** The domain takes no mail (RFC 7505). */
        record NullMx() implements Hosts {
        }

        record NoSuchDomain() implements Hosts {
        }

        record Unknown(String why) implements Hosts {
        }
    }
}
