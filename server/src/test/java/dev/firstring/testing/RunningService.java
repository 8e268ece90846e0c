package dev.firstring.testing;

import dev.firstring.Firstring;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service on a free port, over a test database, with a clock moved by hand. Several over one database are
 * several nodes. Requests come from an address of the caller's choice, as through a trusted proxy.
 */
public final class RunningService implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Patience.LIMIT)
            .build();

    private final ConfigurableApplicationContext context;
    private final String host;
    private final int port;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        this.host = host(context.getEnvironment().getProperty("server.address", "localhost"));
        this.port = ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Where it answers: localhost, unless it listens at one other address only. */
    private static String host(String address) {
        return address.startsWith("127.") || address.equals("0.0.0.0") ? "localhost" : address;
    }

    /** How to start one. */
    public static final class Setup {

        private final Map<String, Object> settings = new LinkedHashMap<>();
        private final TestDatabase database;
        private Clock clock = new SettableClock();
        private List<MessageSender> senders = List.of();
        private List<SipServer> sipServers = List.of();

        private Setup(TestDatabase database) {
            this.database = database;
        }

        public Setup set(String name, Object value) {
            settings.put(name, value);
            return this;
        }

        public Setup clock(Clock other) {
            this.clock = other;
            return this;
        }

        /** Sends through these, in this order, instead of the development inbox. */
        public Setup sender(MessageSender... others) {
            senders = List.of(others);
            return set(
                    "firstring.messaging.senders",
                    String.join(
                            ",", senders.stream().map(MessageSender::provider).toList()));
        }

        /** In production mode, with the least that production wants; messages go nowhere unless a sender is given. */
        public Setup production() {
            if (senders.isEmpty()) {
                sender(new SilentSender());
            }
            return set("firstring.mode", "production")
                    .set("firstring.sip.domain", "sip.example.org")
                    .set("firstring.http.public-url", "https://call.example.org");
        }

        /** These SIP servers besides those that the settings name. */
        public Setup sipServers(SipServer... servers) {
            sipServers = List.of(servers);
            return this;
        }

        public RunningService start() {
            settings.putIfAbsent("server.port", 0);
            settings.putIfAbsent("firstring.database.url", database.url());
            settings.putIfAbsent("firstring.database.username", TestDatabase.SERVICE);
            settings.putIfAbsent("firstring.database.password", TestDatabase.PASSWORD);
            settings.putIfAbsent("firstring.database.owner-username", TestDatabase.OWNER);
            settings.putIfAbsent("firstring.database.owner-password", TestDatabase.PASSWORD);
            settings.putIfAbsent("firstring.http.trusted-proxies", "127.0.0.1/32");
            settings.putIfAbsent("firstring.keys.master-key", "dGVzdC1tYXN0ZXIta2V5LW9mLTMyLWJ5dGVzISEhISE=");
            settings.putIfAbsent("firstring.data", temporaryDirectory().toString());
            settings.putIfAbsent("logging.level.root", "warn");
            SpringApplication application = new SpringApplication(Firstring.class);
            application.setWebApplicationType(WebApplicationType.SERVLET);
            application.setRegisterShutdownHook(false);
            application.addInitializers(context -> {
                GenericApplicationContext beans = (GenericApplicationContext) context;
                beans.registerBean("testClock", Clock.class, () -> clock);
                if (!sipServers.isEmpty()) {
                    beans.registerBean("testSipServers", SipServerSource.class, () -> () -> sipServers);
                }
                if (!senders.isEmpty()) {
                    beans.registerBean("testSenders", MessageSenderSource.class, () -> () -> senders);
                }
            });
            return new RunningService(application.run(settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
        }

        private static Path temporaryDirectory() {
            try {
                return Files.createTempDirectory("firstring-test");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    public static Setup over(TestDatabase database) {
        return new Setup(database);
    }

    public int port() {
        return port;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public Reply post(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Reply get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Reply call(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = request(path, headers);
        return send(
                json.isEmpty()
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                .timeout(Patience.LIMIT);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** Whatever a test asks of the mobile side comes in its spelling. */
    private static void inSnakeCase(Reply reply) {
        String type = reply.header("Content-Type");
        if (reply.response().uri().getPath().startsWith("/api/v1/") && type.startsWith("application/json")) {
            List<String> names = namesWithUpperCase(reply.json());
            if (!names.isEmpty()) {
                throw new AssertionError("not in snake_case: " + names + " at "
                        + reply.response().uri());
            }
        }
    }

    /** The names in a document, however deep, that have an upper-case letter. */
    public static List<String> namesWithUpperCase(JsonNode node) {
        List<String> found = new ArrayList<>();
        node.properties().forEach(property -> {
            if (property.getKey().chars().anyMatch(Character::isUpperCase)) {
                found.add(property.getKey());
            }
        });
        node.forEach(inner -> found.addAll(namesWithUpperCase(inner)));
        return found;
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Reply reply = new Reply(response);
            inSnakeCase(reply);
            Contract.of(context).check(reply);
            return reply;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** What came back. */
    public record Reply(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        /** A text below {@code data}. */
        public String data(String name) {
            return json().required("data").required(name).asString();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The code of a problem, upper case in either spelling; empty for a success. */
        public String code() {
            JsonNode json = json();
            JsonNode code =
                    json.has("code") ? json.get("code") : json.path("detail").path("error");
            return code.asString("").toUpperCase(java.util.Locale.ROOT);
        }
    }
}
