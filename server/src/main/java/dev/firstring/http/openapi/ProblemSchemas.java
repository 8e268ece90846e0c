package dev.firstring.http.openapi;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of problems, one for each spelling. */
final class ProblemSchemas {

    private static final String CAMEL = "Problem";
    private static final String SNAKE = "ProblemV1";
    private static final String VIOLATION = "Violation";

    private ProblemSchemas() {}

    static void define(Components components) {
        components.addSchemas(CAMEL, camel());
        components.addSchemas(SNAKE, snake());
        components.addSchemas(VIOLATION, violation());
    }

    static Schema<?> of(Spelling spelling) {
        return Schemas.reference(spelling == Spelling.SNAKE ? SNAKE : CAMEL);
    }

    private static Schema<?> camel() {
        Schema<?> schema = Schemas.of("object", "A problem (RFC 9457). Further members depend on the code.");
        schema.addProperty("type", Schemas.of("string", "A URI that names the kind of problem."));
        schema.addProperty("title", Schemas.of("string", "What went wrong, in a few words."));
        schema.addProperty("status", Schemas.of("integer", "The status of the answer."));
        schema.addProperty("detail", Schemas.of("string", "What went wrong and what to do, for the person."));
        schema.addProperty("instance", Schemas.of("string", "The path that was asked for."));
        schema.addProperty("success", Schemas.of("boolean", "Always false."));
        schema.addProperty("code", codes(Spelling.CAMEL));
        schema.addProperty("error", Schemas.of("string", "The same as title."));
        schema.addProperty("message", Schemas.of("string", "The same as detail."));
        further().forEach((name, further) -> {
            if (!name.equals("status")) {
                schema.addProperty(name, further);
            }
        });
        schema.addProperty("details", violations());
        schema.setRequired(List.of("type", "title", "status", "detail", "success", "code", "error", "message"));
        return schema;
    }

    private static Schema<?> snake() {
        Schema<?> detail = Schemas.of("object", "What went wrong. Further members depend on the error.");
        detail.addProperty("error", codes(Spelling.SNAKE));
        detail.addProperty("message", Schemas.of("string", "What went wrong and what to do, for the person."));
        further().forEach((name, further) -> detail.addProperty(Names.spell(name, Spelling.SNAKE), further));
        detail.addProperty("fields", violations());
        detail.setRequired(List.of("error", "message"));
        Schema<?> schema = Schemas.of("object", "A problem.");
        schema.addProperty("detail", detail);
        schema.setRequired(List.of("detail"));
        return schema;
    }

    /** The extensions of some problems, by their camelCase names. */
    private static Map<String, Schema<?>> further() {
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        members.put("retryAfter", Schemas.of("integer", "Seconds to wait before trying again; also in Retry-After."));
        members.put("attemptsLeft", Schemas.of("integer", "How often the code may still be tried."));
        members.put("currentStep", Schemas.of("string", "The step that the session is at."));
        members.put("policy", Schemas.of("string", "The limit that refused the request."));
        members.put(
                "violatedPolicies",
                Schemas.listOf(Schemas.of("string"), "All limits that have no room for the request now."));
        members.put("reason", Schemas.of("string", "Why, as a word."));
        members.put(
                "numberType", Schemas.of("string", "What kind of number it is, where that is why nothing was sent."));
        members.put(
                "channels",
                Schemas.listOf(
                        Schemas.of("string"), "By which channels a code can come to a number that takes no SMS."));
        members.put("character", Schemas.of("string", "The character that cannot stand in a phone number."));
        members.put("sessionId", Schemas.of("string", "The session, which may go on."));
        members.put("nextCall", Schemas.of("integer", "Seconds until a call may be asked for."));
        members.put("challengeType", Schemas.of("string", "The kind of challenge: altcha or the name of a captcha."));
        members.put("challenge", Schemas.of("object", "The challenge to solve, as POST challenge gives it."));
        members.put("challengeUrl", Schemas.of("string", "Where to get another challenge."));
        members.put("maxAge", Schemas.of("integer", "How old, in seconds, the sign-in may be at most."));
        members.put("quota", Schemas.of("integer", "How many live credentials an account may have."));
        members.put("scope", Schemas.of("string", "The scope that the caller lacks."));
        members.put("status", Schemas.of("string", "The state that does not allow the request."));
        members.put("state", Schemas.of("string", "The state that does not allow the request."));
        members.put("credentialStatus", Schemas.of("string", "The state of the credential that does not allow it."));
        members.put(
                "syncStatus",
                Schemas.of("string", "Where a SIP server failed: pending while the request is kept and tried again."));
        members.put(
                "steps", Schemas.listOf(Schemas.of("object"), "Where a SIP server failed: how far each server is."));
        return members;
    }

    private static Schema<?> codes(Spelling spelling) {
        Schema<Object> code = Schemas.text("The error, for programs. New ones may come.");
        code.setEnum(Arrays.stream(ErrorCode.values())
                .<Object>map(error -> error.word(spelling))
                .toList());
        return code;
    }

    private static Schema<?> violations() {
        return Schemas.listOf(Schemas.reference(VIOLATION), "The fields that are not valid.");
    }

    private static Schema<?> violation() {
        Schema<?> schema = Schemas.of("object", "A field that is not valid.");
        schema.addProperty("field", Schemas.of("string", "The name of the field, as the client wrote it."));
        schema.addProperty("pointer", Schemas.of("string", "A JSON pointer (RFC 6901) into the body."));
        schema.addProperty("message", Schemas.of("string", "What is wrong, for the person."));
        schema.setRequired(List.of("field", "pointer", "message"));
        return schema;
    }
}
