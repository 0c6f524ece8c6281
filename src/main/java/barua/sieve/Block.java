package barua.sieve;

import java.util.List;

/** Commands one after the other. */
record Block(List<Placed> commands) implements Step {

    static final Block EMPTY = new Block(List.of());

    record Placed(Place place, Step step) {
    }

    Block {
        commands = List.copyOf(commands);
    }

    @Override
    public Flow run(Run run) {
        for (Placed command : commands) {
            run.begin(command.place());
            Flow flow = command.step().run(run);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }
}
