package dev.firstring.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Every setting of docs/configuration.md in every form that the document offers, read as the service reads it. */
@Tag("slow")
class EverySettingTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(firstring[^`]*)`<br>`([A-Z0-9_]+)` \\| ([^|]*) \\| ([^|]*) \\|");
    private static final Pattern NEEDS_QUOTES =
            Pattern.compile("^[*&{\\[!|>%@`\"'#?-].*|.*(: | #).*|^$", Pattern.DOTALL);
    private static final Set<String> READ_WHEN_BOUND = Set.of("firstring.messaging.smpp.links[].ca-file");

    private final Map<String, Class<?>> records = records();

    @TempDir
    private Path directory;

    /** A setting as the document tells it. */
    private record Documented(String name, String variable, String value, boolean list) {}

    /** A way of writing settings. */
    private record Form(String name, Written written) {}

    private interface Written {
        StandardEnvironment in(StandardEnvironment environment) throws IOException;
    }

    @Test
    void every_documented_setting_is_read_in_every_documented_form() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Documented setting : documented()) {
            Object wanted = null;
            for (Form form : forms(setting)) {
                try {
                    Object value = read(setting, form.written().in(environment()));
                    wanted = wanted == null ? value : wanted;
                    if (!same(wanted, value)) {
                        faults.add(setting.name() + " by " + form.name() + ": " + value + " instead of " + wanted);
                    }
                } catch (RuntimeException | AssertionError e) {
                    faults.add(setting.name() + " by " + form.name() + ": "
                            + Explanation.of(e).map(Object::toString).orElse(String.valueOf(e)));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private List<Form> forms(Documented setting) {
        String name = setting.name().replace("[]", "[0]").replace("<key>", key(setting));
        String variable = setting.name().endsWith("<key>")
                ? setting.variable()
                        .replaceAll(
                                "KEY$", key(setting).toUpperCase(Locale.ROOT).replace('-', '_'))
                : setting.variable();
        String[] values = setting.list() ? setting.value().split(",") : new String[] {setting.value()};
        Map<String, String> base = base(setting);
        List<Form> forms = new ArrayList<>();
        forms.add(new Form(
                "properties file", to -> file(to, "x.properties", properties(base, Map.of(name, setting.value())))));
        forms.add(new Form("variable", to -> variables(to, base, Map.of(variable, setting.value()))));
        if (variable.equals(setting.variable())) {
            String joined =
                    name.replaceAll("\\[(\\d+)]", ".$1").replace("-", "").replace('.', '_');
            forms.add(new Form(
                    "variable without its dashes",
                    to -> variables(to, base, Map.of(joined.toUpperCase(Locale.ROOT), setting.value()))));
        }
        forms.add(new Form("command line", to -> arguments(to, base, List.of("--" + name + "=" + setting.value()))));
        forms.add(new Form("YAML", to -> file(to, "x.yaml", yaml(base, name, List.of(setting.value()), false))));
        if (setting.list()) {
            Map<String, String> indexed = new LinkedHashMap<>();
            Map<String, String> indexedVariables = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                indexed.put(name + "[" + i + "]", values[i]);
                indexedVariables.put(variable + "_" + i, values[i]);
            }
            forms.add(new Form(
                    "entries of a properties file", to -> file(to, "x.properties", properties(base, indexed))));
            forms.add(new Form("variables with an index", to -> variables(to, base, indexedVariables)));
            forms.add(new Form(
                    "arguments with an index",
                    to -> arguments(
                            to,
                            base,
                            indexed.entrySet().stream()
                                    .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                    .toList())));
            forms.add(new Form("a YAML list", to -> file(to, "x.yaml", yaml(base, name, List.of(values), true))));
        }
        return forms;
    }

    private Object read(Documented setting, StandardEnvironment environment) {
        Set<String> seen = new HashSet<>();
        String path = setting.name().replace("[]", "[0]").replace("<key>", key(setting));
        for (Map.Entry<String, Class<?>> bound : records.entrySet()) {
            String prefix = bound.getKey().split("#")[0];
            if (!setting.name().startsWith(prefix + ".")
                    || !knows(bound.getValue(), setting.name().substring(prefix.length() + 1))) {
                continue;
            }
            List<KnownSetting> known = new ArrayList<>();
            records.forEach((where, type) -> known.addAll(KnownSetting.of(where.split("#")[0], type)));
            assertThat(new WrittenSettings(environment).unknown(known))
                    .as("unknown settings")
                    .isEmpty();
            Object settings;
            try {
                settings = Binder.get(environment)
                        .bind(prefix, Bindable.of(bound.getValue()), new Seen(seen))
                        .get();
            } catch (BindException e) {
                if (READ_WHEN_BOUND.contains(setting.name())
                        && seen.stream().anyMatch(name -> name.startsWith(uniform(path)))) {
                    return "read";
                }
                throw e;
            }
            assertThat(seen).as("what was read").anyMatch(name -> name.startsWith(uniform(path)));
            return value(settings, path.substring(prefix.length() + 1));
        }
        throw new AssertionError("no record has it");
    }

    /** Notes which names were found in what somebody wrote. */
    private static final class Seen extends AbstractBindHandler {

        private final Set<String> names;

        Seen(Set<String> names) {
            this.names = names;
        }

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            if (context.getConfigurationProperty() != null) {
                names.add(uniform(name.toString()));
            }
            return result;
        }
    }

    private static String uniform(String name) {
        return name.replace("-", "").replace("[", ".").replace("]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean knows(Class<?> type, String path) {
        String first = path.split("[.\\[]")[0];
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> written(component).equals(first));
    }

    private static String written(RecordComponent component) {
        try {
            Name other = component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(Name.class);
            return DataObjectPropertyName.toDashedForm(other == null ? component.getName() : other.value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands at a path of a record: components, entries of lists, values of maps. */
    private static Object value(Object settings, String path) {
        Object at = settings;
        for (String step : path.replaceAll("\\[(\\d+)]", ".$1").split("\\.")) {
            at = Objects.requireNonNull(
                    switch (at) {
                        case List<?> list -> list.get(Integer.parseInt(step));
                        case Map<?, ?> map -> {
                            Map<String, Object> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                            map.forEach((key, value) -> folded.put(key.toString(), value));
                            yield folded.get(step);
                        }
                        default -> component(at, step);
                    },
                    () -> step + " of " + path + " is not there");
        }
        return at;
    }

    private static @Nullable Object component(Object at, String step) {
        try {
            for (RecordComponent component : at.getClass().getRecordComponents()) {
                if (written(component).equals(step)) {
                    Method accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    return accessor.invoke(at);
                }
            }
            throw new AssertionError(at.getClass() + " has no " + step);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean same(Object one, Object other) {
        // Patterns have no equality.
        return one.equals(other)
                || (one.getClass() == other.getClass()
                        && one.toString().equals(other.toString())
                        && one.toString().indexOf('*') < 0
                        && one instanceof Pattern);
    }

    private static StandardEnvironment environment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.setConversionService(new ApplicationConversionService());
        return environment;
    }

    private static StandardEnvironment variables(
            StandardEnvironment to, Map<String, String> base, Map<String, String> tested) {
        Map<String, Object> all = new LinkedHashMap<>();
        base.forEach((name, value) -> all.put(
                name.replaceAll("\\[(\\d+)]", ".$1")
                        .replace('.', '_')
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT),
                value));
        all.putAll(tested);
        to.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
        ConfigDataEnvironmentPostProcessor.applyTo(to);
        KeysInVariables.applyTo(to);
        return to;
    }

    private static StandardEnvironment arguments(
            StandardEnvironment to, Map<String, String> base, List<String> tested) {
        List<String> all = new ArrayList<>();
        base.forEach((name, value) -> all.add("--" + name + "=" + value));
        all.addAll(tested);
        to.getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(CommandLine.settings(all.toArray(String[]::new))));
        ConfigDataEnvironmentPostProcessor.applyTo(to);
        return to;
    }

    private StandardEnvironment file(StandardEnvironment to, String name, String text) throws IOException {
        Path file = Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        return arguments(to, Map.of(), List.of("--config=" + file));
    }

    private static String properties(Map<String, String> base, Map<String, String> tested) {
        Map<String, String> all = new LinkedHashMap<>(base);
        all.putAll(tested);
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }

    private static String yaml(Map<String, String> base, String name, List<String> values, boolean list) {
        Map<String, Object> tree = new LinkedHashMap<>();
        base.forEach((key, value) -> put(tree, key, value));
        put(tree, name, list ? values : values.getFirst());
        StringBuilder text = new StringBuilder();
        write(tree, "", text);
        return text.toString();
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String name, Object value) {
        String[] steps = name.replaceAll("\\[(\\d+)]", ".[$1]").split("\\.");
        Map<String, Object> at = tree;
        for (int i = 0; i < steps.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(steps[i], step -> new LinkedHashMap<String, Object>());
        }
        at.put(steps[steps.length - 1], value);
    }

    private static void write(Map<?, ?> tree, String indent, StringBuilder text) {
        boolean list = tree.keySet().stream().allMatch(key -> key.toString().startsWith("["));
        tree.forEach((key, value) -> {
            text.append(indent).append(list ? "-" : key + ":");
            switch (value) {
                case Map<?, ?> more -> {
                    text.append('\n');
                    write(more, indent + "  ", text);
                }
                case List<?> entries -> {
                    text.append('\n');
                    entries.forEach(entry -> text.append(indent)
                            .append("  - ")
                            .append(scalar(entry))
                            .append('\n'));
                }
                default -> text.append(' ').append(scalar(value)).append('\n');
            }
        });
    }

    /** As a person writes it: in quotes only where YAML would not read it otherwise. */
    private static String scalar(Object value) {
        String plain = value.toString();
        return NEEDS_QUOTES.matcher(plain).matches() ? "'" + plain.replace("'", "''") + "'" : plain;
    }

    private static Map<String, Class<?>> records() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Map<String, Class<?>> found = new TreeMap<>((one, other) -> other.compareTo(one));
        scan.findCandidateComponents("dev.firstring").stream()
                .map(bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
                .filter(type -> !type.getName().contains("Test"))
                .forEach(type -> found.put(
                        Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(
                                                type, ConfigurationProperties.class))
                                        .prefix()
                                + "#" + type.getName(),
                        type));
        return found;
    }

    private static List<Documented> documented() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/configuration.md"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        List<Documented> found = new ArrayList<>();
        for (Matcher row = ROW.matcher(Files.readString(root.resolve("docs/configuration.md"))); row.find(); ) {
            boolean list = row.group(4).startsWith("a list") || row.group(3).contains(",");
            String standard = row.group(3).startsWith("`") ? row.group(3).replace("`", "") : "";
            String value = SAMPLES.getOrDefault(row.group(1), standard);
            assertThat(value).as("a sample value of %s", row.group(1)).isNotEmpty();
            found.add(new Documented(row.group(1), row.group(2), value, list));
        }
        assertThat(found).hasSizeGreaterThan(200);
        return found;
    }

    private static String key(Documented setting) {
        return KEYS.getOrDefault(setting.name(), "some-key");
    }

    private static Map<String, String> base(Documented setting) {
        Map<String, String> base = new LinkedHashMap<>();
        BESIDE.forEach((prefix, settings) -> {
            if (setting.name().startsWith(prefix)) {
                base.putAll(pairs(settings));
            }
        });
        base.remove(setting.name().replace("[]", "[0]"));
        return base;
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            pairs.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return pairs;
    }

    /** Keys of settings that are maps. */
    private static final Map<String, String> KEYS = pairs("""
            firstring.guard.reactions.<key>=NO
            firstring.numbers.countries.rules.<key>=001
            firstring.messaging.sender-ids.<key>=FR
            firstring.messaging.weights.<key>=my-gateway
            firstring.messaging.gateways[].headers.<key>=X-Api-Key
            firstring.messaging.gateways[].secrets.<key>=api-key
            """);

    /** Values for settings that have no default, and for those that are best tried with what other forms take for something else. */
    private static final Map<String, String> SAMPLES = pairs("""
            firstring.challenge.captcha.site-key=10000000-ffff-ffff-ffff-000000000001
            firstring.challenge.captcha.secret=0x0000000000000000000000000000000000000000
            firstring.challenge.captcha.hostnames=example.org,www.example.org
            firstring.challenge.captcha.url=https://captcha.example.org/verify
            firstring.database.url=jdbc:postgresql://db:5432/firstring?sslmode=verify-full
            firstring.database.username=firstring_service
            firstring.database.password=012345
            firstring.database.owner-username=firstring_owner
            firstring.database.owner-password=1e10
            firstring.database.sip-reader-password=0x1F
            firstring.database.binaries=/var/lib/firstring/binaries
            firstring.guard.reactions.<key>=block
            firstring.http.trusted-proxies=10.0.0.0/8,2001:db8::/32,192.0.2.1
            firstring.http.public-url=https://call.example.org
            firstring.http.cors.origins=https://app.example.org,https://admin.example.org:8443
            firstring.keys.master-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=
            firstring.keys.master-key-file=/run/secrets/master-key
            firstring.messaging.gateways[].id=gw
            firstring.messaging.gateways[].url=https://gw.example.org/send?to={to}&text={text}
            firstring.messaging.gateways[].headers.<key>=1_000
            firstring.messaging.gateways[].body={"to":"{to}","text":"{text}"}
            firstring.messaging.gateways[].secrets.<key>=0777
            firstring.messaging.gateways[].from=007
            firstring.messaging.gateways[].rules.accepted=^202
            firstring.messaging.gateways[].rules.reference=id=(\\S+)
            firstring.messaging.gateways[].rules.number-refused=ERR 105
            firstring.messaging.gateways[].rules.fraud-block=ERR 106
            firstring.messaging.gateways[].rules.transport-refused=ERR 107
            firstring.messaging.gateways[].receipts.secret=0123456789012345
            firstring.messaging.gateways[].receipts.query=type=%d&answer=%A
            firstring.messaging.callback-url=https://id.example.org
            firstring.messaging.senders=twilio,no
            firstring.messaging.routes[].countries=NO,001
            firstring.messaging.routes[].channel=voice
            firstring.messaging.routes[].senders=twilio,vonage
            firstring.messaging.weights.<key>=010
            firstring.messaging.sender-ids.<key>=0123
            firstring.messaging.web-host=example.org
            firstring.messaging.android-hash=12345678e90
            firstring.messaging.texts=/etc/firstring/texts
            firstring.messaging.ovh.service-name=sms-ab12345-1
            firstring.messaging.ovh.application-key=0123456789
            firstring.messaging.ovh.application-secret=0b11
            firstring.messaging.ovh.consumer-key=1:20
            firstring.messaging.ovh.from=on
            firstring.messaging.smpp.links[].id=carrier
            firstring.messaging.smpp.links[].host=smsc.example.org
            firstring.messaging.smpp.links[].tls=on
            firstring.messaging.smpp.links[].ca-file=/etc/ssl/carrier.pem
            firstring.messaging.smpp.links[].system-id=0042
            firstring.messaging.smpp.links[].password=0123
            firstring.messaging.smpp.links[].system-type=NULL
            firstring.messaging.smpp.links[].from=+4712345678
            firstring.messaging.sns.region=eu-west-1
            firstring.messaging.sns.access-key-id=AKIA0123456789
            firstring.messaging.sns.secret-access-key=0123456789
            firstring.messaging.sns.from=yes
            firstring.messaging.sns.url=https://sns.example.org
            firstring.messaging.twilio.account-sid=AC0123
            firstring.messaging.twilio.auth-token=0123
            firstring.messaging.twilio.from=+12025550123
            firstring.messaging.twilio.messaging-service-sid=MG0123
            firstring.messaging.twilio.voice-from=+12025550124
            firstring.messaging.vonage.api-key=0123
            firstring.messaging.vonage.api-secret=0123
            firstring.messaging.vonage.from=+4712345678
            firstring.messaging.vonage.application-id=0123-4567
            firstring.messaging.vonage.private-key=-----BEGIN PRIVATE KEY----- AA==
            firstring.messaging.vonage.voice-from=4712345678
            firstring.messaging.vonage.signature-secret=0123
            firstring.metrics.port=9090
            firstring.metrics.public-port=yes
            firstring.numbers.countries.rules.<key>=deny
            firstring.numbers.refused-types=fixed-line,PERSONAL_NUMBER
            firstring.numbers.refused-ranges=/etc/firstring/ranges
            firstring.numbers.test[].number=+12025550123
            firstring.numbers.test[].code=012345
            firstring.numbers.test[].until=2099-12-31
            firstring.sip.stun-servers=stun:stun.example.org:3478,stun:stun2.example.org
            firstring.sip.proxy=sip.example.org:5061
            firstring.sip.digest=sha-256
            firstring.sip.realm=012
            firstring.sip-server.drift.check-at=12:40
            firstring.sip-server.embedded.port=5060
            firstring.sip-server.embedded.algorithms=md5,sha-256
            firstring.sip-server.flexiapi.servers[].id=one
            firstring.sip-server.flexiapi.servers[].url=https://accounts.example.org
            firstring.sip-server.flexiapi.servers[].api-key=0123456789
            firstring.sip-server.flexiapi.servers[].ca-file=/etc/ssl/ca.pem
            firstring.sip-server.flexisip.servers[].id=one
            firstring.sip-server.flexisip.servers[].redis=redis://10.0.0.1:6379,redis://10.0.0.2:6379
            firstring.sip-server.flexisip.servers[].cli-sockets=/tmp/flexisip-proxy-1,/tmp/flexisip-proxy-2
            firstring.sip-server.kamailio.servers[].id=one
            firstring.sip-server.kamailio.servers[].url=http://127.0.0.1:5064/RPC
            firstring.sip-server.kamailio.servers[].username=012
            firstring.sip-server.kamailio.servers[].password=0123
            firstring.sip-server.rest.servers[].id=one
            firstring.sip-server.rest.servers[].url=https://sip.example.org
            firstring.sip-server.rest.servers[].api-key=0123456789
            firstring.sip-server.rest.servers[].username=012
            firstring.sip-server.rest.servers[].password=0123
            firstring.sip-server.rest.servers[].domain=sip.example.org
            firstring.sip-server.rest.servers[].ca-file=/etc/ssl/ca.pem
            firstring.sip.turn.uris=turn:turn.example.org:3478?transport=udp,turns:turn.example.org
            firstring.sip.turn.secrets=0123456789abcdef,abcdef0123456789
            firstring.softphone.agents[].prefix=0123
            firstring.softphone.agents[].format=json
            firstring.tokens.issuers[].issuer=https://id.example.org
            firstring.tokens.issuers[].audience=0123
            firstring.tokens.issuers[].jwks-uri=https://id.example.org/keys
            firstring.web.brand.name=Café 24
            firstring.messaging.app-name=Café 24
            firstring.web.brand.logo=/etc/firstring/logo.svg
            firstring.web.brand.links.privacy=https://example.org/privacy
            firstring.web.brand.links.terms=https://example.org/terms
            firstring.web.brand.links.support=mailto:help@example.org
            firstring.web.brand.links.home=https://example.org/
            """);

    /** What has to stand beside a setting, by the beginning of its name. */
    private static final Map<String, String> BESIDE = Map.ofEntries(
            Map.entry("firstring.database.", """
                    firstring.database.url=jdbc:postgresql://db:5432/firstring
                    firstring.database.username=u
                    firstring.database.password=p
                    """),
            Map.entry("firstring.database.owner-username", "firstring.database.owner-password=p"),
            Map.entry("firstring.database.owner-password", "firstring.database.owner-username=o"),
            Map.entry("firstring.http.cors.credentials", "firstring.http.cors.origins=https://app.example.org"),
            Map.entry("firstring.messaging.gateways[]", """
                    firstring.messaging.gateways[0].id=gw
                    firstring.messaging.gateways[0].url=https://gw.example.org/send?to={to}&text={text}
                    """),
            Map.entry("firstring.messaging.gateways[].body", "firstring.messaging.gateways[0].method=POST"),
            Map.entry("firstring.messaging.routes[]", "firstring.messaging.routes[0].senders=twilio"),
            Map.entry("firstring.messaging.smpp.links[]", """
                    firstring.messaging.smpp.links[0].id=carrier
                    firstring.messaging.smpp.links[0].host=smsc.example.org
                    firstring.messaging.smpp.links[0].system-id=us
                    """),
            Map.entry("firstring.messaging.smpp.links[].ca-file", "firstring.messaging.smpp.links[0].tls=true"),
            Map.entry("firstring.messaging.sns.", """
                    firstring.messaging.sns.region=eu-west-1
                    firstring.messaging.sns.access-key-id=AKIA
                    firstring.messaging.sns.secret-access-key=s
                    """),
            Map.entry("firstring.messaging.twilio.", """
                    firstring.messaging.twilio.auth-token=t
                    firstring.messaging.twilio.from=+12025550123
                    """),
            Map.entry("firstring.messaging.vonage.", """
                    firstring.messaging.vonage.api-key=k
                    firstring.messaging.vonage.api-secret=s
                    firstring.messaging.vonage.from=ACME
                    """),
            Map.entry("firstring.messaging.vonage.application-id", """
                    firstring.messaging.vonage.private-key=p
                    firstring.messaging.vonage.voice-from=4712345678
                    """),
            Map.entry("firstring.messaging.ovh.service-name", """
                    firstring.messaging.ovh.application-key=a
                    firstring.messaging.ovh.application-secret=s
                    firstring.messaging.ovh.consumer-key=c
                    firstring.messaging.ovh.from=ACME
                    """),
            Map.entry("firstring.numbers.test[]", """
                    firstring.numbers.test[0].number=+12025550123
                    firstring.numbers.test[0].code=123456
                    firstring.numbers.test[0].until=2099-12-31
                    """),
            Map.entry("firstring.sip-server.flexiapi.servers[]", """
                    firstring.sip-server.flexiapi.servers[0].id=one
                    firstring.sip-server.flexiapi.servers[0].url=https://accounts.example.org
                    firstring.sip-server.flexiapi.servers[0].api-key=key
                    """),
            Map.entry("firstring.sip-server.flexisip.servers[]", "firstring.sip-server.flexisip.servers[0].id=one"),
            Map.entry(
                    "firstring.sip-server.flexisip.servers[].",
                    "firstring.sip-server.flexisip.servers[0].redis=redis://10.0.0.1"),
            Map.entry("firstring.sip-server.kamailio.servers[]", """
                    firstring.sip-server.kamailio.servers[0].id=one
                    firstring.sip-server.kamailio.servers[0].url=http://127.0.0.1:5064/RPC
                    """),
            Map.entry(
                    "firstring.sip-server.kamailio.servers[].username",
                    "firstring.sip-server.kamailio.servers[0].password=p"),
            Map.entry(
                    "firstring.sip-server.kamailio.servers[].password",
                    "firstring.sip-server.kamailio.servers[0].username=u"),
            Map.entry("firstring.sip-server.rest.servers[]", """
                    firstring.sip-server.rest.servers[0].id=one
                    firstring.sip-server.rest.servers[0].url=https://sip.example.org
                    firstring.sip-server.rest.servers[0].api-key=key
                    """),
            Map.entry(
                    "firstring.sip-server.rest.servers[].username", "firstring.sip-server.rest.servers[0].password=p"),
            Map.entry(
                    "firstring.sip-server.rest.servers[].password", "firstring.sip-server.rest.servers[0].username=u"),
            Map.entry("firstring.sip.turn.uris", "firstring.sip.turn.secrets=0123456789abcdef"),
            Map.entry("firstring.softphone.agents[]", """
                    firstring.softphone.agents[0].prefix=Acme
                    firstring.softphone.agents[0].format=json
                    """),
            Map.entry("firstring.tokens.issuers[]", """
                    firstring.tokens.issuers[0].issuer=https://id.example.org
                    firstring.tokens.issuers[0].audience=our-app
                    """));
}
