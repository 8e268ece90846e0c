package dev.firstring.http.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.WireServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RequestsTest extends ReadingFixture {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"displayName\":5|displayName|This value has the wrong type.",
                "\"displayName\":1.5|displayName|This value has the wrong type.",
                "\"displayName\":true|displayName|This value has the wrong type.",
                "\"displayName\":{}|displayName|This value has the wrong type.",
                "\"displayName\":[\"x\"]|displayName|This value has the wrong type.",
                "\"itemCount\":\"5\"|itemCount|This value has the wrong type.",
                "\"itemCount\":\"\"|itemCount|This value has the wrong type.",
                "\"itemCount\":1.5|itemCount|This value has the wrong type.",
                "\"itemCount\":1.0|itemCount|This value has the wrong type.",
                "\"itemCount\":true|itemCount|This value has the wrong type.",
                "\"itemCount\":99999999999|itemCount|This value has the wrong type.",
                "\"isUrgent\":\"true\"|isUrgent|This value has the wrong type.",
                "\"isUrgent\":1|isUrgent|This value has the wrong type.",
                "\"isUrgent\":\"\"|isUrgent|This value has the wrong type.",
                "\"devicePlatform\":\"AMIGA\"|devicePlatform|Choose one of: IOS, ANDROID.",
                "\"devicePlatform\":0|devicePlatform|This value has the wrong type.",
                "\"orderParts\":{}|orderParts|This value has the wrong type.",
                "\"orderParts\":[]|orderParts|",
                "\"orderParts\":[{\"partSize\":\"1\"}]|orderParts[0].partSize|This value has the wrong type."
            })
    void no_type_is_turned_into_another(String member, String field, String message) {
        HttpResponse<String> response = server.post(
                "/api/echo/order",
                "{" + member + (member.contains("displayName") ? "" : ",\"displayName\":\"Ada\"")
                        + ",\"shortCode\":\"abc\"}");

        if (message == null) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return;
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode details = WireServer.json(response).get("details");
        assertThat(details.size()).isEqualTo(1);
        assertThat(details.get(0).get("field").stringValue()).isEqualTo(field);
        assertThat(details.get(0).get("message").stringValue()).isEqualTo(message);
    }

    @Test
    void all_fields_that_are_wrong_are_named_at_once_each_with_its_first_fault() {
        HttpResponse<String> response = server.post(
                "/api/echo/order",
                "{\"displayName\":\"  \",\"deliveryChannel\":\"fax\",\"orderParts\":[{},{\"partName\":\"x\"},{}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(WireServer.json(response).get("details").toString())
                .isEqualTo(
                        "[{\"field\":\"deliveryChannel\",\"pointer\":\"/deliveryChannel\",\"message\":\"Choose one of: sms, voice.\"},"
                                + "{\"field\":\"displayName\",\"pointer\":\"/displayName\",\"message\":\"This field must not be blank.\"},"
                                + "{\"field\":\"orderParts[0].partName\",\"pointer\":\"/orderParts/0/partName\",\"message\":\"This field is required.\"},"
                                + "{\"field\":\"orderParts[2].partName\",\"pointer\":\"/orderParts/2/partName\",\"message\":\"This field is required.\"},"
                                + "{\"field\":\"shortCode\",\"pointer\":\"/shortCode\",\"message\":\"This field is required.\"}]");
    }

    @Test
    void fields_are_spelled_for_the_snake_case_side_and_the_status_is_422() {
        HttpResponse<String> response = server.post(
                "/api/v1/echo/order",
                "{\"displayName\":\"ignored\",\"short_code\":\"ABCDEFG\",\"order_parts\":[{}]}",
                "Accept-Language",
                "fr");

        assertThat(response.statusCode()).isEqualTo(422);
        JsonNode detail = WireServer.json(response).get("detail");
        assertThat(detail.get("error").stringValue()).isEqualTo("validation_failed");
        assertThat(detail.get("fields").toString())
                .isEqualTo(
                        "[{\"field\":\"display_name\",\"pointer\":\"/display_name\",\"message\":\"Ce champ est obligatoire.\"},"
                                + "{\"field\":\"order_parts[0].part_name\",\"pointer\":\"/order_parts/0/part_name\",\"message\":\"Ce champ est obligatoire.\"},"
                                + "{\"field\":\"short_code\",\"pointer\":\"/short_code\",\"message\":\"Pas plus de 5 caractères.\"}]");
    }

    @Test
    void a_wrong_type_is_named_in_snake_case_too() {
        HttpResponse<String> response = server.post("/api/v1/echo/order", "{\"item_count\":\"5\"}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(WireServer.json(response).get("detail").get("fields").toString())
                .isEqualTo(
                        "[{\"field\":\"item_count\",\"pointer\":\"/item_count\",\"message\":\"This value has the wrong type.\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/echo/search?accountId=a&pageSize=&devicePlatform=, 200",
        "/api/v1/echo/search?account_id=a&page_size=&device_platform=%20, 200",
        "/api/echo/search?accountId=&pageSize=5, 400",
        "/api/v1/echo/search?account_id=%20, 422"
    })
    void a_query_parameter_without_a_value_is_an_absent_one(String path, int status) {
        assertThat(server.get(path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "fr, fr",
        "FR, fr",
        "fr_CA, fr",
        "'fr_FR,en;q=0.5', fr",
        "'xx,  de-AT ;q=0.9, en;q=0.1', de",
        "'en;q=0.1,es;q=0.2', es",
        "'*', en",
        "'de;q=0,fr', fr",
        "';;,,fr', fr",
        "'de;q=x,fr;q=0.1', fr",
        "ar_EG, ar"
    })
    void a_language_is_understood_as_phones_write_it(String wanted, String language) {
        assertThat(server.post("/api/echo/order", "{" + GOOD + "}", "Accept-Language", wanted)
                        .body())
                .contains("\"language\":\"" + language + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/echo/search, accountId, This field is required.",
        "/api/echo/search?accountId=a&pageSize=x, pageSize, This value has the wrong type.",
        "/api/echo/search?accountId=a&pageSize=0, pageSize, The least possible value is 1.",
        "/api/echo/search?accountId=a&pageSize=101, pageSize, The greatest possible value is 100.",
        "/api/echo/search?accountId=a&devicePlatform=AMIGA, devicePlatform, 'Choose one of: IOS, ANDROID.'",
    })
    void a_query_parameter_is_validated_like_a_field(String path, String field, String message) {
        HttpResponse<String> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode detail = WireServer.json(response).get("details").get(0);
        assertThat(detail.get("field").stringValue()).isEqualTo(field);
        assertThat(detail.get("message").stringValue()).isEqualTo(message);
    }

    @Test
    void query_parameters_have_the_spelling_of_the_path() {
        assertThat(server.get("/api/v1/echo/search?account_id=a&page_size=7").body())
                .contains("\"size\":7");
        HttpResponse<String> camel = server.get("/api/v1/echo/search?accountId=a");
        assertThat(camel.statusCode()).isEqualTo(422);
        assertThat(camel.body()).contains("\"field\":\"account_id\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/echo/items/5", "/api/v1/echo/items/not-an-id", "/api/echo/items/%20"})
    void a_path_of_the_wrong_shape_leads_nowhere(String path) {
        HttpResponse<String> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).containsIgnoringCase("\"not_found\"");
    }
}
