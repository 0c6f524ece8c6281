package barua.mta;

import barua.message.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of one letter at each of its destinations. */
final class Outcomes {

    private final Map<Target, Status> statuses = new HashMap<>();
    private final Map<Target, List<Destination>> followed = new HashMap<>();

    void put(Destination destination, Status status) {
        statuses.put(Target.of(destination), status);
    }

    /**
     * Lets others stand for one that has moved: what becomes of them became of it.
     *
     * @return false, and nothing is changed, where it was left before: there and back
     */
    boolean follow(Destination was, List<Destination> now) {
        boolean circle = leads(now, Target.of(was));
        if (!circle) {
            followed.put(Target.of(was), List.copyOf(now));
        }
        return !circle;
    }

    private boolean leads(List<Destination> from, Target to) {
        return from.stream().map(Target::of).anyMatch(target -> target.equals(to) || leads(followed.getOrDefault(target, List.of()), to));
    }

    boolean knows(Destination destination) {
        return statuses.containsKey(Target.of(destination));
    }

    /** Those of the other where nothing is known here. */
    void addMissing(Outcomes other) {
        other.statuses.forEach(statuses::putIfAbsent);
        other.followed.forEach(followed::putIfAbsent);
    }

    Status of(Destination destination) {
        List<Destination> now = followed.get(Target.of(destination));
        return now == null ? statuses.get(Target.of(destination)) : unfinished(now);
    }

    List<Status> of(List<Destination> destinations) {
        return destinations.stream().map(this::of).toList();
    }

    boolean anyDone() {
        return statuses.values().stream().anyMatch(Status::isDone);
    }

    /** Without an alias's dead targets: they were known when it was accepted for the living, and are no reason to send again. */
    List<Status> open(List<Destination> destinations) {
        return destinations.stream().filter(destination -> switch (destination) {
            case Destination.Refused(_, Status why) -> !why.isLasting();
            case Destination.Local _, Destination.Remote _, Destination.Members _ -> true;
        }).map(this::of).toList();
    }

    /** What the sender must know of one recipient: where somebody behind it is served, that counts. */
    Status best(List<Destination> destinations) {
        List<Status> all = of(destinations);
        return all.stream().filter(Status::isDone).findFirst().orElse(all.getFirst());
    }

    /** What the queue must know of one recipient: where somebody behind it may yet be served, it tries again. */
    Status unfinished(List<Destination> destinations) {
        return of(destinations).stream().filter(Status::isPassing).findFirst().orElseGet(() -> best(destinations));
    }
}
