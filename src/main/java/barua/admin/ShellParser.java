package barua.admin;

import barua.mailbox.GlobalScripts;
import barua.mailbox.ScriptName;
import barua.message.Address;
import barua.message.Domain;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads one request: a JSON object on a line, {@code {"command": "alias.add", "address": "info@example.org", "targets": [...]}}.
 * The launcher writes it; both lie in one release, so there is no version in it.
 */
final class ShellParser {

    private ShellParser() {
    }

    /** Ends the reading of a request that is wrong; never leaves this class. */
    private static final class WrongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongException(String why) {
            super(why, null, false, false);
        }
    }

    static ShellCall parse(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return new ShellCall.Asked(operation(reader.readObject()));
        } catch (WrongException wrong) {
            return new ShellCall.Wrong(wrong.getMessage());
        } catch (JsonException | IllegalStateException | ClassCastException broken) {
            return new ShellCall.Wrong("not a request");
        }
    }

    private static Operation operation(JsonObject request) {
        String command = request.getString("command", "");
        return switch (command) {
            case "status" -> new Operation.Status();
            case "welcome" -> new Operation.Welcome();
            case "domain.add" -> new Operation.AddDomain(domain(request));
            case "domain.list" -> new Operation.ListDomains();
            case "domain.show" -> new Operation.ShowDomain(domain(request));
            case "domain.search" -> new Operation.SearchDomain(domain(request), on(request));
            case "domain.remove" -> new Operation.RemoveDomain(domain(request));
            case "alias.add" -> new Operation.AddAlias(address(request, "address"), targets(request));
            case "alias.list" -> new Operation.ListAliases();
            case "alias.remove" -> new Operation.RemoveAlias(address(request, "address"), targets(request));
            case "queue.list" -> new Operation.ListQueue();
            case "queue.retry" -> new Operation.RetryQueued(request.getString("id", ""));
            case "queue.flush" -> new Operation.FlushQueue();
            case "queue.remove" -> new Operation.RemoveQueued(request.getString("id", ""));
            case "mailbox.index" -> new Operation.ShowIndex(address(request, "address"));
            case "mailbox.reindex" -> new Operation.Reindex(address(request, "address"));
            case "trace" -> new Operation.Trace(request.getString("word", ""), request.getInt("limit", 1000));
            case "sendmail" -> sendmail(request);
            case "sendmail.verify" -> new Operation.Verify(strings(request, "to"));
            default -> {
                if (command.startsWith("sieve.")) {
                    yield onScripts(command, request);
                }
                if (!command.startsWith("account.")) {
                    throw unknown(command);
                }
                yield onAccounts(command, request);
            }
        };
    }

    private static Operation onAccounts(String command, JsonObject request) {
        return switch (command) {
            case "account.add" -> new Operation.AddAccount(address(request, "address"), request.getString("name", ""), request.getString("language", "en"),
                    password(request));
            case "account.csv" -> new Operation.AddAccounts(strings(request, "lines"));
            case "account.list" -> new Operation.ListAccounts();
            case "account.show" -> new Operation.ShowAccount(address(request, "address"));
            case "account.remove" -> new Operation.RemoveAccount(address(request, "address"));
            case "account.rename" -> new Operation.RenameAccount(address(request, "address"), address(request, "to"));
            case "account.enable" -> new Operation.EnableAccount(address(request, "address"), true);
            case "account.disable" -> new Operation.EnableAccount(address(request, "address"), false);
            case "account.quota" -> new Operation.Quota(address(request, "address"), number(request, "bytes"));
            case "account.admin" -> new Operation.Administrator(address(request, "address"), request.getBoolean("on", true));
            case "account.password" -> new Operation.Password(address(request, "address"), password(request));
            default -> throw unknown(command);
        };
    }

    private static Operation onScripts(String command, JsonObject request) {
        return switch (command) {
            case "sieve.list" -> new Operation.ListScripts(address(request, "address"));
            case "sieve.show" -> new Operation.ShowScript(address(request, "address"), maybeScript(request),
                    request.containsKey("version") ? number(request, "version") : 0);
            case "sieve.versions" -> new Operation.ScriptVersions(address(request, "address"), script(request, "name"));
            case "sieve.put" -> new Operation.PutScript(address(request, "address"), script(request, "name"), text(request).orElse(new byte[0]),
                    request.getString("label", ""));
            case "sieve.activate" -> new Operation.ActivateScript(address(request, "address"), Optional.of(script(request, "name")));
            case "sieve.deactivate" -> new Operation.ActivateScript(address(request, "address"), Optional.empty());
            case "sieve.remove" -> new Operation.RemoveScript(address(request, "address"), script(request, "name"));
            case "sieve.rename" -> new Operation.RenameScript(address(request, "address"), script(request, "name"), script(request, "to"));
            case "sieve.check" -> new Operation.CheckScript(meant(request));
            case "sieve.test" -> new Operation.TestScript(meant(request), request.containsKey("to") ? Optional.of(address(request, "to"))
                    : Optional.empty());
            case "sieve.global.list" -> new Operation.ListGlobalScripts();
            case "sieve.global.show" -> new Operation.ShowGlobalScript(script(request, "name"));
            case "sieve.global.put" -> new Operation.PutGlobalScript(script(request, "name"), text(request).orElse(new byte[0]), when(request),
                    reach(request), request.getString("label", ""));
            case "sieve.global.remove" -> new Operation.RemoveGlobalScript(script(request, "name"));
            case "sieve.global.order" -> new Operation.OrderGlobalScripts(strings(request, "names").stream().map(ShellParser::script).toList());
            default -> throw unknown(command);
        };
    }

    private static Operation.Meant meant(JsonObject request) {
        return new Operation.Meant(address(request, "address"), maybeScript(request), text(request), request.getString("label", ""));
    }

    private static Optional<ScriptName> maybeScript(JsonObject request) {
        return request.containsKey("name") ? Optional.of(script(request, "name")) : Optional.empty();
    }

    private static ScriptName script(JsonObject request, String key) {
        return script(request.getString(key, ""));
    }

    private static ScriptName script(String text) {
        return ScriptName.parse(text).orElseThrow(() -> new WrongException("no script can be called \"" + text + "\""));
    }

    /** Scripts are bytes: they travel in base64. */
    private static Optional<byte[]> text(JsonObject request) {
        try {
            return request.containsKey("text") ? Optional.of(Base64.getDecoder().decode(request.getString("text"))) : Optional.empty();
        } catch (IllegalArgumentException broken) {
            throw new WrongException("not a request");
        }
    }

    private static GlobalScripts.When when(JsonObject request) {
        return switch (request.getString("when", "")) {
            case "before" -> GlobalScripts.When.BEFORE;
            case "after" -> GlobalScripts.When.AFTER;
            case "included" -> GlobalScripts.When.INCLUDED;
            default -> throw new WrongException("a global script is run before, after, or where it is included");
        };
    }

    private static GlobalScripts.Reach reach(JsonObject request) {
        if (request.containsKey("domain") && request.containsKey("address")) {
            throw new WrongException("a global script is for a domain or for an address, not for both");
        }
        return request.containsKey("address") ? new GlobalScripts.Reach.OfAddress(address(request, "address"))
                : request.containsKey("domain") ? new GlobalScripts.Reach.OfDomain(domain(request)) : GlobalScripts.Reach.ALL;
    }

    private static WrongException unknown(String command) {
        return new WrongException("this server does not know " + command);
    }

    private static Operation.Sendmail sendmail(JsonObject request) {
        Optional<String> from = request.containsKey("from") ? Optional.of(request.getString("from")) : Optional.empty();
        return new Operation.Sendmail(request.getString("user", "nobody"), from, request.getString("fullName", ""), strings(request, "to"),
                request.getBoolean("fromHeader", false), request.getBoolean("errorMail", false));
    }

    private static Address address(JsonObject request, String key) {
        String text = request.getString(key, "");
        return Address.parse(text).orElseThrow(() -> new WrongException("\"" + text + "\" is not an address"));
    }

    private static boolean on(JsonObject request) {
        JsonValue on = request.getOrDefault("on", JsonValue.NULL);
        if (on != JsonValue.TRUE && on != JsonValue.FALSE) {
            throw new WrongException("on is neither true nor false");
        }
        return on == JsonValue.TRUE;
    }

    private static Domain domain(JsonObject request) {
        String text = request.getString("domain", "");
        return Domain.parse(text).filter(domain -> !domain.isLiteral()).orElseThrow(() -> new WrongException("\"" + text + "\" is not a domain"));
    }

    private static long number(JsonObject request, String key) {
        if (request.get(key) instanceof JsonNumber number && number.isIntegral() && number.bigIntegerValue().bitLength() < Long.SIZE) {
            return number.longValue();
        }
        throw new WrongException(key + " is not a number");
    }

    private static List<Address> targets(JsonObject request) {
        List<Address> targets = new ArrayList<>();
        for (String text : strings(request, "targets")) {
            targets.add(Address.parse(text).orElseThrow(() -> new WrongException("\"" + text + "\" is not an address")));
        }
        return targets;
    }

    private static Optional<byte[]> password(JsonObject request) {
        return request.containsKey("password") ? Optional.of(request.getString("password").getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    private static List<String> strings(JsonObject request, String key) {
        List<String> list = new ArrayList<>();
        for (JsonValue value : request.containsKey(key) ? request.getJsonArray(key) : JsonValue.EMPTY_JSON_ARRAY) {
            list.add(((JsonString) value).getString());
        }
        return list;
    }
}
