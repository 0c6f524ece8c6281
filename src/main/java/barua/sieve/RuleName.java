package barua.sieve;

/** The name of a rule, as it can stand in a comment: {@code # rule:[Name]}. */
final class RuleName {

    /** Letters. */
    static final int LONGEST = 150;

    private RuleName() {
    }

    /** Names by which vacation and forwarding are found are theirs alone. */
    static String ofRule(String name) {
        String plain = plain(name);
        boolean taken = plain.equals(VacationNote.NAME) || plain.equals(Forwarding.NAME);
        return taken ? Character.toUpperCase(plain.charAt(0)) + plain.substring(1) : plain;
    }

    /** One line without controls and without signs that turn the direction of what stands around them (UAX #9). */
    static String plain(String name) {
        return name.codePoints().map(RuleName::plain).filter(c -> c >= 0).limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
    }

    private static int plain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE -> -1;
            case Character.FORMAT -> c == 0x200c || c == 0x200d ? c : -1;      // joiners belong to how some scripts are written
            default -> c;
        };
    }
}
