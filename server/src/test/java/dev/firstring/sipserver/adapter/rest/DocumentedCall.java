package dev.firstring.sipserver.adapter.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An example of docs/rest-dialect.md: a request and its answer. Missing bodies are missing nodes. */
record DocumentedCall(
        String method, String path, Map<String, String> headers, JsonNode request, int status, JsonNode answer) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern BLOCK = Pattern.compile(
            "```http\\n(?<method>[A-Z]+) (?<path>\\S+)\\n(?<headers>(?:[A-Za-z-]+: .*\\n)*)(?<body>(?s:.*?))\\n"
                    + "HTTP (?<status>\\d{3})\\n(?<answer>(?s:.*?))```");

    /** All of them, in the order of the document. */
    static List<DocumentedCall> all() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(here.resolve("docs/rest-dialect.md"))) {
            here = here.getParent();
        }
        List<DocumentedCall> found = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(here.resolve("docs/rest-dialect.md")));
        while (matcher.find()) {
            Map<String, String> headers = new LinkedHashMap<>();
            matcher.group("headers").lines().forEach(line -> headers.put(line.split(": ")[0], line.split(": ")[1]));
            found.add(new DocumentedCall(
                    matcher.group("method"),
                    matcher.group("path"),
                    headers,
                    json(matcher.group("body")),
                    Integer.parseInt(matcher.group("status")),
                    json(matcher.group("answer"))));
        }
        return found;
    }

    static JsonNode json(String text) {
        return text.isBlank() ? JSON.missingNode() : JSON.readTree(text);
    }

    String answerBody() {
        return answer.isMissingNode() ? "" : answer.toString();
    }
}
