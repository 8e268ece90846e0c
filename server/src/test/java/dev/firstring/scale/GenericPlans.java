package dev.firstring.scale;

import dev.firstring.testing.TestDatabase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** Asks PostgreSQL how it would run a statement whatever its parameters are. Nothing is run. */
final class GenericPlans {

    private static final Pattern PARAMETER = Pattern.compile("\\?");

    private final JdbcTemplate owner;

    GenericPlans(TestDatabase database) {
        // An explained statement may have parameters that nobody gives only where the driver sends it as plain text.
        owner = new JdbcTemplate(new DriverManagerDataSource(
                database.url() + "?preferQueryMode=simple", TestDatabase.OWNER, TestDatabase.PASSWORD));
    }

    /** @throws org.springframework.dao.DataAccessException if it is no whole statement, or does not say what its parameters are */
    RunStatement of(String text) {
        Matcher parameters = PARAMETER.matcher(text);
        int[] number = {0};
        String numbered = parameters.replaceAll(any -> "\\$" + ++number[0]);
        String plan = owner.queryForObject("EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + numbered, String.class);
        return new RunStatement(
                text, JsonMapper.shared().readTree(String.valueOf(plan)).path(0).path("Plan"));
    }
}
