package meridian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import meridian.world.TestDatabase;

/** Commands as they are given from a shell. */
final class Shell {
    private Shell() {}

    /** What a command prints that ends with this code. */
    static String said(int expected, String... arguments) {
        var before = System.out;
        var heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            assertThat(Commands.run(arguments)).isEqualTo(expected);
        } finally {
            System.setOut(before);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** What {@code --db} is given to come as the owner of the tables. */
    static String asOwner(String url) {
        return url + (url.contains("?") ? "&" : "?") + "user=" + TestDatabase.owner() + "&password=" + TestDatabase.ownerPassword();
    }
}
