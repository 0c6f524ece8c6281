package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.web.Asks;
import barua.web.Route;
import jakarta.servlet.annotation.WebServlet;
import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every servlet's word is in the table of routes, and nothing else. */
class WebmailRoutesTest {

    @Test
    void the_table_has_the_first_word_of_every_servlet() throws Exception {
        Path classes = Path.of(Webmail.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve("barua/webmail");
        Set<String> words = new TreeSet<>();
        for (File file : classes.toFile().listFiles((_, name) -> name.endsWith(".class"))) {
            WebServlet servlet = Class.forName("barua.webmail." + file.getName().replace(".class", "")).getAnnotation(WebServlet.class);
            if (servlet != null) {
                Stream.concat(Stream.of(servlet.value()), Stream.of(servlet.urlPatterns())).map(pattern -> pattern.replaceFirst("^/", "").split("/")[0])
                        .forEach(words::add);
            }
        }
        assertEquals(words, WebmailRoutes.ALL.stream().map(Route::word).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void all_but_the_sign_in_the_language_and_files_without_secrets_ask_for_the_cookie_and_the_token() {
        Set<String> open = WebmailRoutes.ALL.stream().filter(route -> !(route.asks() instanceof Asks.Cookie)).map(Route::word).collect(Collectors.toSet());
        assertEquals(Set.of("login", "language", "img", "a"), open);
        assertEquals(Set.of(), WebmailRoutes.ALL.stream().filter(route -> route.asks() instanceof Asks.Cookie && !route.csrf()).map(Route::word)
                .collect(Collectors.toSet()));
    }
}
