package barua.sieve;

import java.util.ArrayList;
import java.util.List;

/** {@code if}, {@code elsif}, {@code else} (RFC 5228 §3.1). */
record Conditional(List<Branch> branches) implements Step {

    record Branch(Test test, Block block) {
    }

    Conditional {
        branches = List.copyOf(branches);
    }

    /** @param clauses an {@code if} and all {@code elsif} and {@code else} behind it */
    static Conditional read(Compiler compiler, List<Clause> clauses) {
        var branches = new ArrayList<Branch>();
        boolean reached = true;
        boolean over = false;
        for (Clause clause : clauses) {
            if (over) {
                compiler.complain(clause.line(), clause.column(), clause.name() + " stands behind an else");
            }
            var words = new Words(compiler, clause, compiler.place(clause, clause.rule()));
            boolean last = clause.name().equals("else");
            over |= last;
            if (!reached) {      // RFC 5463 §4: what another implementation would take is not looked at
                continue;
            }
            Test test = last ? CoreTests.TRUE : words.test();
            boolean never = test.known().equals(java.util.Optional.of(false));
            Block block = words.block(!never);
            words.finish();
            if (!never) {
                branches.add(new Branch(test, block));
            }
            reached = !test.known().equals(java.util.Optional.of(true));
        }
        return new Conditional(branches);
    }

    @Override
    public Flow run(Run run) {
        for (Branch branch : branches) {
            run.work(1);
            if (branch.test().holds(run)) {
                return branch.block().run(run);
            }
        }
        return Flow.ON;
    }
}
