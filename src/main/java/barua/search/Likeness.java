package barua.search;

/** How much a word of a text is like one that is looked for; the nearest comes first. */
enum Likeness {
    SAME(100),
    /** But for accents. */ ACCENTS(90),
    /** It begins with it. */ LONGER(65),
    /** As people find it by other ways: another form of it, in a file's text. */ OTHERWISE(50),
    ONE_LETTER(30),
    /** Two letters are wrong, or there are but its pieces. */ TWO_LETTERS(5),
    NONE(0);

    /** 0 to 100. */
    final int worth;

    Likeness(int worth) {
        this.worth = worth;
    }
}
