package barua.mta;

import barua.delivery.Delivery;
import barua.delivery.Recipient;
import barua.message.Address;
import barua.message.Letter;
import barua.message.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Files a letter in mailboxes of ours, durably, group after group for at most 20 seconds. Destinations were found when recipients were
 * named, minutes ago: an account that was renamed or removed since is looked up anew, before it is filed and again where the store says
 * that the mailbox is gone. So nothing is acknowledged that lies where nobody reads it, and nobody hears of a failure for a rename's sake.
 */
final class HomeMail {

    static final int GROUP = 32;   // mailboxes filed by one call; the clock is looked at between, and one that is opened first takes up to 200 ms

    private static final long BUDGET = TimeUnit.SECONDS.toNanos(20);
    private static final int LOOKS = 4;
    private static final Status LATE = Status.passing(3, 2, "too busy to file it now");

    private final Delivery delivery;
    private final Router router;
    private final LongSupplier nanoTime;

    HomeMail(Delivery delivery, Router router, LongSupplier nanoTime) {
        this.delivery = delivery;
        this.router = router;
        this.nanoTime = nanoTime;
    }

    /**
     * Where a letter's local destinations turned out to lead.
     *
     * @param here      whose outcome is known
     * @param elsewhere what took the place of others, and is not done yet
     */
    record Ways(List<Destination.Local> here, List<Destination> elsewhere) {
    }

    /** @param heard whether whoever hands it in hears a lasting refusal, and tells the sender: then rules may refuse it */
    Ways file(Letter letter, List<Destination.Local> asked, boolean heard, Outcomes outcomes) {
        long until = nanoTime.getAsLong() + BUDGET;
        Ways ways = new Ways(new ArrayList<>(), new ArrayList<>());
        List<Destination.Local> next = new ArrayList<>();
        for (Destination.Local local : asked) {
            if (router.stands(local)) {
                next.add(local);
            } else {
                next.addAll(follow(local, outcomes, ways));
            }
        }
        for (int look = 1; !next.isEmpty(); look++) {
            List<Destination.Local> gone = fileAll(letter, neighbours(next), look == 1, heard, until, outcomes);
            ways.here.addAll(next);
            next = new ArrayList<>();
            for (Destination.Local local : look < LOOKS ? gone : List.<Destination.Local>of()) {
                ways.here.remove(local);
                next.addAll(makeOrFollow(local, outcomes, ways));
            }
        }
        return ways;
    }

    /** A mailbox that the directory knows and the disk does not is made: for the account, if it still is one when that is done. */
    private List<Destination.Local> makeOrFollow(Destination.Local local, Outcomes outcomes, Ways ways) {
        boolean made = router.stands(local) && delivery.make(local.account().address());
        if (router.stands(local)) {
            if (made) {
                return List.of(local);
            }
            ways.here.add(local);   // it waits, as its status says
            return List.of();
        }
        return follow(local, outcomes, ways);
    }

    /** What the directory says now takes the place of what it said before. */
    private List<Destination.Local> follow(Destination.Local local, Outcomes outcomes, Ways ways) {
        List<Destination> now = router.again(local);
        List<Destination> unknown = now.stream().filter(destination -> !outcomes.knows(destination)).toList();
        if (!outcomes.follow(local, now)) {
            outcomes.put(local, Router.MOVING);   // renamed there and back while we looked
            ways.here.add(local);
            return List.of();
        }
        List<Destination.Local> locals = new ArrayList<>();
        for (Destination destination : unknown) {
            switch (destination) {
                case Destination.Local other -> locals.add(other);
                case Destination.Remote _, Destination.Members _, Destination.Refused _ -> ways.elsewhere.add(destination);
            }
        }
        return locals;
    }

    /** @return those whose mailbox is gone */
    private List<Destination.Local> fileAll(Letter letter, List<Destination.Local> locals, boolean firstInAnyCase, boolean heard, long until,
            Outcomes outcomes) {
        List<Destination.Local> gone = new ArrayList<>();
        int to;
        for (int from = 0; from < locals.size(); from = to) {
            to = endOfGroup(locals, from);
            List<Destination.Local> group = locals.subList(from, to);
            boolean late = !(firstInAnyCase && from == 0) && nanoTime.getAsLong() > until;
            List<Delivery.Result> results = late ? Collections.nCopies(group.size(), new Delivery.Result(LATE, false)) : file(letter, group, heard);
            for (int i = 0; i < group.size(); i++) {
                outcomes.put(group.get(i), results.get(i).status());
                if (results.get(i).gone()) {
                    gone.add(group.get(i));
                }
            }
        }
        return gone;
    }

    private List<Delivery.Result> file(Letter letter, List<Destination.Local> group, boolean heard) {
        return delivery.deliver(letter, group.stream().map(local -> new Recipient(local.account().address(), local.detail(), local.original())).toList(),
                heard);
    }

    /** Addresses of one account side by side: it is filed once in each folder of one group, so a thousand made-up details must not be a thousand copies. */
    private static List<Destination.Local> neighbours(List<Destination.Local> locals) {
        Map<Address, List<Destination.Local>> byAccount = new LinkedHashMap<>();
        locals.forEach(local -> byAccount.computeIfAbsent(local.account().address(), _ -> new ArrayList<>()).add(local));
        return byAccount.values().stream().flatMap(List::stream).toList();
    }

    private static int endOfGroup(List<Destination.Local> locals, int from) {
        int to = Math.min(locals.size(), from + GROUP);
        while (to < locals.size() && locals.get(to).account().address().equals(locals.get(to - 1).account().address())) {
            to++;
        }
        return to;
    }
}
