package barua.managesieve;

import barua.net.BareLineEndException;
import barua.net.Connection;
import barua.net.LineTooLongException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines with literals in them (RFC 5804 §4). What is wrong is read to its end all the same, so that the bytes of a literal are never taken
 * for commands.
 */
final class CommandReader {

    /** Beyond this nothing of a literal is passed over: the conversation ends. */
    static final long MOST_PASSED_OVER = 64 << 20;

    private static final int LINE = 16 * 1024;   // strings are up to 1024 bytes there, but base64 was seen longer
    private static final int MOST_ARGUMENTS = 4;

    /** A literal that nobody reads to its end. */
    static final class HopelessException extends IOException {
        private static final long serialVersionUID = 1L;

        HopelessException() {
            super("a literal beyond all bounds");
        }
    }

    /** @param wrong what is wrong with the line; empty where nothing is */
    private record Line(String name, List<CommandArgument> arguments, String wrong) {
    }

    private final Connection connection;

    CommandReader(Connection connection) {
        this.connection = connection;
    }

    /** @param longest literal that is kept */
    ManageSieveCommand command(int longest) throws IOException {
        Line line = line(true, longest);
        return line.wrong.isEmpty() ? ManageSieveParser.parse(line.name, line.arguments) : new ManageSieveCommand.Wrong(line.wrong);
    }

    /** A line that is one string; empty for any other. */
    Optional<byte[]> string(int longest) throws IOException {
        Line line = line(false, longest);
        boolean one = line.wrong.isEmpty() && line.arguments.size() == 1;
        return one && line.arguments.getFirst() instanceof CommandArgument.Text(var bytes) && bytes.length <= longest
                ? Optional.of(bytes) : Optional.empty();
    }

    private Line line(boolean withName, int longest) throws IOException {
        List<CommandArgument> arguments = new ArrayList<>();
        CommandWords words = words(withName);
        String name = words.name();
        String wrong = words.wrong();
        while (true) {
            arguments.addAll(words.arguments());
            if (words.literal().isEmpty()) {
                break;
            }
            boolean wanted = wrong.isEmpty() && arguments.size() < MOST_ARGUMENTS;
            arguments.add(literal(words.literal().getAsLong(), wanted ? longest : 0));
            words = words(false);
            wrong = wrong.isEmpty() ? words.wrong() : wrong;
        }
        return new Line(name, arguments, arguments.size() > MOST_ARGUMENTS ? "too many arguments" : wrong);
    }

    private CommandWords words(boolean withName) throws IOException {
        byte[] line;
        try {
            line = connection.readLine(LINE);
        } catch (LineTooLongException | BareLineEndException broken) {
            return new CommandWords("", List.of(), java.util.OptionalLong.empty(), "a line is at most " + LINE + " bytes and ends in CRLF");
        }
        CommandWords words = CommandWords.of(line, withName);
        Arrays.fill(line, (byte) 0);   // there may have been a password in it
        return words;
    }

    private CommandArgument literal(long bytes, int longest) throws IOException {
        if (bytes > MOST_PASSED_OVER) {
            throw new HopelessException();
        }
        InputStream in = connection.counted(bytes);
        if (bytes > longest) {
            in.skipNBytes(bytes);
            return new CommandArgument.TooLong(bytes);
        }
        return new CommandArgument.Text(in.readNBytes((int) bytes));
    }
}
