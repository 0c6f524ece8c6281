package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule that a form can show: when this, then that.
 *
 * @param name       one line; whatever could leave its comment in a script, or turn the line around it, is taken out
 * @param enabled    whether it is done at all
 * @param any        one condition is enough; else all must hold
 * @param conditions every letter where there is none
 * @param actions    in order, but flags come first: only so do they hold for what the rule does with the letter
 * @param stop       no rule below sees the letter
 */
public record Rule(String name, boolean enabled, boolean any, List<Condition> conditions, List<RuleAction> actions, boolean stop) implements RuleSheet.Part {

    public Rule {
        name = RuleName.ofRule(name);
        any = any && conditions.size() > 1;      // of one condition, or none, it says nothing
        conditions = List.copyOf(conditions);
        actions = ordered(actions);
    }

    private static List<RuleAction> ordered(List<RuleAction> actions) {
        List<RuleAction> ordered = new ArrayList<>();
        Stream.of(true, false).forEach(flags -> actions.stream().filter(action -> action instanceof RuleAction.Flag == flags).forEach(ordered::add));
        return List.copyOf(ordered);
    }

    public Rule enabled(boolean on) {
        return new Rule(name, on, any, conditions, actions, stop);
    }
}
