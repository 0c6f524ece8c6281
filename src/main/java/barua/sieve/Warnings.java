package barua.sieve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at the rules of a sheet that are on. Of pieces by hand it says nothing, and nothing on their account. */
public final class Warnings {

    private final RuleSheet sheet;
    private final Predicate<String> folders;
    private final List<Warning> found = new ArrayList<>();

    private Warnings(RuleSheet sheet, Predicate<String> folders) {
        this.sheet = sheet;
        this.folders = folders;
    }

    /** @param folders whether there is a folder of that name */
    public static List<Warning> of(RuleSheet sheet, Predicate<String> folders) {
        return new Warnings(sheet, folders).look(0, sheet.entries().size());
    }

    /** Those of one entry alone: of a sheet of thousands, all of them take seconds. @param at from 0 */
    public static List<Warning> of(RuleSheet sheet, int at, Predicate<String> folders) {
        return new Warnings(sheet, folders).look(at, at + 1);
    }

    private List<Warning> look(int from, int end) {
        int ended = -1;
        boolean answers = sheet.entries().stream().anyMatch(entry -> entry.part() instanceof VacationNote note && note.enabled());
        for (int i = 0; i < end; i++) {
            RuleSheet.Part part = sheet.entries().get(i).part();
            boolean asked = part.enabled() && i >= from;
            if (asked && ended >= 0) {
                add(Warning.Kind.NEVER_REACHED, i, String.valueOf(ended + 1));
            }
            if (asked && part instanceof Forwarding forwarding && !forwarding.copy()) {
                add(Warning.Kind.NO_COPY, i, forwarding.to().getFirst().toString());
            }
            if (asked && part instanceof Rule rule) {
                actions(i, rule, answers);
                shadow(i, rule);
            }
            if (ended < 0 && part.enabled() && part instanceof Rule rule && rule.stop() && rule.conditions().isEmpty()) {
                ended = i;
            }
        }
        return List.copyOf(found);
    }

    private void actions(int at, Rule rule, boolean answers) {
        boolean kept = rule.actions().stream().anyMatch(action -> action instanceof RuleAction.Keep || action instanceof RuleAction.FileInto);
        for (RuleAction action : rule.actions()) {
            switch (action) {
                case RuleAction.Discard _ when !kept -> add(rule.conditions().isEmpty() ? Warning.Kind.LOSES_ALL : Warning.Kind.DISCARDS, at, "");
                case RuleAction.Reject _ -> {
                    add(rule.conditions().isEmpty() ? Warning.Kind.LOSES_ALL : Warning.Kind.REJECTS, at, "");
                    if (answers) {
                        add(Warning.Kind.REJECT_AND_VACATION, at, "");
                    }
                }
                case RuleAction.Redirect redirect when !redirect.copy() && !kept -> add(Warning.Kind.NO_COPY, at, redirect.to().toString());
                case RuleAction.FileInto into when !into.create() && !folders.test(into.folder()) -> add(Warning.Kind.NO_FOLDER, at, into.folder());
                case RuleAction.Discard _, RuleAction.Redirect _, RuleAction.FileInto _, RuleAction.Keep _, RuleAction.Flag _, RuleAction.Notify _ -> {
                }
            }
        }
    }

    /** A rule above that stops and asks less: whatever this one would take never comes here. */
    private void shadow(int at, Rule rule) {
        for (int i = 0; i < at; i++) {
            boolean ends = sheet.entries().get(i).part() instanceof Rule above && above.enabled() && above.stop() && !above.conditions().isEmpty()
                    && covers(above, rule);
            if (ends) {
                add(Warning.Kind.SHADOWED, at, String.valueOf(i + 1));
                return;
            }
        }
    }

    private static boolean covers(Rule above, Rule below) {
        if (below.conditions().isEmpty()) {
            return false;
        }
        Set<Condition> asked = new HashSet<>(above.conditions());
        if (above.any()) {
            boolean all = below.conditions().stream().allMatch(asked::contains);
            return below.any() ? all : below.conditions().stream().anyMatch(asked::contains);
        }
        boolean single = asked.size() == 1;
        return below.any() ? single && asked.containsAll(below.conditions()) : below.conditions().containsAll(asked) || single && wider(above, below);
    }

    /** One list of values within another, of the same field. */
    private static boolean wider(Rule above, Rule below) {
        return above.conditions().getFirst() instanceof Condition.Field a && !a.not() && below.conditions().stream().anyMatch(condition ->
                condition instanceof Condition.Field b && !b.not() && a.names().equals(b.names()) && a.keys().how() == b.keys().how()
                        && a.keys().values().containsAll(b.keys().values()));
    }

    private void add(Warning.Kind kind, int entry, String detail) {
        found.add(new Warning(kind, entry, detail));
    }
}
