package barua.message;

/**
 * How an attempt ended, in the one vocabulary used everywhere: class 2 done, 4 trying again may help, 5 it will not
 * (RFC 3463). The text is for people and never shows our inside.
 */
public record Status(int kind, int subject, int detail, String text) {

    public static final Status DELIVERED = new Status(2, 1, 5, "delivered");

    public static Status passing(int subject, int detail, String text) {
        return new Status(4, subject, detail, text);
    }

    public static Status lasting(int subject, int detail, String text) {
        return new Status(5, subject, detail, text);
    }

    public boolean isDone() {
        return kind == 2;
    }

    public boolean isPassing() {
        return kind == 4;
    }

    public boolean isLasting() {
        return kind == 5;
    }

    /** Such as {@code 4.3.1}. */
    public String code() {
        return kind + "." + subject + "." + detail;
    }

    @Override
    public String toString() {
        return code() + " " + text;
    }
}
