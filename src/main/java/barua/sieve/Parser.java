package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words to clauses by the generic grammar (RFC 5228 §8.2), which holds for all extensions. After a complaint it goes on behind the next semicolon or block. */
final class Parser {

    /** Nothing more can be read. */
    private static final class End extends RuntimeException {
        private static final long serialVersionUID = 1;

        End() {
            super(null, null, false, false);
        }
    }

    private final Lexer lexer;
    private final Complaints complaints;
    private final int deepest;
    private Token token;
    private int depth;
    private int ended;      // where the token before this one ends

    private Parser(String text, Complaints complaints, int deepest) {
        this.lexer = new Lexer(text, complaints);
        this.complaints = complaints;
        this.deepest = deepest;
    }

    /** @param clauses of the top level @param end where the script ends */
    record Tree(List<Clause> clauses, Token end) {
    }

    static Tree parse(String text, Complaints complaints, int deepest) {
        return new Parser(text, complaints, deepest).script();
    }

    private Tree script() {
        var clauses = new ArrayList<Clause>();
        try {
            advance();
            while (token.kind() != Token.Kind.END) {
                if (token.is('}')) {
                    complain("a } without the { that it ends");
                    advance();
                } else {
                    command(clauses, "");
                }
            }
        } catch (End tooMuch) {
            // the complaint is made
        }
        return new Tree(clauses, token);
    }

    private void command(List<Clause> into, String outerRule) {
        if (token.kind() != Token.Kind.IDENTIFIER) {
            complain(token.inWords() + " stands where a command should");
            recover();
            return;
        }
        int depthBefore = depth;
        Token name = token;
        String rule = name.rule().isEmpty() ? ruleOf(name.text(), into, outerRule) : name.rule();
        advance();
        Optional<Clause> head = arguments(name, rule);
        if (head.isEmpty()) {
            depth = depthBefore;
            recover();
            return;
        }
        if (token.is(';')) {
            advance();
            into.add(head.get().ending(Optional.empty(), ended));
        } else if (token.is('{')) {
            List<Clause> block = block(rule);
            into.add(head.get().ending(Optional.of(block), ended));
        } else {
            complain("a ; or a block is missing behind " + name.text() + ", before " + token.inWords());
            recover();
        }
    }

    /** {@code elsif} and {@code else} belong to the rule of their {@code if}. */
    private static String ruleOf(String name, List<Clause> before, String outerRule) {
        boolean goesOn = (name.equals("elsif") || name.equals("else")) && !before.isEmpty();
        return goesOn ? before.getLast().rule() : outerRule;
    }

    private List<Clause> block(String rule) {
        Token open = token;
        deeper();
        advance();
        var clauses = new ArrayList<Clause>();
        while (token.kind() != Token.Kind.END && !token.is('}')) {
            command(clauses, rule);
        }
        if (token.kind() == Token.Kind.END) {
            complaints.add(open.line(), open.column(), "a block that has no } at its end");
        } else {
            advance();
        }
        depth--;
        return clauses;
    }

    /** {@code arguments = *argument [ test / test-list ]}; empty where it went wrong. */
    private Optional<Clause> arguments(Token name, String rule) {
        var arguments = new ArrayList<Argument>();
        boolean more = true;
        while (more) {
            switch (token.kind()) {
                case TAG -> {
                    arguments.add(new Argument.Tag(token.text(), token.line(), token.column()));
                    advance();
                }
                case NUMBER -> {
                    arguments.add(new Argument.Number(token.number(), token.line(), token.column()));
                    advance();
                }
                case STRING -> {
                    arguments.add(new Argument.Strings(List.of(literal()), false, token.line(), token.column()));
                    advance();
                }
                case SIGN -> {
                    more = token.is('[');
                    if (more && !stringList(arguments)) {
                        return Optional.empty();
                    }
                }
                case IDENTIFIER, END -> more = false;
            }
        }
        boolean list = token.is('(');
        Optional<List<Clause>> tests = list ? testList() : token.kind() == Token.Kind.IDENTIFIER ? test().map(List::of) : Optional.of(List.of());
        return tests.map(found -> new Clause(name.text(), arguments, found, list, Optional.empty(), rule, name.line(), name.column(), name.from(), ended));
    }

    private Argument.Literal literal() {
        return new Argument.Literal(token.text(), token.line(), token.column());
    }

    private boolean stringList(List<Argument> arguments) {
        Token open = token;
        var literals = new ArrayList<Argument.Literal>();
        do {
            advance();
            if (token.kind() != Token.Kind.STRING) {
                complain("a string is missing in the list, before " + token.inWords());
                return false;
            }
            literals.add(literal());
            advance();
        } while (token.is(','));
        if (!token.is(']')) {
            complain("a , or a ] is missing in the list, before " + token.inWords());
            return false;
        }
        advance();
        arguments.add(new Argument.Strings(literals, true, open.line(), open.column()));
        return true;
    }

    private Optional<List<Clause>> testList() {
        deeper();
        var tests = new ArrayList<Clause>();
        do {
            advance();
            Optional<Clause> test = token.kind() == Token.Kind.IDENTIFIER ? test() : noTest();
            if (test.isEmpty()) {
                return Optional.empty();
            }
            tests.add(test.get());
        } while (token.is(','));
        if (!token.is(')')) {
            complain("a , or a ) is missing in the list of tests, before " + token.inWords());
            return Optional.empty();
        }
        advance();
        depth--;
        return Optional.of(tests);
    }

    private Optional<Clause> noTest() {
        complain(token.inWords() + " stands where a test should");
        return Optional.empty();
    }

    private Optional<Clause> test() {
        deeper();
        Token name = token;
        advance();
        Optional<Clause> test = arguments(name, "");
        depth--;
        return test;
    }

    private void deeper() {
        if (++depth > deepest) {
            complain("blocks, tests and lists are nested deeper than " + deepest);
            throw new End();
        }
    }

    /** To behind the next semicolon, or behind the block that begins before it. */
    private void recover() {
        int open = 0;
        while (token.kind() != Token.Kind.END) {
            boolean over = open == 0 && (token.is(';') || token.is('}'));
            if (over && token.is('}')) {
                return;      // it ends the block around
            }
            open += token.is('{') ? 1 : token.is('}') ? -1 : 0;
            boolean closed = token.is('}') && open == 0;
            advance();
            if (over || closed) {
                return;
            }
        }
    }

    private void advance() {
        ended = token == null ? 0 : token.to();
        token = lexer.next();
        if (complaints.full()) {
            throw new End();
        }
    }

    private void complain(String text) {
        complaints.add(token.line(), token.column(), text);
    }
}
