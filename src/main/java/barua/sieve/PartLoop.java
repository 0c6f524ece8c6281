package barua.sieve;

import java.util.List;
import java.util.Optional;

/** {@code foreverypart} and {@code break} (RFC 5703 §3): once for each part below the one that the loop around it is at, for the outermost for all. */
record PartLoop(String name, Block block) implements Step {

    static Step read(Words words) {
        String name = words.string(":name", "").flatMap(text -> words.constant(text, "the name of a loop")).orElse("");
        List<String> loops = words.compiler().loops();
        if (loops.size() >= words.compiler().building().limits().nesting()) {
            words.complain("too many loops stand within each other");
        }
        loops.add(name);
        Block block = words.block();
        loops.removeLast();
        return new PartLoop(name, block);
    }

    static Step leave(Words words) {
        Optional<String> name = words.string(":name", "").flatMap(text -> words.constant(text, "the name of a loop"));
        List<String> loops = words.compiler().loops();
        if (loops.isEmpty()) {
            words.complain("break stands in no foreverypart");
        } else if (name.isPresent() && !loops.contains(name.get())) {
            words.complain("no foreverypart around this break has the name \"" + name.get() + "\"");
        }
        String wanted = name.orElse("");
        return run -> {
            run.breaking(wanted);
            return Flow.BREAK;
        };
    }

    @Override
    public Flow run(Run run) {
        Optional<Entity> around = run.loopPart();
        List<Entity> all = around.orElseGet(() -> run.read(EditedLetter::root)).all();
        try {
            for (Entity part : around.isPresent() ? all.subList(1, all.size()) : all) {
                if (part.gone()) {
                    continue;
                }
                run.work(1);
                run.loopPart(Optional.of(part));
                Flow flow = block.run(run);
                if (flow == Flow.BREAK && (run.breaking().isEmpty() || run.breaking().equals(name))) {
                    return Flow.ON;
                }
                if (flow != Flow.ON) {
                    return flow;
                }
            }
            return Flow.ON;
        } finally {
            run.loopPart(around);
        }
    }
}
