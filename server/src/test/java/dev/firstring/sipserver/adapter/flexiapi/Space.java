package dev.firstring.sipserver.adapter.flexiapi;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What an account manager holds and refuses for one SIP domain. Its stub's callers hold its lock. */
final class Space {

    final String domain;
    final Map<Integer, SpaceAccount> accounts = new TreeMap<>();
    final Set<String> tombstones = new HashSet<>();
    final Set<String> activatedCountries = new HashSet<>(Set.of("+1"));
    int most = Integer.MAX_VALUE;
    boolean flagsInUpdates = true;

    private final Clock clock;
    private int lastId = 100;

    Space(String domain, Clock clock) {
        this.domain = domain;
        this.clock = clock;
    }

    Optional<SpaceAccount> find(String username) {
        return accounts.values().stream()
                .filter(account -> account.username.equals(username))
                .findFirst();
    }

    SpaceAccount make(String username) {
        SpaceAccount made = new SpaceAccount(++lastId, username, domain, clock.instant());
        accounts.put(made.id, made);
        return made;
    }

    void delete(SpaceAccount account) {
        accounts.remove(account.id);
        tombstones.add(account.username);
    }

    /** Fields and what is wrong with them, in the order in which the manager tells it. */
    Map<String, List<String>> mistakes(JsonNode wanted, SpaceAccount self) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        String username = wanted.path("username").asString("");
        if (username.isEmpty()) {
            found.put("username", List.of("The username field is required."));
        } else if (!username.matches("[a-z0-9+_.-]*") || username.matches("\\+[0-9]{6,}")) {
            found.put("username", List.of("The username should not be a phone number, or has a wrong character."));
        } else if (self == null && (find(username).isPresent() || tombstones.contains(username))) {
            found.put("username", List.of("The username has already been taken."));
        }
        if (self == null && wanted.path("password").asString("").length() < 3) {
            found.put("password", List.of("The password field must be at least 3 characters."));
        }
        String phone = wanted.path("phone").asString("");
        if (!phone.isEmpty() && activatedCountries.stream().noneMatch(phone::startsWith)) {
            found.put("phone", List.of("The country code is not activated."));
        } else if (!phone.isEmpty()
                && accounts.values().stream()
                        .anyMatch(other ->
                                other != self && (phone.equals(other.phone) || phone.equals(other.username)))) {
            found.put("phone", List.of("The phone has already been taken."));
        }
        return found;
    }

    void fill(SpaceAccount account, JsonNode wanted) {
        account.email = text(wanted, "email");
        account.displayName = text(wanted, "display_name");
        account.phone = text(wanted, "phone");
        account.dtmfProtocol = text(wanted, "dtmf_protocol");
        account.password = Objects.requireNonNullElse(text(wanted, "password"), account.password);
        if (wanted.has("dictionary")) {
            account.dictionary.clear();
            wanted.path("dictionary")
                    .properties()
                    .forEach(entry -> account.dictionary.put(
                            entry.getKey(), entry.getValue().asString()));
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).asString() : null;
    }
}
