package barua.dns;

import java.util.List;

/** What a look-up found: {@code authentic} says that DNSSEC vouches for it. */
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
        /**
         * @param hosts     in the order to try; none where the domain exists but has neither MX nor address
         * @param authentic whether DNSSEC vouches, as far as the server on this machine says so
         */
        record In(List<Host> hosts, boolean authentic) implements Hosts {

            public In {
                hosts = List.copyOf(hosts);
            }
        }

        /** @param preference lower ones are tried first (RFC 5321 §5.1) */
        record Host(String name, int preference) {
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
