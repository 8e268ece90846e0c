package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.account.CallDirectory;
import dev.firstring.registrar.account.CallRoute;
import dev.firstring.registrar.account.CallRoute.Dialled;
import dev.firstring.registrar.account.DirectoryUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads who is dialled from the view {@code dialable} and, by username, from the accounts. Nothing is cached, so a number
 * that has moved rings its new account from the commit on. Thread-safe.
 */
final class CallRows implements CallDirectory {

    private static final int SECONDS = 2;
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9 ().-]{3,30}");

    private final JdbcTemplate jdbc;
    private final AccountRows accounts;
    private final PhoneNumbers numbers;
    private final @Nullable String region;

    /** @param region the country whose national numbers can be dialled; null for none */
    CallRows(DataSource database, AccountRows accounts, PhoneNumbers numbers, @Nullable String region) {
        this.jdbc = new JdbcTemplate(database);
        this.jdbc.setQueryTimeout(SECONDS);
        this.accounts = accounts;
        this.numbers = numbers;
        this.region = region;
    }

    @Override
    public CallRoute route(AddressOfRecord caller, String dialled) throws DirectoryUnavailable {
        try {
            return new CallRoute(
                    dialled(caller.domain(), dialled),
                    number(caller).map(digits -> "+" + digits).orElse(null));
        } catch (DataAccessException e) {
            throw new DirectoryUnavailable(
                    String.valueOf(e.getMostSpecificCause().getMessage()), e);
        }
    }

    /** A number goes before a username of digits, so that a number that has moved rings nobody else. */
    private Dialled dialled(String domain, String dialled) throws DirectoryUnavailable {
        List<PhoneNumber> readings = readings(dialled);
        for (PhoneNumber number : readings) {
            Optional<String> username = username(domain, number);
            if (username.isPresent()) {
                return new Dialled.Account(new AddressOfRecord(username.get(), domain));
            }
        }
        AddressOfRecord named = new AddressOfRecord(dialled, domain);
        if (accounts.find(named).isPresent()) {
            return new Dialled.Account(named);
        }
        return readings.isEmpty()
                ? new Dialled.Nobody()
                : new Dialled.Outside(readings.getFirst().e164());
    }

    /** What a text of digits may mean, the most likely first: the national form, then E.164 without its plus sign. */
    private List<PhoneNumber> readings(String dialled) {
        if (!NUMBER.matcher(dialled).matches()) {
            return List.of();
        }
        List<PhoneNumber> readings = new ArrayList<>();
        if (region != null
                && numbers.parse(dialled, region) instanceof PhoneNumbers.Reading.Parsed(PhoneNumber number)) {
            readings.add(number);
        }
        numbers.parseKnown(dialled).filter(number -> !readings.contains(number)).ifPresent(readings::add);
        return readings;
    }

    private Optional<String> username(String domain, PhoneNumber number) {
        return jdbc
                .queryForList(
                        "SELECT username FROM dialable WHERE number = ? AND domain = ?",
                        String.class,
                        number.e164().substring(1),
                        domain)
                .stream()
                .findFirst();
    }

    private Optional<String> number(AddressOfRecord caller) {
        return jdbc
                .queryForList(
                        "SELECT number FROM dialable WHERE domain = ? AND username = ?",
                        String.class,
                        caller.domain(),
                        caller.user())
                .stream()
                .findFirst();
    }
}
