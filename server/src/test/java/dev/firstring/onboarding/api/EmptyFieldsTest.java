package dev.firstring.onboarding.api;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SharedService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmptyFieldsTest {

    private final SharedService shared = SharedService.ordinary();
    private final RunningService service = shared.node();

    @Test
    void a_field_without_a_value_is_null_in_both_spellings_for_every_property_of_the_document() {
        JsonNode document = service.get("/openapi").json();
        List<String> faults = new ArrayList<>();
        for (String root : List.of("/api", "/api/v1")) {
            boolean snake = root.equals("/api/v1");
            Person person = Person.at(service);
            String number = snake ? "phone_number" : "phoneNumber";
            String id = snake ? "session_id" : "sessionId";
            Reply started = expect(
                    service.post(root + "/onboarding/start", "{\"%s\":\"%s\"}".formatted(number, person.number())));
            compare(document, root + "/onboarding/start", "post", started, faults);
            String session = started.data(id);
            String status = root + "/onboarding/session" + (snake ? "/" + session : "?sessionId=" + session);
            String documented = root + "/onboarding/session" + (snake ? "/{session_id}" : "");
            compare(document, documented, "get", expect(service.get(status)), faults);
            compare(
                    document,
                    root + "/onboarding/verify-otp",
                    "post",
                    expect(service.post(
                            root + "/onboarding/verify-otp",
                            "{\"%s\":\"%s\",\"%s\":\"%s\",\"%s\":\"%s\"}"
                                    .formatted(
                                            id,
                                            session,
                                            number,
                                            person.number(),
                                            snake ? "otp_code" : "otpCode",
                                            started.data(snake ? "otp_code" : "otpCode")))),
                    faults);
            Reply linked = expect(service.post(
                    root + "/onboarding/link-account",
                    "{\"%s\":\"%s\",\"%s\":\"body\"}"
                            .formatted(id, session, snake ? "token_delivery" : "tokenDelivery")));
            compare(document, root + "/onboarding/link-account", "post", linked, faults);
            String[] bearer = {
                "Authorization",
                "Bearer "
                        + linked.json()
                                .at("/data/tokens/" + (snake ? "access_token" : "accessToken"))
                                .asString()
            };
            for (String path : List.of(
                    "/account", "/account/sessions", "/account/verifications", "/sip/credentials", "/sip/health")) {
                compare(document, root + path, "get", expect(service.get(root + path, bearer)), faults);
            }
            String credential = linked.json()
                    .at("/data/" + (snake ? "sip_credentials" : "sipCredentials") + "/id")
                    .asString();
            compare(
                    document,
                    root + "/sip/credentials/{id}",
                    "get",
                    expect(service.get(root + "/sip/credentials/" + credential, bearer)),
                    faults);
            compare(
                    document,
                    root + "/sip/credentials/{id}/registration",
                    "get",
                    expect(service.get(root + "/sip/credentials/" + credential + "/registration", bearer)),
                    faults);
        }
        assertThat(faults).isEmpty();
    }

    private static void compare(JsonNode document, String path, String method, Reply reply, List<String> faults) {
        JsonNode schema = document.path("paths").path(path).path(method);
        if (schema.isMissingNode()) {
            faults.add(method + " " + path + " is not documented");
            return;
        }
        JsonNode data = schema.at("/responses/200/content/application~1json/schema/properties/data");
        compare(document, method + " " + path, data, reply.json().get("data"), faults);
    }

    private static void compare(JsonNode document, String where, JsonNode schema, JsonNode value, List<String> faults) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
        if (value.isArray()) {
            value.forEach(entry -> compare(document, where + "[]", resolved.path("items"), entry, faults));
        }
        if (!value.isObject()) {
            return;
        }
        for (JsonNode part : resolved.path("allOf")) {
            compare(document, where, part, value, faults);
        }
        resolved.path("properties").properties().forEach(property -> {
            if (!value.has(property.getKey())) {
                faults.add(where + "." + property.getKey() + " is absent");
            } else {
                compare(
                        document,
                        where + "." + property.getKey(),
                        property.getValue(),
                        value.get(property.getKey()),
                        faults);
            }
        });
    }
}
